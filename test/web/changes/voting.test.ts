import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../web/api/records.ts';
import { approvalFrom, approvalOf, awayFor, castable, standingOf, type Vote } from '../../../web/changes/voting.ts';

const vote = (decision: Vote['decision'], round = 1, voter = 'x'): Vote => ({ voter, decision, round });

describe('an approval', () => {
  it('counts the votes of its own round only', () => {
    expect(approvalOf({ approval: { round: 2, needed: 1 }, votes: [vote('approve', 1), vote('reject', 2)], awaiting: ['emil'] })).toMatchObject({ votes: [{ decision: 'reject' }], awaiting: ['emil'] });
    expect(approvalOf({})).toBeUndefined();
    expect(approvalFrom(undefined)).toBeUndefined();
  });

  it('waits for nobody once it is decided, when the service names nobody any more', () => {
    const decided = { round: 1, needed: 1, outcome: 'approved' as const, votes: [vote('approve')] };
    expect(approvalFrom(decided)).toEqual({ ...decided, awaiting: [] });
    expect(approvalFrom({ round: 1 })).toMatchObject({ votes: [], awaiting: [] });
    expect(approvalOf({ approval: { round: 1, outcome: 'approved' }, votes: [vote('approve')] })).toMatchObject({ outcome: 'approved', awaiting: [] });
  });
});

describe('how a vote stands', () => {
  it('is where those for it are, of those that are needed', () => {
    expect(standingOf({ votes: [vote('approve'), vote('reject'), vote('abstain')], needed: 2 })).toEqual({ approve: 1, reject: 1, abstain: 1, needed: 2, missing: [], percent: 50 });
    expect(standingOf({ votes: [vote('approve'), vote('approve')], needed: 1 }).percent).toBe(100);
    expect(standingOf({ votes: [] }).percent).toBe(0);
  });

  it('is not enough as long as somebody has not agreed without whom nothing is approved', () => {
    expect(standingOf({ votes: [vote('approve', 1, 'emil'), vote('approve', 1, 'fatou')], needed: 2, mandatory: ['dina', 'emil'] })).toMatchObject({ approve: 2, needed: 2, missing: ['dina'], percent: 66 });
    expect(standingOf({ votes: [vote('reject', 1, 'dina')], needed: 1, mandatory: ['dina'] }).missing).toEqual(['dina']);
  });

  it('is whole exactly when so many agreed, and all of those without whom it is not approved', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const cast = fc.uniqueArray(fc.record({ voter: fc.constantFrom(...names), decision: fc.constantFrom('approve' as const, 'reject' as const, 'abstain' as const) }), { selector: ({ voter }) => voter });
    fc.assert(fc.property(cast, fc.integer({ min: 1, max: 5 }), fc.subarray(names), (votes, needed, mandatory) => {
      const agreed = votes.filter(({ decision }) => decision === 'approve').map(({ voter }) => voter);
      const { percent } = standingOf({ votes, needed, mandatory });
      expect(percent === 100).toBe(agreed.length >= needed && mandatory.every((name) => agreed.includes(name)));
      expect(percent).toBeGreaterThanOrEqual(0);
    }));
  });
});

describe('whose vote somebody can cast', () => {
  const person = (name: string, absence?: object): AnyRecord => ({ number: name, state: 'active', version: 1, createdAt: '', updatedAt: '', name, ...(absence && { absence }) });

  it('is that of people who are away today and left it to them', () => {
    const people = [
      person('first', { from: '2026-03-10', until: '2026-03-12', delegate: 'dina' }), person('last', { from: '2026-03-08', until: '2026-03-10', delegate: 'dina' }), person('later', { from: '2026-03-11', until: '2026-03-12', delegate: 'dina' }),
      person('back', { from: '2026-03-01', until: '2026-03-09', delegate: 'dina' }), person('to another', { from: '2026-03-10', until: '2026-03-10', delegate: 'emil' }), person('to nobody', { from: '2026-03-10', until: '2026-03-10' }), person('here'),
    ];
    expect(awayFor(people, 'dina', Date.parse('2026-03-10T23:59:59Z'))).toEqual(['first', 'last']);
  });

  it('is their own first, of those whose vote is out, and none on what they requested or implement', () => {
    const change = { requester: 'otto', assignee: 'chen', awaiting: ['emil', 'dina', 'fatou'] };
    expect(castable(change, 'dina', ['emil', 'guest'])).toEqual(['dina', 'emil']);
    expect(castable(change, 'otto', ['emil'])).toEqual([]);
    expect(castable(change, 'chen', ['emil'])).toEqual([]);
    expect(castable({ requester: 'otto' }, 'dina', ['emil'])).toEqual([]);
  });
});
