import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackoutsIn, draftsIn, isFree, isMovable, mayMove, movedTo, voidsVotes, type Occasion } from '../../../web/changes/planning.ts';
import { keeper, lantern } from '../practice/made-up.ts';

const hour = (count: number): string => new Date(Date.UTC(2026, 0, 5) + count * 3_600_000).toISOString();

describe('what is still being prepared', () => {
  it('has its place in the calendar once it has a time in the stretch that is shown', () => {
    const draft = (number: string, start?: number, state = 'new') => ({ number, state, ...(start !== undefined && { plannedStart: hour(start), plannedEnd: hour(start + 2) }) }) as never;
    expect(draftsIn([draft('in', 5), draft('half in', -1), draft('before', -2), draft('after', 10), draft('without'), draft('submitted', 5, 'assess')], { from: hour(0), to: hour(10) }).map(({ number }) => number)).toEqual(['in', 'half in']);
    expect(draftsIn(undefined, { from: hour(0), to: hour(10) })).toEqual([]);
  });
});

describe('moving a change', () => {
  it('keeps how long it takes, wherever it goes', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 100 }), fc.integer({ min: -500, max: 500 }), (start, length, to) => {
      const moved = movedTo({ plannedStart: hour(start), plannedEnd: hour(start + length) }, new Date(hour(to)));
      expect(moved).toEqual({ start: hour(to), end: hour(to + length) });
    }));
  });

  it('is for what nobody has begun, and undoes votes once they were asked for', () => {
    expect(['new', 'assess', 'authorize', 'scheduled', 'implement', 'closed'].filter((state) => isMovable({ state }))).toEqual(['new', 'assess', 'authorize', 'scheduled']);
    expect(['new', 'assess', 'authorize', 'scheduled'].filter((state) => voidsVotes({ state }))).toEqual(['authorize', 'scheduled']);
  });

  it('is offered to those who may change its time, as it stands', () => {
    const change = { ...lantern, fields: [{ name: 'plannedStart', kind: 'instant' as const, required: false }], update: { by: ['agent', 'assignee'], from: ['new', 'scheduled', 'implement'] } };
    const member = { ...keeper, roles: ['cab'] };
    expect(['new', 'scheduled', 'implement', 'closed'].map((state) => mayMove(change, { state }, keeper))).toEqual([true, true, false, false]);
    expect(mayMove(change, { state: 'new' }, member)).toBe(false);
    expect(mayMove(change, { state: 'new', assignee: 'kim' } as { state: string }, member)).toBe(true);
    expect(mayMove({ ...change, fixed: { plannedStart: 'plan another.' } }, { state: 'new' }, keeper)).toBe(false);
  });

  it('finds a time free when the next free one is that very one, however it is written', () => {
    const to = { start: hour(3), end: hour(4) };
    expect(isFree({ found: true, plannedStart: '2026-01-05T03:00:00Z' }, to)).toBe(true);
    expect(isFree({ found: true, plannedStart: hour(5) }, to)).toBe(false);
    expect(isFree({ found: false }, to)).toBe(false);
  });

  it('is warned of blackouts that it runs into, not of those that end as it begins, nor of windows', () => {
    const at = (kind: string, start: number, end: number): Occasion => ({ number: `${kind}${start}`, kind, title: '', start: hour(start), end: hour(end) });
    const occasions = [at('blackout', 0, 2), at('blackout', 3, 6), at('window', 2, 4), at('blackout', 4, 9)];
    expect(blackoutsIn(occasions, { start: hour(2), end: hour(4) }).map(({ number }) => number)).toEqual(['blackout3']);
  });
});
