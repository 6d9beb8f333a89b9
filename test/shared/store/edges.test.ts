import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kernelOn } from '../../../shared/aws/lambda-kernel.ts';
import { defineRecord, type AnyDefinition } from '../../../shared/record/define.ts';
import { choice, list, object, ref, shortName } from '../../../shared/record/field.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { incidenceOf, MOST_BESIDE } from '../../../shared/store/edges.ts';
import { edgesKey, furtherEdgePrefix, recordKey } from '../../../shared/store/keys.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { perform } from '../../../shared/store/perform.ts';
import { readerFor } from '../../../shared/store/reader.ts';
import type { Table } from '../../../shared/store/table.ts';
import { openTable } from './search-desk.ts';

interface Line { type: 'needs' | 'feeds' | 'beside'; target: string }
const linesOf = (record: object): Line[] => (record as { lines?: Line[] }).lines ?? [];

/** A part of a machine that needs parts, feeds parts and sits beside parts. */
const part = defineRecord({
  name: 'part', practice: 'test', family: 'general', route: 'parts', prefix: 'PRT', identity: 'name', help: 'A part.',
  fields: { name: shortName(), lines: list(object({ type: choice('needs', 'feeds', 'beside'), target: ref('part') })) },
  states: ['spare', 'live', 'scrapped'], done: ['scrapped'], events: ['mounted', 'scrapped'],
  create: { by: ['anyone'] }, update: { by: ['anyone'], from: ['spare', 'live'] },
  commands: {
    mount: { help: 'Mount', from: ['spare'], to: 'live', by: ['anyone'], happened: 'mounted' },
    scrap: { help: 'Scrap', from: ['spare', 'live'], to: 'scrapped', by: ['anyone'], happened: 'scrapped' },
  },
  edges: {
    of: linesOf, closed: ({ state }) => state === 'scrapped',
    holds: ({ state }, { type }) => state === 'live' && type === 'needs', heldBy: (_, { type }) => type === 'feeds' ? (target) => target.state === 'live' : undefined,
  },
  lists: {}, summary: ['name'],
}) as unknown as AnyDefinition;

let table: Table;
let close: () => Promise<void>;
beforeAll(async () => { ({ table, close } = await openTable()); });
afterAll(() => close());

let tenants = 0;
const open = () => {
  const tenant = `t${tenants++}`;
  const kernel: Kernel = kernelOn({ table, definitions: [part], log: () => {} });
  const caller = { tenant, name: 'anna', roles: ['agent' as const] };
  return {
    tenant, read: readerFor(kernel, caller, 'test'),
    /** The code of the refusal, or ok. */
    give: (command: string, id: string, lines?: Line[]): Promise<string> => perform(kernel, {
      definition: part, command, caller, ...(command !== 'create' && { id }), body: { ...(command === 'create' && { name: id }), ...(lines && { lines }) }, answer: () => 'ok',
    }).catch((error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    }),
  };
};

const names = ['a', 'b', 'c', 'd'];
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ command: fc.constant('update'), id: fc.constantFrom(...names), lines: fc.uniqueArray(fc.record({ type: fc.constantFrom('needs' as const, 'feeds' as const, 'beside' as const), target: fc.constantFrom(...names) }), { maxLength: 4, selector: ({ type, target }) => type + target }) }) },
  { weight: 1, arbitrary: fc.record({ command: fc.constantFrom('mount', 'scrap'), id: fc.constantFrom(...names), lines: fc.constant(undefined) }) },
);

test('both ends of the graph agree, and nothing scrapped is needed by what is live, whatever happens at the same moment', async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 6 }), async (rounds) => {
    const { tenant, read, give } = open();
    for (const name of names) await give('create', name, []);
    for (const round of rounds) {
      await Promise.all(round.map(({ command, id, lines }) => give(command, id, lines?.filter(({ target }) => target !== id))));
      const parts = await read.near('part', names);
      for (const { record, edges } of parts) {
        const leading = parts.flatMap((other) => linesOf(other.record).filter(({ target }) => target === record.id).map(({ type }) => `${type} ${other.record.id}`));
        expect(edges.map(({ type, source }) => `${type} ${source}`).sort()).toEqual(leading.sort());
        const { held, closed } = incidenceOf(await table.get(edgesKey(recordKey(tenant, 'part', record.id))));
        const holders = parts.filter((other) => other.record.state === 'live' && linesOf(other.record).some(({ type, target }) => type === 'needs' && target === record.id));
        expect([held, closed ?? false]).toEqual([holders.length, record.state === 'scrapped']);
        if (record.state === 'scrapped') expect(holders).toEqual([]);
      }
    }
  }), { numRuns: 25 });
}, 30_000);

test('an edge beyond those kept in one item is found, changed and removed like any other', async () => {
  const { tenant, read, give } = open();
  await give('create', 'hub', []);
  const spokes = Array.from({ length: MOST_BESIDE + 3 }, (_, at) => `s${at}`);
  for (const name of spokes) await give('create', name, [{ type: 'needs', target: 'hub' }]);
  const hub = recordKey(tenant, 'part', 'hub');
  const beside = async () => {
    const { edges, further, held } = incidenceOf(await table.get(edgesKey(hub)));
    return { edges: edges.length, further, held, kept: (await table.query({ pk: hub.pk, prefix: furtherEdgePrefix, limit: 10 })).items.length };
  };
  expect(await beside()).toEqual({ edges: MOST_BESIDE, further: 3, held: 0, kept: 3 });
  await give('mount', spokes.at(-1)!);
  await give('mount', spokes[0]!);
  expect(await beside()).toEqual({ edges: MOST_BESIDE, further: 3, held: 2, kept: 3 });
  expect(await give('scrap', 'hub')).toBe('held');
  expect((await read.near('part', ['hub']))[0]).toMatchObject({ edges: { length: MOST_BESIDE + 3 }, more: false });
  await give('scrap', spokes.at(-1)!);
  await give('update', spokes.at(-2)!, []);
  await give('scrap', spokes[0]!);
  expect(await beside()).toEqual({ edges: MOST_BESIDE, further: 2, held: 0, kept: 2 });
  expect(await give('scrap', 'hub')).toBe('ok');
  expect(await give('create', 'late', [{ type: 'beside', target: 'hub' }])).toBe('closed-target');
});

test('what it leads to has to exist, and many records are read with few requests', async () => {
  const { read, give } = open();
  expect(await give('create', 'a', [{ type: 'needs', target: 'nobody' }])).toBe('invalid-fields');
  for (const name of names) await give('create', name, []);
  const calls = table.meter.calls;
  expect((await read.near('part', [...names, 'nobody'])).map(({ record }) => record.id)).toEqual(names);
  expect(await read.many('part', names)).toHaveLength(4);
  expect(table.meter.calls - calls).toBe(2);
});
