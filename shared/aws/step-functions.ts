import { ExecutionAlreadyExists, InvalidToken, SendTaskSuccessCommand, SFNClient, StartExecutionCommand, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import type { Send, Start } from '../events/workflow.ts';

/** The environment variable by which the stacks tell a function its machines: ARNs by name, as JSON. */
export const MACHINE_ARNS = 'MACHINE_ARNS';

export interface StepFunctions {
  /** Starts an execution, unless one of that name was started within the last 90 days. */
  readonly start: (start: Start) => Promise<void>;
  readonly send: Send;
}

/**
 * AWS Step Functions.
 * @param machines the ARN (of an alias, best) by name of a machine
 */
export const stepFunctions = ({ client, machines }: { client: SFNClient; machines: Readonly<Record<string, string>> }): StepFunctions => ({
  async start({ machine, name, input }) {
    if (!machines[machine]) throw Object.assign(new RangeError(`No machine ${machine} is deployed`), { code: 'machine-not-deployed' });
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: machines[machine], name, input: JSON.stringify(input) }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  },
  async send(taskToken, output) {
    try {
      await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
    } catch (error) {
      // Answered before, timed out, or of an execution that was stopped: the wait is over either way.
      if (!(error instanceof InvalidToken || error instanceof TaskTimedOut || error instanceof TaskDoesNotExist)) throw error;
    }
  },
});

/** The machines that the stacks told a function of, in its environment. */
export const stepFunctionsFrom = (environment: Readonly<Record<string, string | undefined>>): StepFunctions =>
  stepFunctions({ client: new SFNClient({}), machines: JSON.parse(environment[MACHINE_ARNS] ?? '{}') as Record<string, string> });
