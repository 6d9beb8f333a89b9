import { lambdaKernel } from '../../../shared/aws/lambda-kernel.ts';
import { sweep } from '../../../shared/events/sweep.ts';
import { definitions } from '../../index.ts';

const kernel = lambdaKernel(definitions);

/** Called every minute. Its log line is the heartbeat that an alarm watches. */
export const handler = async (): Promise<void> => {
  kernel().log({ sweep: 'done', ...await sweep(kernel()) });
};
