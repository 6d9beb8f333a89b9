import { lambdaKernel } from '../../../shared/aws/lambda-kernel.ts';
import { queueConsumer } from '../../../shared/aws/queue.ts';
import { definitions } from '../../index.ts';
import { indexEvent } from './consume.ts';

export const handler = queueConsumer(lambdaKernel(definitions), 'search', indexEvent);
