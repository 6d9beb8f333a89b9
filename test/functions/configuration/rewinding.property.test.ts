import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ci } from '../../../functions/configuration/ci.ts';
import { differencesOf, type Configuration } from '../../../functions/configuration/comparing.ts';
import { rewound, type Entry } from '../../../functions/configuration/rewinding.ts';
import type { AnyDefinition, AnyRecord } from '../../../shared/record/define.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { decide } from '../../../shared/record/lifecycle.ts';

const attributes = fc.dictionary(fc.constantFrom('version', 'port', 'os'), fc.oneof(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 3 })), { maxKeys: 3 });
const relation = fc.record({ type: fc.constantFrom('depends-on', 'runs-on', 'connected-to'), target: fc.constantFrom('x', 'y', 'z') });
const command = fc.oneof(
  fc.record({ command: fc.constant('update'), body: fc.record({ attributes, displayName: fc.constantFrom('One', 'Two'), owner: fc.constantFrom(null, 'anna') }, { requiredKeys: [] }) }),
  fc.record({ command: fc.constantFrom('relate', 'unrelate'), body: relation }),
  fc.record({ command: fc.constantFrom('goLive', 'retire'), body: fc.constant({}) }),
);

/** Gives commands a minute apart and keeps the record after each, as well as the steps. */
function lived(commands: readonly { command: string; body: object }[]): { records: AnyRecord[]; entries: Entry[] } {
  const records: AnyRecord[] = [];
  const entries: Entry[] = [];
  for (const [minute, given] of [{ command: 'create', body: { name: 'web', displayName: 'Web', type: 'server' } }, ...commands].entries()) {
    const at = new Date(Date.parse('2026-01-01T00:00:00Z') + minute * 60_000).toISOString();
    const decision = decide({
      definition: ci as unknown as AnyDefinition, record: records.at(-1), command: given.command, body: given.command === 'retire' ? { reason: 'x' } : given.body, now: at, facts: {},
      actor: { tenant: 't', name: 'ops', roles: ['operations'] }, identity: { id: 'web', number: 'CI0000001' }, found: (_, id) => ({ id }) as AnyRecord,
    });
    if (decision instanceof Refusal) records.push(records.at(-1)!);
    else {
      records.push(decision.record);
      entries.unshift({ at, from: decision.step.from, changes: decision.step.changes });
    }
  }
  return { records, entries };
}

const plain = ({ version: _, updatedAt: __, ...record }: AnyRecord): object => JSON.parse(JSON.stringify(record));

test('a record is rewound to just what it was after any of its steps, and before the first it was not there', () => {
  fc.assert(fc.property(fc.array(command, { maxLength: 12 }), (commands) => {
    const { records, entries } = lived(commands);
    records.forEach((record, minute) => {
      const at = new Date(Date.parse('2026-01-01T00:00:30Z') + minute * 60_000).toISOString();
      expect(plain(rewound(records.at(-1)!, entries, at)!)).toEqual(plain(record));
    });
    expect(rewound(records.at(-1)!, entries, '2025-12-31T23:59:59.000Z')).toBeUndefined();
  }), { numRuns: 200 });
});

const configuration = fc.record({ displayName: fc.constantFrom('One', 'Two'), attributes, relations: fc.uniqueArray(relation, { maxLength: 4, selector: ({ type, target }) => type + target }) }, { requiredKeys: [] }) as fc.Arbitrary<Configuration>;

test('nothing differs from itself, and what differs one way differs the other way round', () => {
  fc.assert(fc.property(configuration, configuration, (was, is) => {
    expect(differencesOf(was, was)).toEqual([]);
    const key = ({ field, was: a, is: b }: { field: string; was?: unknown; is?: unknown }) => JSON.stringify([field, a ?? null, b ?? null]);
    expect(differencesOf(was, is).map(key).sort()).toEqual(differencesOf(is, was).map(({ field, was: a, is: b }) => key({ field, was: b, is: a })).sort());
  }));
});

test('what was not looked at does not differ, what was seen to be gone does', () => {
  const was = { displayName: 'Web', attributes: { os: 'debian12', port: 80 }, relations: [{ type: 'runs-on' as const, target: 'host' }] };
  expect(differencesOf(was, { attributes: { os: 'debian12' } }, { partial: true })).toEqual([]);
  expect(differencesOf(was, { attributes: { port: null, cpu: 2, disk: null }, relations: [] }, { partial: true })).toEqual([
    { field: 'attributes.cpu', is: 2 }, { field: 'attributes.port', was: 80 }, { field: 'relations.runs-on', was: 'host' },
  ]);
  expect(differencesOf({ redundancy: [{ group: 'a', needs: 2 }] }, { redundancy: [{ group: 'a', needs: 3 }] })).toEqual([{ field: 'redundancy.a', was: 2, is: 3 }]);
});
