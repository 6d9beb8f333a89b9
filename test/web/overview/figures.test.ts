import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../web/api/records.ts';
import { countsBy, dueWithin, isOpenIn, isOverdue, loadOf, median, summaryOf, trendOf } from '../../../web/overview/figures.ts';

const isOpen = isOpenIn({ states: [...['new', 'assigned', 'on-hold'].map((name) => ({ name, done: false })), ...['resolved', 'closed', 'canceled'].map((name) => ({ name, done: true }))] });
const now = new Date(2026, 0, 15, 12).getTime();
const hours = (count: number): string => new Date(now + count * 3_600_000).toISOString();
const ticket = (more: Partial<AnyRecord> = {}): AnyRecord => ({ number: 'INC1', state: 'assigned', version: 1, createdAt: hours(-10), updatedAt: hours(-1), priority: 3, ...more });

describe('a team’s load', () => {
  it('is told by person, the most first, with what nobody has taken', () => {
    expect(loadOf([ticket({ assignee: 'anna' }), ticket({ assignee: 'anna', priority: 1, dueAt: hours(-1) }), ticket({ state: 'on-hold', dueAt: hours(-1) }), ticket({ assignee: 'chen', state: 'closed' })], { now, isOpen })).toEqual([
      { who: 'anna', open: 2, urgent: 1, overdue: 1, onHold: 0 }, { who: undefined, open: 1, urgent: 0, overdue: 0, onHold: 1 },
    ]);
  });
});

describe('what is open', () => {
  it('is what the practice says is not done, whatever its states are called', () => {
    const ofLanterns = isOpenIn({ states: [{ name: 'lit', done: false }, { name: 'broken', done: true }] });
    expect(['lit', 'broken'].map((state) => ofLanterns({ state }))).toEqual([true, false]);
    expect(loadOf([ticket({ state: 'lit' }), ticket({ state: 'broken' })], { now, isOpen: ofLanterns })).toMatchObject([{ open: 1 }]);
  });
});

describe('deadlines', () => {
  it('that come soon are listed, the soonest first, and not those of what waits or is done', () => {
    const due = dueWithin([ticket({ number: 'B', dueAt: hours(3) }), ticket({ number: 'A', dueAt: hours(-2) }), ticket({ dueAt: hours(9) }), ticket({ state: 'on-hold', dueAt: hours(1) }), ticket({ state: 'resolved', dueAt: hours(1) }), ticket()], { now, hours: 8, isOpen });
    expect(due.map(({ number }) => number)).toEqual(['A', 'B']);
    expect(isOverdue(due[0]!, { now, isOpen })).toBe(true);
    expect(isOverdue(due[1]!, { now, isOpen })).toBe(false);
  });
});

describe('the trend', () => {
  it('counts each ticket on the day it came in and the day it was solved, and what was left', () => {
    const days = trendOf([ticket({ createdAt: hours(-50), state: 'resolved', resolvedAt: hours(-2) }), ticket({ createdAt: hours(-26) })], { now, days: 3, isOpen });
    expect(days.map(({ created, solved, backlog }) => [created, solved, backlog])).toEqual([[1, 0, 1], [1, 0, 2], [0, 1, 1]]);
  });

  it('leaves at the end of each day what was left before, and what came in, without what was solved', () => {
    const tickets = fc.array(fc.record({ created: fc.integer({ min: 0, max: 400 }), took: fc.option(fc.integer({ min: 0, max: 300 })) }).map(({ created, took }) =>
      ticket({ createdAt: hours(-created), ...(took !== null && created - took >= 0 && { state: 'resolved', resolvedAt: hours(took - created) }) })));
    fc.assert(fc.property(tickets, (all) => {
      const days = trendOf(all, { now, days: 30, isOpen });
      for (const [at, day] of days.entries()) if (at > 0) expect(day.backlog).toBe(days[at - 1]!.backlog + day.created - day.solved);
      expect(days.at(-1)!.backlog).toBe(all.filter(({ state }) => state !== 'resolved').length);
    }));
  });
});

describe('the figures of a period', () => {
  it('take what was solved in it, and the last word of those who rated', () => {
    expect(summaryOf([
      ticket({ state: 'closed', createdAt: hours(-20), resolvedAt: hours(-10), rating: 4, reopenCount: 1 }), ticket({ state: 'resolved', createdAt: hours(-20), resolvedAt: hours(-18), rating: 5 }),
      ticket({ state: 'closed', createdAt: hours(-2_000), resolvedAt: hours(-1_900), rating: 1 }), ticket({ state: 'canceled', closedAt: hours(-1) }), ticket({ pingPong: true, dueAt: hours(-1) }),
    ], { now, days: 7, isOpen })).toEqual({ open: 1, overdue: 1, solved: 2, medianHours: 6, reopened: 0.5, pingPong: 1, rating: 4.5, rated: 2 });
  });

  it('say nothing where there is nothing to reckon from', () => {
    expect(summaryOf([], { now, days: 7, isOpen })).toMatchObject({ medianHours: undefined, reopened: undefined, rating: undefined });
  });

  it('have a median with as many values below as above', () => {
    fc.assert(fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const middle = median(values)!;
      expect(values.filter((value) => value < middle).length).toBeLessThanOrEqual(values.length / 2);
      expect(values.filter((value) => value > middle).length).toBeLessThanOrEqual(values.length / 2);
    }));
  });

  it('count by value without losing any beyond the most frequent', () => {
    const tickets = ['a', 'b', 'a', 'c', 'd'].map((service) => ticket({ service }));
    expect(countsBy(tickets, 'service', 2)).toEqual([{ value: 'a', count: 2 }, { value: 'b', count: 1 }, { value: undefined, count: 2 }]);
  });
});
