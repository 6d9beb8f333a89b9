import { SESv2Client } from '@aws-sdk/client-sesv2';
import { lambdaKernel } from '../../../shared/aws/lambda-kernel.ts';
import { MAIL_FROM, sesMailer } from '../../../shared/aws/mailer.ts';
import { queueConsumer } from '../../../shared/aws/queue.ts';
import { observed } from '../../../shared/aws/telemetry.ts';
import { definitions } from '../../index.ts';
import { mailNotices } from './consume.ts';

const mailer = sesMailer({ client: new SESv2Client({}), from: process.env[MAIL_FROM]! });

export const handler = observed('mail', queueConsumer(lambdaKernel(definitions), 'mail', mailNotices(mailer)));
