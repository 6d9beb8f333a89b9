import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { approvalsNeeded, decisions, isReachable, quorumRules, tally, type Cast, type Quorum } from '../../../../shared/record/presets/tally.ts';

const names = ['ada', 'ben', 'cleo', 'dirk', 'eva'];
const vote = (voter: string, decision: Cast['decision'] = 'approve'): Cast => ({ voter, decision });

const round = fc.record({
  size: fc.integer({ min: 1, max: 5 }), rule: fc.constantFrom(...quorumRules), k: fc.integer({ min: 1, max: 6 }), percentage: fc.integer({ min: 1, max: 100 }),
  mandatory: fc.subarray(names, { maxLength: 2 }), ballots: fc.uniqueArray(fc.record({ voter: fc.constantFrom(...names, 'stranger'), decision: fc.constantFrom(...decisions) }), { selector: ({ voter }) => voter }),
}).map(({ size, ballots, ...quorum }) => ({ approvers: names.slice(0, size), quorum: quorum as Quorum, votes: ballots }));

/** The slow way: once everybody has voted it is approved when enough approve, and with them all who have to. */
function approvedInTheEnd(quorum: Quorum, approvers: readonly string[], all: ReadonlyMap<string, Cast['decision']>): boolean {
  const yes = approvers.filter((name) => all.get(name) === 'approve').length;
  const enough = { first: yes >= 1, all: yes === approvers.length, 'k-of-n': yes >= quorum.k!, percentage: 100 * yes >= quorum.percentage! * approvers.length }[quorum.rule];
  return enough && (quorum.mandatory ?? []).every((name) => approvers.includes(name) && all.get(name) === 'approve');
}

/** Every way in which those who have not voted yet may still vote. */
function* endings(approvers: readonly string[], cast: ReadonlyMap<string, Cast['decision']>): Generator<Map<string, Cast['decision']>> {
  const open = approvers.find((name) => !cast.has(name));
  if (open === undefined) yield new Map(cast);
  else for (const decision of decisions) yield* endings(approvers, new Map([...cast, [open, decision]]));
}

test('decides exactly when no further vote could change the outcome', () => {
  fc.assert(fc.property(round.filter(({ quorum }) => quorum.rule !== 'first'), ({ quorum, approvers, votes }) => {
    const cast = new Map(votes.filter(({ voter }) => approvers.includes(voter)).map(({ voter, decision }) => [voter, decision]));
    const ends = new Set([...endings(approvers, cast)].map((all) => approvedInTheEnd(quorum, approvers, all)));
    expect(tally({ quorum, approvers, votes })).toBe(ends.size === 2 ? undefined : ends.has(true) ? 'approved' : 'rejected');
  }), { numRuns: 400 });
});

test('the first who decides, decides; who abstains leaves it to others', () => {
  fc.assert(fc.property(round, ({ approvers, votes }) => {
    const first = votes.find(({ voter, decision }) => approvers.includes(voter) && decision !== 'abstain');
    const upToIt = first ? votes.slice(0, votes.indexOf(first) + 1) : votes;
    const everybody = approvers.every((name) => votes.some(({ voter }) => voter === name));
    expect(tally({ quorum: { rule: 'first' }, approvers, votes: upToIt })).toBe(first ? `${first.decision}${first.decision === 'approve' ? 'd' : 'ed'}` : everybody ? 'rejected' : undefined);
  }));
});

test('is never approved by those who may not vote, nor by one who votes twice', () => {
  fc.assert(fc.property(round, ({ quorum, approvers, votes }) => {
    const noise = votes.flatMap((one) => [one, { ...one, decision: 'approve' as const }, vote('stranger')]);
    expect(tally({ quorum, approvers, votes: noise })).toBe(tally({ quorum, approvers, votes }));
  }));
});

test('what can be approved at all is approved when everybody approves, and nothing else is', () => {
  fc.assert(fc.property(round, ({ quorum, approvers }) => {
    expect(tally({ quorum, approvers, votes: approvers.map((name) => vote(name)) }) === 'approved').toBe(isReachable(quorum, approvers));
  }));
});

describe('how many must approve', () => {
  test.each([[51, 3, 2], [50, 4, 2], [67, 3, 3], [66, 3, 2], [1, 30, 1], [100, 7, 7], [70, 10, 7], [29, 100, 29]])('%i %% of %i are %i', (percentage, n, needed) => {
    expect(approvalsNeeded({ rule: 'percentage', percentage }, n)).toBe(needed);
  });

  test('an empty set of approvers never approves', () => {
    for (const rule of quorumRules) expect([isReachable({ rule }, []), tally({ quorum: { rule, k: 1, percentage: 1 }, approvers: [], votes: [] })]).toEqual([false, 'rejected']);
  });
});
