import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { surroundingsOf } from '../../../functions/change/surroundings.ts';
import type { AnyRecord, Reader } from '../../../shared/record/define.ts';
import { conflictsOf, distances, joined, nextFreeSlot, overlaps, type Planned, type Span, type Surroundings } from '../../../functions/change/conflicts.ts';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-02T00:00:00.000Z');
const MOST = 24;
const cis = ['a', 'b', 'c', 'd', 'e', 'f'];
const at = (hour: number): string => new Date(START + hour * HOUR).toISOString();
const hourOf = (instant: string): number => (Date.parse(instant) - START) / HOUR;

/** Small numbers, so that things meet, touch and coincide often. */
const span = fc.tuple(fc.integer({ min: 0, max: MOST }), fc.integer({ min: 1, max: 6 })).map(([start, length]): Span => ({ start: at(start), end: at(start + length) }));
const planned = (number: fc.Arbitrary<string>) => fc.record({ number, span, cis: fc.subarray(cis, { maxLength: 3 }), assignee: fc.option(fc.constantFrom('anna', 'chen'), { nil: undefined }) })
  .map(({ span: { start, end }, ...rest }): Planned => ({ ...rest, start, end }));
const edges = fc.uniqueArray(fc.tuple(fc.constantFrom(...cis), fc.constantFrom(...cis)).filter(([a, b]) => a < b), { selector: (edge) => edge.join(), maxLength: 8 });
const world = fc.record({
  change: planned(fc.constant('CHG0')), others: fc.array(planned(fc.constantFrom('CHG1', 'CHG2', 'CHG3')), { maxLength: 4 }), edges,
  blackouts: fc.array(span.map((one) => ({ ...one, number: 'MNT1' })), { maxLength: 2 }),
  windows: fc.array(fc.record({ of: fc.constantFrom('a', 'b'), numbers: fc.constant(['MNT2']), spans: fc.array(span, { minLength: 1, maxLength: 4 }) }), { maxLength: 2 }),
});

/** The slow way: the length of the shortest path between every two items (Floyd and Warshall). */
function shortest(pairs: readonly (readonly string[])[]): (from: string, to: string) => number {
  const far = new Map(cis.flatMap((a) => cis.map((b) => [`${a}${b}`, a === b ? 0 : pairs.some((pair) => pair.includes(a) && pair.includes(b)) ? 1 : Infinity])));
  for (const via of cis) for (const a of cis) for (const b of cis) far.set(`${a}${b}`, Math.min(far.get(`${a}${b}`)!, far.get(`${a}${via}`)! + far.get(`${via}${b}`)!));
  return (from, to) => far.get(`${from}${to}`)!;
}

const neighboursIn = (pairs: readonly (readonly string[])[]) => async (names: readonly string[]): Promise<string[]> =>
  pairs.flatMap(([a, b]) => [...(names.includes(a!) ? [b!] : []), ...(names.includes(b!) ? [a!] : [])]);
const hoursOf = ({ start, end }: Span): number[] => Array.from({ length: hourOf(end) - hourOf(start) }, (_, hour) => hourOf(start) + hour);
const during = (hour: number, spans: readonly Span[]): boolean => spans.some((one) => hoursOf(one).includes(hour));

type World = Surroundings & { change: Planned; others: readonly Planned[]; far: (from: string, to: string) => number };
/** The slow way: hour by hour, what goes on at the same time. */
function speaksAgainst({ change, others, blackouts, windows, far }: World): string[] {
  const found = new Set<string>();
  for (const hour of hoursOf(change)) {
    for (const other of others.filter((one) => one.number !== change.number && during(hour, [one]))) {
      const distance = Math.min(...change.cis.flatMap((ci) => other.cis.map((another) => far(ci, another))));
      if (distance <= 2) found.add(`${distance === 0 ? 'same-ci' : `related-ci ${distance}`} ${other.number}`);
      if (change.assignee && change.assignee === other.assignee) found.add(`same-assignee ${other.number}`);
    }
    for (const blackout of blackouts) if (during(hour, [blackout])) found.add(`blackout ${blackout.number}`);
    for (const { of, spans } of windows) if (!during(hour, spans)) found.add(`outside ${of}`);
  }
  return [...found].sort();
}

const told = (change: Planned, others: readonly Planned[], around: Surroundings): string[] => [...new Set(conflictsOf(change, others, around).map((one) =>
  one.kind === 'outside-maintenance-window' ? `outside ${one.reason.split(' ')[0]}` : `${one.kind}${one.kind === 'related-ci' ? ` ${one.distance}` : ''} ${one.with}`))].sort();

test('finds the conflicts that going through every hour and every path finds, and no others', async () => {
  await fc.assert(fc.asyncProperty(world, async ({ edges: pairs, change, others, ...limits }) => {
    const near = await distances(change.cis, neighboursIn(pairs));
    expect(told(change, others, { near, ...limits })).toEqual(speaksAgainst({ change, others, near, ...limits, far: shortest(pairs) }));
  }), { numRuns: 400 });
});

