import { lambdaKernel } from '../../../shared/aws/lambda-kernel.ts';
import { observed } from '../../../shared/aws/telemetry.ts';
import { sweep } from '../../../shared/events/sweep.ts';
import { definitions } from '../../index.ts';

const kernel = lambdaKernel(definitions);

/** Called every minute; an alarm watches that it comes to its end. */
export const handler = observed('sweep', async (): Promise<void> => {
  kernel().log({ message: 'sweep', outcome: 'done', ...await sweep(kernel()) });
});
