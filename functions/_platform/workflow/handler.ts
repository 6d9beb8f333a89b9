import { lambdaKernel } from '../../../shared/aws/lambda-kernel.ts';
import { queueConsumer } from '../../../shared/aws/queue.ts';
import { stepFunctionsFrom } from '../../../shared/aws/step-functions.ts';
import { observed } from '../../../shared/aws/telemetry.ts';
import { resume as lookAgain, startsFor, step as take, type StepPayload, type View } from '../../../shared/events/workflow.ts';
import { definitions } from '../../index.ts';

const kernel = lambdaKernel(definitions);
const machines = stepFunctionsFrom(process.env);

/** Starts the machines that wait for an event. */
export const start = observed('workflow', queueConsumer(kernel, 'workflow-start', async ({ catalogue }, event) => {
  for (const execution of startsFor(catalogue, event)) await machines.start(execution);
}));

/** Called by the machines: gives a command, or keeps a token. */
export const step = observed('workflow', (payload: StepPayload): Promise<View> => take(kernel(), payload, machines.send));

/** Ends the waits that are over, whenever a record changes. */
export const resume = observed('workflow', queueConsumer(kernel, 'workflow-resume', (on, event) => lookAgain(on, event, machines.send)));
