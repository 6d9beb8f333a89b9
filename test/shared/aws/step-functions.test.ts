import { ExecutionAlreadyExists, ExecutionLimitExceeded, InvalidToken, SendTaskSuccessCommand, SFNClient, StartExecutionCommand, TaskDoesNotExist, TaskTimedOut, type SFNServiceException } from '@aws-sdk/client-sfn';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { stepFunctions } from '../../../shared/aws/step-functions.ts';

const client = new SFNClient({ region: 'eu-west-1' });
const sfn = mockClient(client);
const machines = { 'change-approval': 'arn:aws:states:eu-west-1:1:stateMachine:approval:live' };
const { start, send } = stepFunctions({ client, machines });
const approval = { machine: 'change-approval', name: 'chg-campsite-CHG0000001-r1', input: { record: { tenant: 'campsite', type: 'change', id: 'CHG0000001' } } };
const thrown = (Type: new (options: any) => SFNServiceException): SFNServiceException => new Type({ message: 'no', $metadata: {} });

beforeEach(() => sfn.reset());

describe('Step Functions', () => {
  it('is given the name that makes a start idempotent, and the address of the record', async () => {
    sfn.on(StartExecutionCommand).resolves({});
    await start(approval);
    expect(sfn.commandCalls(StartExecutionCommand)[0]!.args[0].input).toEqual({ stateMachineArn: machines['change-approval'], name: approval.name, input: JSON.stringify(approval.input) });
  });

  it('starts nothing twice, and complains about all else', async () => {
    sfn.on(StartExecutionCommand).rejectsOnce(thrown(ExecutionAlreadyExists)).rejectsOnce(thrown(ExecutionLimitExceeded));
    await start(approval);
    await expect(start(approval)).rejects.toThrow(ExecutionLimitExceeded);
    await expect(start({ ...approval, machine: 'release-pipeline' })).rejects.toThrow('No machine release-pipeline is deployed');
  });

  it.each([InvalidToken, TaskTimedOut, TaskDoesNotExist])('takes %o for an answer that is no longer needed', async (Type) => {
    sfn.on(SendTaskSuccessCommand).rejects(thrown(Type));
    await expect(send('token', { decision: 'approved' })).resolves.toBeUndefined();
  });

  it('hands on any other failure, so that the answer is given again', async () => {
    sfn.on(SendTaskSuccessCommand).resolvesOnce({}).rejects(new Error('socket hang up'));
    await send('token', { decision: 'approved' });
    expect(sfn.commandCalls(SendTaskSuccessCommand)[0]!.args[0].input).toEqual({ taskToken: 'token', output: '{"decision":"approved"}' });
    await expect(send('token', {})).rejects.toThrow('socket hang up');
  });
});
