import { lambdaKernel } from '../../../shared/aws/lambda-kernel.ts';
import { sweep } from '../../../shared/events/sweep.ts';
import { definitions } from '../../index.ts';

const kernel = lambdaKernel(definitions);

/** Called every minute; an alarm watches that it comes to its end. */
export const handler = async (): Promise<void> => {
  kernel().log({ sweep: 'done', ...await sweep(kernel()) });
};