test('tells of each conflict exactly the time that both take', async () => {
  await fc.assert(fc.asyncProperty(world, async ({ change, others, edges: pairs, blackouts }) => {
    for (const { with: number, start, end } of conflictsOf(change, others, { near: await distances(change.cis, neighboursIn(pairs)), blackouts, windows: [] })) {
      const both = [...others, ...blackouts].filter((one) => one.number === number).map((one) => hoursOf(one).filter((hour) => hoursOf(change).includes(hour)));
      expect(both).toContainEqual(hoursOf({ start, end }));
    }
  }));
});

test('proposes the earliest time that trying hour by hour finds', async () => {
  await fc.assert(fc.asyncProperty(world, fc.integer({ min: 0, max: MOST }), async ({ edges: pairs, change, others, ...limits }, from) => {
    const around = { near: await distances(change.cis, neighboursIn(pairs)), ...limits };
    const length = hoursOf(change).length;
    const tries = Array.from({ length: MOST + 12 - from }, (_, more) => ({ ...change, start: at(from + more), end: at(from + more + length) }));
    const earliest = tries.find((slot) => speaksAgainst({ ...around, change: slot, others, far: shortest(pairs) }).length === 0);
    expect(nextFreeSlot(change, others, { ...around, from: at(from), until: at(MOST + 12) })).toEqual(earliest && { start: earliest.start, end: earliest.end });
  }), { numRuns: 400 });
});

describe('half-open intervals', () => {
  const nothing: Surroundings = { near: new Map([['a', 0]]), blackouts: [], windows: [] };
  const change: Planned = { number: 'CHG0', start: at(2), end: at(4), cis: ['a'], assignee: 'anna' };

  test('what begins when another ends does not conflict with it', () => {
    expect(conflictsOf(change, [{ ...change, number: 'CHG1', start: at(4), end: at(6) }, { ...change, number: 'CHG2', start: at(0), end: at(2) }], nothing)).toEqual([]);
    expect(conflictsOf(change, [], { ...nothing, blackouts: [{ number: 'MNT1', start: at(4), end: at(9) }] })).toEqual([]);
    expect(overlaps(change, { start: at(4), end: at(5) })).toBe(false);
  });

  test('a change may fill its window to the last moment, and run on from one window into the next', () => {
    const windows = (...spans: Span[]) => [{ of: 'a', numbers: ['MNT2'], spans }];
    expect(conflictsOf(change, [], { ...nothing, windows: windows({ start: at(2), end: at(4) }) })).toEqual([]);
    expect(conflictsOf(change, [], { ...nothing, windows: windows({ start: at(3), end: at(5) }, { start: at(1), end: at(3) }) })).toEqual([]);
    expect(joined([{ start: at(3), end: at(5) }, { start: at(1), end: at(3) }])).toEqual([{ start: at(1), end: at(5) }]);
  });

  test('never conflicts with itself', () => expect(conflictsOf(change, [change], nothing)).toEqual([]));

  test('says in words what speaks against it', () => {
    expect(conflictsOf(change, [{ ...change, number: 'CHG1', title: 'New router', start: at(3), end: at(9) }], nothing).map(({ reason, start, end }) => [reason, hourOf(start), hourOf(end)])).toEqual([
      ['CHG1 (New router) changes a at the same time.', 3, 4], ['anna implements CHG1 (New router) at the same time.', 3, 4],
    ]);
  });
});

test('looks around a change at the end of all time, as around any other', async () => {
  const maintenance = [{ number: 'MNT1', kind: 'blackout', all: true, title: 'No more', start: '9999-12-31T00:00:00.000Z', end: '9999-12-31T23:59:59.999Z' }];
  const read = { many: async () => [], near: async () => [], list: async () => maintenance } as unknown as Reader;
  const end = { start: '9999-12-31T22:00:00.000Z', end: '9999-12-31T23:59:59.999Z' };
  const { blackouts } = await surroundingsOf(read, { service: 'wifi' } as unknown as AnyRecord, end);
  expect(blackouts).toEqual([expect.objectContaining({ number: 'MNT1' })]);
  const weekly = { timeZone: 'UTC', week: { friday: [['00:00', '24:00']] } };
  const recurring = { ...read, list: async () => [{ ...maintenance[0], start: '2026-01-01T00:00:00.000Z', end: undefined, recurrence: weekly }] } as unknown as Reader;
  expect((await surroundingsOf(recurring, { service: 'wifi' } as unknown as AnyRecord, end)).blackouts.length).toBeGreaterThan(0);
});

test('looks at no more of a crowded graph than it was told', async () => {
  const hub = async (names: readonly string[]): Promise<string[]> => names.flatMap((name) => Array.from({ length: 100 }, (_, at) => `${name}/${at}`));
  expect((await distances(['hub'], hub, { most: 150 })).size).toBe(150);
});
