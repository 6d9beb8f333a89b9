import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blackoutsIn, draftsIn, isMovable, movedTo, voidsVotes, type Occasion } from '../../../web/changes/planning.ts';
import { approvalOf, standingOf, type Vote } from '../../../web/changes/voting.ts';

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

  it('is warned of blackouts that it runs into, not of those that end as it begins, nor of windows', () => {
    const at = (kind: string, start: number, end: number): Occasion => ({ number: `${kind}${start}`, kind, title: '', start: hour(start), end: hour(end) });
    const occasions = [at('blackout', 0, 2), at('blackout', 3, 6), at('window', 2, 4), at('blackout', 4, 9)];
    expect(blackoutsIn(occasions, { start: hour(2), end: hour(4) }).map(({ number }) => number)).toEqual(['blackout3']);
  });
});

describe('a vote', () => {
  const vote = (decision: Vote['decision'], round = 1): Vote => ({ voter: 'x', decision, round });

  it('stands where those for it are, of those that are needed', () => {
    expect(standingOf({ votes: [vote('approve'), vote('reject'), vote('abstain')], needed: 2 })).toEqual({ approve: 1, reject: 1, abstain: 1, needed: 2, percent: 50 });
    expect(standingOf({ votes: [vote('approve'), vote('approve')], needed: 1 }).percent).toBe(100);
    expect(standingOf({ votes: [] }).percent).toBe(0);
  });

  it('counts those of its own round only', () => {
    expect(approvalOf({ approval: { round: 2, needed: 1 }, votes: [vote('approve', 1), vote('reject', 2)], awaiting: ['emil'] })).toMatchObject({ votes: [{ decision: 'reject' }], awaiting: ['emil'] });
    expect(approvalOf({})).toBeUndefined();
  });
});
