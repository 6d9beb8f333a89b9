import { expect, it, onTestFinished } from 'vitest';
import { kernelOn } from '../../../shared/aws/lambda-kernel.ts';
import { react, serviceOf } from '../../../shared/events/react.ts';
import { defineRecord, type AnyDefinition, type EventSeen } from '../../../shared/record/define.ts';
import { integer, shortName } from '../../../shared/record/field.ts';
import { perform } from '../../../shared/store/perform.ts';
import { getRecord } from '../../../shared/store/read.ts';
import { openTable } from '../store/search-desk.ts';

/** Counts what was bought, by its own name. */
const counter = (name: string, prefix: string): AnyDefinition => defineRecord({
  name, practice: 'shop', family: 'general', route: `${name}s`, prefix, identity: 'name', help: 'A count.',
  fields: { name: shortName() }, kept: { count: integer() }, states: ['kept'], done: [], events: ['counted'],
  create: { by: ['system'] }, update: { by: ['system'] },
  commands: { count: { help: 'Count', happened: 'counted', by: ['system'], change: ({ record }) => ({ count: ((record as { count?: number }).count ?? 0) + 1 }) } },
  reactions: { sold: { on: 'order.closed', help: 'Count it', find: { named: () => 'network' }, run: 'count' } },
  lists: {}, summary: ['name'],
}) as unknown as AnyDefinition;

it('answers an event once for each record, though another type of the practice has a record and a reaction of the same name', async () => {
  const { table, close } = await openTable();
  onTestFinished(close);
  const types = [counter('team-history', 'TMH'), counter('model-history', 'MDH')];
  const kernel = kernelOn({ table, definitions: types, log() {} });
  const caller = serviceOf('campsite');
  for (const definition of types) await perform(kernel, { definition, command: 'create', body: { name: 'network' }, caller, answer: () => ({}) });
  const event = { metadata: { id: 'e1', type: 'order.closed', tenant: 'campsite', recordId: 'ORD0000001', recordVersion: 1, time: kernel.now(), actor: 'anna', correlation: 'c', hops: 0 }, data: {} } as EventSeen;
  for (const definition of [...types, ...types]) await react(kernel, definition, event);
  const counts = await Promise.all(types.map((definition) => getRecord(kernel, definition, { actor: caller, id: 'network' })));
  expect(counts.map(({ count }) => count)).toEqual([1, 1]);
});
