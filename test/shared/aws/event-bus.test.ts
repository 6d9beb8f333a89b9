import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { eventBridge } from '../../../shared/aws/event-bus.ts';
import { eventsOf } from '../../../shared/events/envelope.ts';
import { relay } from '../../../shared/events/relay.ts';
import { catalogueOf } from '../../../shared/store/catalogue.ts';
import { entry } from '../events/entries.ts';

const bridge = mockClient(EventBridgeClient);
beforeEach(() => void bridge.reset());
const publish = eventBridge({ client: new EventBridgeClient({}), bus: 'lambdesk' });
const event = (id: string) => eventsOf(entry(id, 1), 'incident')[0]!;

test('puts events on the bus with source, type, detail and their own time', async () => {
  bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [{ EventId: 'a' }] });
  expect(await publish([event('INC1')])).toEqual([true]);
  const [sent] = bridge.commandCalls(PutEventsCommand)[0]!.args[0].input.Entries!;
  expect(sent).toMatchObject({ EventBusName: 'lambdesk', Source: 'lambdesk.incident', DetailType: 'incident.started', Time: new Date('2026-03-02T09:00:00.000Z') });
  expect(JSON.parse(sent!.Detail!)).toEqual(event('INC1').detail);
});

test('answers for each whether it was taken', async () => {
  bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 2, Entries: [{ EventId: 'a' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' }, { EventId: 'c' }] });
  expect(await publish(['INC1', 'INC2', 'INC3', 'INC4'].map(event))).toEqual([true, false, true, false]);
});

test('takes none for published when the answer names none', async () => {
  bridge.on(PutEventsCommand).resolves({});
  expect(await publish([event('INC1')])).toEqual([false]);
});

test('gives the relay back what failed, and the rest is on the bus', async () => {
  bridge.on(PutEventsCommand).callsFake(({ Entries }) => ({ Entries: Entries.map(({ Detail }: { Detail: string }) => (Detail.includes('INC2') ? { ErrorCode: 'InternalFailure' } : { EventId: 'x' })) }));
  const items = ['INC1', 'INC2', 'INC3'].map((id) => ({ sequence: id, item: entry(id, 1) as unknown as Record<string, unknown> }));
  expect(await relay(catalogueOf([]), items, publish)).toEqual(['INC2']);
});

test('fails as a whole when the bus cannot be reached', async () => {
  bridge.on(PutEventsCommand).rejects(new Error('no route'));
  await expect(publish([event('INC1')])).rejects.toThrow('no route');
});
