import { setTimeout as delay } from 'node:timers/promises';
import { GetFunctionConfigurationCommand, LambdaClient, UpdateFunctionConfigurationCommand } from '@aws-sdk/client-lambda';
import { DeleteMessageCommand, GetQueueAttributesCommand, GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TABLE_NAME } from '../../../shared/aws/lambda-kernel.ts';
import { openDesk, type Desk } from '../../stories/desk.ts';
import { resourceNames } from '../resources.ts';

const sqs = new SQSClient({});
const lambda = new LambdaClient({});
const BETWEEN_TRIES = 2;

let desk: Desk;
let reacting: string;
let queue: string;
let dead: string;
let asDeployed: string | undefined;
beforeAll(async () => {
  desk = await openDesk();
  const only = async (type: string, like: RegExp): Promise<string> => {
    const names = await resourceNames({ type, like });
    expect(names, String(like)).toHaveLength(1);
    return names[0]!;
  };
  reacting = await only('AWS::Lambda::Function', /^IncidentReact[0-9A-F]{8}$/);
  queue = await only('AWS::SQS::Queue', /^IncidentReactionsQueue/);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue, AttributeNames: ['RedrivePolicy', 'VisibilityTimeout'] }));
  asDeployed = Attributes!.VisibilityTimeout!;
  const { deadLetterTargetArn } = JSON.parse(Attributes!.RedrivePolicy!) as { deadLetterTargetArn: string };
  dead = (await sqs.send(new GetQueueUrlCommand({ QueueName: deadLetterTargetArn.split(':').at(-1) }))).QueueUrl!;
  // Otherwise it is six minutes from one try to the next.
  await triedAgainAfter(String(BETWEEN_TRIES));
});
afterAll(async () => {
  if (asDeployed) await triedAgainAfter(asDeployed);
  await desk?.stop();
});

const triedAgainAfter = (VisibilityTimeout: string): Promise<unknown> => sqs.send(new SetQueueAttributesCommand({ QueueUrl: queue, Attributes: { VisibilityTimeout } }));

const waiting = async (url: string): Promise<number> => {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] }));
  return Object.values(Attributes!).reduce((sum, n) => sum + Number(n), 0);
};

/** A parent with one child, whose solution reaches the child by the reaction. */
async function family(): Promise<{ parent: string; child: string }> {
  const anna = desk.as('anna');
  const parent = await anna.report({ title: 'Network is down' });
  const child = await desk.as('otto').report({ title: 'Bookings are offline' });
  expect((await anna.post(`/v1/incidents/${child}/links`, { type: 'child-of', target: parent })).status).toBe(201);
  await anna.order(parent, 'assign', { assignee: 'anna' });
  await desk.settle();
  return { parent, child };
}

/** Lets the function look for a table that is not there, as one does whose deployment went wrong. */
async function withoutTable(work: () => Promise<void>): Promise<void> {
  const { Environment } = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName: reacting }));
  await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: reacting, Environment: { Variables: { ...Environment!.Variables, [TABLE_NAME]: 'not-there' } } }));
  try {
    await work();
  } finally {
    await lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: reacting, Environment: { Variables: Environment!.Variables! } }));
  }
}

const solved = { resolution: 'Replaced', resolutionCode: 'fixed', withChildren: true };
const resolve = (parent: string): Promise<unknown> => desk.as('anna').order(parent, 'resolve', solved);
const resolutions = async (child: string): Promise<number> => (await desk.events(child, 'incident.resolved')).length;

describe('a reaction that fails', () => {
  it('is tried again until it succeeds, and is applied once', async () => {
    const { parent, child } = await family();
    await withoutTable(async () => {
      await resolve(parent);
      await delay(1.5 * BETWEEN_TRIES * 1000);
      expect((await desk.as('anna').get(`/v1/incidents/${child}`)).body.state).not.toBe('resolved');
      expect(await waiting(queue)).toBeGreaterThan(0);
    });
    await desk.settle();
    expect((await desk.as('anna').get(`/v1/incidents/${child}`)).body).toMatchObject({ state: 'resolved', resolution: 'Replaced' });
    expect([await resolutions(child), await waiting(dead)]).toEqual([1, 0]);
  });

  it('for ever lies in the dead-letter queue, and is applied once when it is handed back from there', async () => {
    const { parent, child } = await family();
    await withoutTable(async () => {
      await resolve(parent);
      await desk.settle();
    });
    expect([await resolutions(child), await waiting(queue)]).toEqual([0, 0]);
    expect(await waiting(dead)).toBeGreaterThan(0);
    for (;;) {
      const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: dead }));
      if (!message) break;
      await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: message.Body }));
      await sqs.send(new DeleteMessageCommand({ QueueUrl: dead, ReceiptHandle: message.ReceiptHandle }));
    }
    await desk.settle();
    expect((await desk.as('anna').get(`/v1/incidents/${child}`)).body.state).toBe('resolved');
    expect([await resolutions(child), await waiting(dead)]).toEqual([1, 0]);
  });
});
