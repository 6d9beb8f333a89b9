import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryPrefix, recordKey } from '../../../shared/store/keys.ts';
import { openDesk, type Desk } from '../../stories/desk.ts';
import { resourceNames } from '../resources.ts';
import { contents, deployedKernel } from '../surroundings.ts';

let desk: Desk;
let number: string;
beforeAll(async () => {
  desk = await openDesk();
  number = await desk.as('guest').report({ title: 'The router hums', impact: 'high', urgency: 'high', service: 'reception' });
  await desk.as('anna').order(number, 'proposeMajor', { reason: 'Nobody can work' });
  await desk.as('bram').order(number, 'promoteMajor', { commander: 'bram', communications: 'anna' });
  await desk.as('anna').order(number, 'assign', { assignee: 'anna' });
  await desk.as('anna').order(number, 'resolve', { resolution: 'Tightened a screw', resolutionCode: 'fixed' });
  await desk.settle();
});
afterAll(() => desk?.stop());

describe('what is delivered again and in disorder', () => {
  it('by the stream is published again and changes nothing', async () => {
    const before = await everything();
    const { items } = await deployedKernel().table.query({ pk: recordKey('campsite', 'incident', number).pk, prefix: entryPrefix, after: undefined, limit: 100 });
    const records = items.map((item, at) => ({
      eventID: String(at), eventName: 'INSERT', eventSource: 'aws:dynamodb', eventVersion: '1.1', awsRegion: 'us-east-1',
      dynamodb: { Keys: marshall({ pk: item.pk, sk: item.sk }), NewImage: marshall(item, { removeUndefinedValues: true }), SequenceNumber: String(at + 1), StreamViewType: 'NEW_IMAGE' },
    }));
    const heard = (await desk.events(number)).length;
    const [relay] = await resourceNames({ type: 'AWS::Lambda::Function', like: /^RelayFunction/ });
    for (const batch of [records, [...records].reverse(), [...records, ...records]]) {
      const { FunctionError, Payload } = await new LambdaClient({}).send(new InvokeCommand({ FunctionName: relay, Payload: JSON.stringify({ Records: batch }) }));
      expect([FunctionError, JSON.parse(Buffer.from(Payload!).toString())]).toEqual([undefined, { batchItemFailures: [] }]);
    }
    expect((await desk.events(number)).length).toBe(5 * heard);
    expect(await everything()).toEqual(before);
  });

  it('by the bus changes nothing', async () => {
    const events = await desk.events(number);
    const before = await everything();
    const bus = new EventBridgeClient({});
    for (const order of [events, [...events].reverse()]) {
      for (const { source, detail, ...event } of order.slice(0, 10)) {
        await bus.send(new PutEventsCommand({ Entries: [{ EventBusName: 'lambdesk', Source: source, DetailType: event['detail-type'], Detail: JSON.stringify(detail) }] }));
      }
    }
    expect((await desk.events(number)).length).toBe(events.length + 2 * Math.min(10, events.length));
    expect(await everything()).toEqual(before);
  });
});

/** All that is kept of the incident wherever it stands, how far numbers are given out, the mail about it, and what runs for it. What the sweep does to others meanwhile is another story. */
const everything = async (): Promise<unknown> => [
  Object.entries(await contents()).filter(([key]) => key.includes(number) || key.includes('#counter ')).sort(),
  (await desk.mail()).filter(({ subject }) => subject.includes(number)),
  await desk.executions(number),
];
