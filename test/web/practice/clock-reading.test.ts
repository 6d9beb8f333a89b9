import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../web/api/records.ts';
import { readClock, readDue } from '../../../web/practice/clock-reading.ts';

const begin = Date.parse('2026-11-02T09:00:00Z');
const at = (minutes: number): string => new Date(begin + minutes * 60_000).toISOString();
const clock = (more: Partial<Clock>): Clock => ({ name: 'resolution', state: 'running', startedAt: at(0), dueAt: at(100), elapsed: 'PT0S', target: 'PT100M', breached: false, intervals: [{ state: 'running', from: at(0) }], ...more });
const read = (one: Clock, minutes: number) => readClock(one, Date.parse(at(minutes)));

describe('a clock that runs', () => {
  it('counts down to its deadline, soon in the last quarter, and then up', () => {
    expect([0, 74, 76, 130].map((minutes) => read(clock({}), minutes)).map(({ look, seconds }) => [look, seconds / 60])).toEqual([['running', 100], ['running', 26], ['soon', 24], ['over', 30]]);
  });

  it('is drawn to scale with its pauses, and what came too late apart', () => {
    const { stretches, due } = read(clock({ intervals: [{ state: 'running', from: at(0), to: at(20) }, { state: 'paused', from: at(20), to: at(60), reason: 'vendor' }, { state: 'running', from: at(60) }] }), 200);
    expect(stretches.map(({ state, start, end }) => [state, start, end])).toEqual([['running', 0, 0.1], ['paused', 0.1, 0.3], ['running', 0.3, 0.5], ['late', 0.5, 1]]);
    expect(due).toBe(0.5);
  });
});

describe('a clock that does not run', () => {
  it('says how much is left of the target while it is paused, and why', () => {
    const paused = clock({ state: 'paused', dueAt: undefined, elapsed: 'PT40M', intervals: [{ state: 'running', from: at(0), to: at(40) }, { state: 'paused', from: at(40), reason: 'caller' }] });
    expect(read(paused, 500)).toMatchObject({ look: 'paused', seconds: 3_600, reason: 'caller' });
    expect(read({ ...paused, elapsed: 'PT110M', breached: true }, 500)).toMatchObject({ look: 'paused-over', seconds: 600 });
  });

  it('says in how much time it was met, or by how much it was missed', () => {
    const stopped = clock({ state: 'stopped', dueAt: undefined, elapsed: 'PT20M', intervals: [{ state: 'running', from: at(0), to: at(20) }] });
    expect(read(stopped, 500)).toMatchObject({ look: 'met', seconds: 1_200 });
    expect(read({ ...stopped, elapsed: 'PT130M', breached: true }, 500)).toMatchObject({ look: 'missed', seconds: 1_800 });
  });
});

it('keeps every stretch within its width, one after the other', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 6 }), fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: 0, max: 2_000 }), (lengths, later, due) => {
    let minute = 0;
    const intervals = lengths.map((length, index): Clock['intervals'][number] => ({ state: index % 2 ? 'paused' : 'running', from: at(minute), ...(index < lengths.length - 1 && { to: at(minute += length) }) }));
    const { stretches } = read(clock({ intervals, dueAt: at(due) }), minute + later);
    const edges = stretches.flatMap(({ start, end }) => [start, end]);
    expect(edges.every((edge) => edge >= 0 && edge <= 1)).toBe(true);
    expect(edges).toEqual(edges.toSorted((one, other) => one - other));
  }));
});

it('tells of a row what its deadline alone says', () => {
  const now = Date.parse(at(0));
  expect([readDue({}, now), readDue({ dueAt: at(30), done: true }, now), readDue({ dueAt: at(30) }, now), readDue({ dueAt: at(90) }, now), readDue({ dueAt: at(-5) }, now), readDue({ dueAt: at(90), paused: true }, now)].map(({ look }) => look)).toEqual(['none', 'none', 'soon', 'running', 'over', 'paused']);
});
