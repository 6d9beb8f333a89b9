import { lambdaKernel } from '../../../shared/aws/lambda-kernel.ts';
import { queueConsumer } from '../../../shared/aws/queue.ts';
import { observed } from '../../../shared/aws/telemetry.ts';
import { definitions } from '../../index.ts';
import { indexEvent } from './consume.ts';

export const handler = observed('search', queueConsumer(lambdaKernel(definitions), 'search', indexEvent));
