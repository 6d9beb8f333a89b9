import { parseDuration } from '../../clock/duration.ts';
import { roles, type Actor, type Command, type Context, type Timer, type Who } from '../define.ts';
import { forbidden, invalid, refused, Refusal } from '../fault.ts';
import { choice, duration, instant, integer, list, object, optional, ref, text, type FieldMap } from '../field.ts';
import { approvalsNeeded, decisions, isReachable, quorumRules, tally, type Quorum } from './tally.ts';
import { isAway } from './availability.ts';

/**
 * Who decides, by which rule and until when. Shared by every practice whose records have to be approved: spread `approvalKept`,
 * `approvalEvents`, `approval(…)` and `approvalTimers(…)` into a definition, open a round with {@link openRound}, and void it with
 * {@link voidRound} where what was voted on is edited.
 */
export interface Authority extends Quorum {
  readonly name: string;
  readonly members?: readonly string[];
  /** ISO 8601; {@link DEADLINE} when left out. */
  readonly deadline?: string;
  /** ISO 8601; a third of the deadline when left out. */
  readonly remindEvery?: string;
  /** Who decides when these did not in time. */
  readonly next?: string;
}

const DEADLINE = 'P5D';
const ROUNDS_TOLD = 20;
/** With reasons of 500 characters the votes of a round stay far below what an item and its timeline entry may hold. */
const MOST_APPROVERS = 30;

export const approvers = ({ help }: { help?: string } = {}) => list(ref('person'), { max: MOST_APPROVERS, help });

export const approvalKept = {
  round: integer({ help: 'Of votes; every submission, edit and escalation begins another.' }),
  approval: object({
    round: integer(), authority: text(), rule: choice(...quorumRules), needed: integer({ min: 1, help: 'Approvals, fixed when the round opened.' }),
    mandatory: optional(approvers()), approvers: approvers(), openedAt: instant(), dueAt: instant(), remindAt: optional(instant()), remindEvery: duration(),
    outcome: optional(choice('approved', 'rejected', 'expired')), decidedAt: optional(instant()),
  }),
  votes: list(object({ round: integer(), voter: text(), by: optional(text({ help: 'The delegate who cast it.' })), decision: choice(...decisions), reason: optional(text({ max: 500 })), at: instant() }), { max: MOST_APPROVERS, help: 'Of the present round.' }),
  awaiting: list(ref('person'), { max: MOST_APPROVERS, help: 'Whose vote is still out.' }),
  rounds: list(object({ round: integer(), authority: text(), ended: choice('approved', 'rejected', 'expired', 'escalated', 'voided'), approve: integer(), reject: integer(), abstain: integer(), at: instant() }), { max: ROUNDS_TOLD, help: 'How earlier rounds ended.' }),
};

export const approvalEvents = ['approval-requested', 'voted', 'approved', 'rejected', 'votes-voided', 'approval-reminded', 'approval-timed-out', 'approval-escalated', 'approval-expired'] as const;
type ApprovalEvent = (typeof approvalEvents)[number];
type C = Context<any, any, any, any>;
type Rule<S extends string, E extends string = never> = Command<any, FieldMap, FieldMap, S, ApprovalEvent | E, any, any>;
type Decision = (typeof decisions)[number];

/** What openRound needs of a record that has approvals. */
interface Voted { readonly round?: number; readonly rounds?: readonly object[]; readonly approval?: any; readonly votes?: readonly any[] }

const later = (from: string, seconds: number): string => new Date(Date.parse(from) + seconds * 1000).toISOString();

/**
 * The fields of a record whose next round of votes begins; the round's number is the record's own `round`.
 * @param own who may not decide because it is their own: the requester, the implementer
 * @returns a refusal where nobody is left to decide, or too few for the rule: that is an error to mend, never an approval
 */
export function openRound({ record, authority, own, now }: { record: Voted; authority: Authority | undefined; own: readonly (string | undefined)[]; now: string }) {
  if (!authority) return refused('no-authority', 'There is no authority in force that could decide it.');
  const { name, rule, members = [], mandatory, deadline = DEADLINE } = authority;
  const able = [...new Set(members)].filter((member) => !own.includes(member));
  if (able.length === 0) return refused('no-approvers', `Nobody of ${name} may decide it: whoever requested or implements it never approves it, and others there are none.`);
  if (!isReachable(authority, able)) return refused('quorum-unreachable', `${able.length} of ${name} may decide it, and its rule needs ${(mandatory ?? []).find((member) => !able.includes(member)) ?? `${approvalsNeeded(authority, able.length)} of them`}.`);
  const every = authority.remindEvery ?? `PT${Math.max(60, Math.floor(parseDuration(deadline) / 3))}S`;
  const approval = {
    round: record.round ?? 1, authority: name, rule, needed: approvalsNeeded(authority, able.length), ...(mandatory?.length && { mandatory: [...mandatory] }),
    approvers: able, openedAt: now, dueAt: later(now, parseDuration(deadline)), remindEvery: every,
  };
  return { approval: withReminder(approval, now), votes: [], awaiting: able, authority: name, nextAuthority: authority.next };
}

/** Its next reminder, when one falls before the deadline. */
function withReminder<A extends { readonly dueAt: string; readonly remindEvery: string }>(approval: A, now: string): A & { remindAt?: string } {
  const remindAt = later(now, parseDuration(approval.remindEvery));
  return { ...approval, remindAt: remindAt < approval.dueAt ? remindAt : undefined };
}

/** The fields of a record whose votes no longer count, because what they were about was edited or is decided by others now. */
export function voidRound(record: Voted, now: string, ended: 'voided' | 'escalated' = 'voided') {
  return { round: (record.round ?? 0) + 1, rounds: told(record, ended, now), approval: undefined, votes: undefined, awaiting: undefined };
}

function told({ approval, votes = [], rounds = [] }: Voted, ended: string, at: string): any[] {
  if (!approval) return [...rounds];
  const count = (decision: Decision): number => votes.filter((vote) => vote.decision === decision).length;
  return [...rounds, { round: approval.round, authority: approval.authority, ended, approve: count('approve'), reject: count('reject'), abstain: count('abstain'), at }].slice(-ROUNDS_TOLD);
}

/**
 * Refuses to give the work to somebody who voted on it, or whose vote cannot be spared: who implements never decides.
 * @param name who is to implement it
 */
export function checkImplementer({ approval, votes = [] }: Voted, name: string): Refusal | undefined {
  if (votes.some(({ voter, by }) => voter === name || by === name)) return refused('separation-of-duties', `${name} voted on it; somebody else has to implement it.`);
  return !approval?.approvers.includes(name) || approval.outcome || isReachable(fixed(approval), without(approval.approvers, name)) ? undefined : refused('separation-of-duties', `Without ${name} too few are left to decide; somebody else has to implement it.`);
}

/** The fields of a record whose implementer is no longer among those who decide. */
export function withoutImplementer({ approval, awaiting = [] }: any, name: string | undefined): object {
  if (!name || !approval || approval.outcome || !approval.approvers.includes(name)) return {};
  return { approval: { ...approval, approvers: without(approval.approvers, name) }, awaiting: without(awaiting, name) };
}

const without = (names: readonly string[], name: string): string[] => names.filter((other) => other !== name);

/** The rule of an open round: what it needs was fixed when it opened, so nobody who leaves lowers it. */
const fixed = ({ rule, needed, mandatory }: { rule: Quorum['rule']; needed: number; mandatory?: string[] }): Quorum =>
  rule === 'first' ? { rule, mandatory } : { rule: 'k-of-n', k: needed, mandatory };

export interface ApprovalStates<S extends string, E extends string = never> {
  /** The state in which votes are taken, and those to which the outcome leads at once. */
  readonly pending: S;
  readonly approved: S;
  readonly rejected: S;
  /** Who may not vote on a record because it is their own. */
  readonly own: (record: any) => readonly (string | undefined)[];
  /** Who decides once time is over; undefined where nobody is left: then it is rejected, and never approved. */
  readonly next?: (context: C) => Authority | undefined;
  /** A further event of the vote that approves. */
  readonly alsoApproved?: E;
}

/** Commands by which approvers decide. The outcome is taken with the very vote that makes it certain. */
export function approval<const S extends string, const E extends string = never>(states: ApprovalStates<S, E>): { vote: Rule<S, E>; approve: Rule<S, E>; reject: Rule<S, E>; remindApprovers: Rule<S>; escalateApproval: Rule<S> } {
  const { pending } = states;
  const reason = optional(text({ max: 500 }));
  // Whom somebody stands in for, their own record says; as a delegate one is asked to vote as long as anybody's vote is out.
  const mayStillVote = (record: any, { name }: Actor): boolean => !states.own(record).includes(name) && !(record.votes ?? []).some((cast: any) => castBy(cast) === name);
  const awaits = (record: any, actor: Actor): boolean => !!record.awaiting?.includes(actor.name) && mayStillVote(record, actor);
  return {
    vote: { ...voting(states, ({ asked }) => asked.decision), help: 'Vote on it, or for somebody whose delegate you are while they are away', by: ['approver', ...delegates], offered: (record, actor) => !!record.awaiting?.length && mayStillVote(record, actor), asks: { decision: choice(...decisions), reason, onBehalfOf: optional(ref('person', { absence })) } },
    approve: { ...voting(states, () => 'approve'), help: 'Vote for it', by: ['approver'], offered: awaits, asks: { reason } },
    reject: { ...voting(states, () => 'reject'), help: 'Vote against it, and say why', by: ['approver'], offered: awaits, asks: { reason: text({ max: 500 }) } },
    remindApprovers: {
      help: 'Remind those whose vote is out', from: [pending], happened: 'approval-reminded', by: ['system'], visibility: 'internal',
      check: ({ record, now }) => (record.approval?.remindAt ?? '~') <= now ? undefined : refused('not-due', 'No reminder is due.'),
      change: ({ record, now }) => ({ approval: withReminder(record.approval, now) }),
    },
    escalateApproval: {
      help: 'Time is over: the next authority decides', from: [pending], happened: 'approval-timed-out', by: ['system'],
      to: (context) => successor(states, context) ? undefined : states.rejected,
      check: ({ record, now }) => (record.approval?.dueAt ?? '~') <= now ? undefined : refused('not-due', `There is time until ${record.approval?.dueAt}.`),
      change: (context) => {
        const { record, now } = context;
        const round = successor(states, context);
        return round ? { ...voidRound(record, now, 'escalated'), ...round } : { approval: { ...record.approval, outcome: 'expired' as const, decidedAt: now }, awaiting: undefined, rounds: told(record, 'expired', now) };
      },
      note: (context) => `${context.record.approval.authority} did not decide by ${context.record.approval.dueAt}${successor(states, context) ? `; ${context.record.nextAuthority} decides now` : ', and nobody is above them'}.`,
      also: (context) => successor(states, context) ? [{ type: 'approval-escalated' }] : [{ type: 'approval-expired' }, { type: 'rejected' }],
    },
  };
}

/** Reminders and the deadline of a round. */
export const approvalTimers = <const S extends string>(pending: S): { readonly approvalReminder: Timer<any, 'remindApprovers'>; readonly approvalDeadline: Timer<any, 'escalateApproval'> } => ({
  approvalReminder: { help: 'Votes are out', at: ({ state, approval: open }) => state === pending ? open?.remindAt : undefined, run: 'remindApprovers' },
  approvalDeadline: { help: 'Nothing was decided in time', at: ({ state, approval: open }) => state === pending ? open?.dueAt : undefined, run: 'escalateApproval' },
});

const absence = optional(object({ from: text(), until: text(), delegate: optional(text()) }));
const delegates: readonly Who[] = roles.filter((role) => role !== 'system' && role !== 'importer');

/** The round that follows on a time-out. An authority that was asked before is not asked again, so that this ends. */
function successor({ next, own }: Pick<ApprovalStates<string>, 'next' | 'own'>, context: C): object | undefined {
  const { record, now } = context;
  const authority = next?.(context);
  const chain = [...record.rounds ?? []].reverse();
  const before = chain.findIndex(({ ended }) => ended !== 'escalated');
  const asked = [record.approval, ...chain.slice(0, before < 0 ? chain.length : before)].map((round) => round.authority);
  if (!authority || asked.includes(authority.name)) return undefined;
  const round = openRound({ record: { ...record, round: (record.round ?? 0) + 1 }, authority, own: own(record), now });
  return round instanceof Refusal ? undefined : round;
}

function voting<S extends string, E extends string>(states: ApprovalStates<S, E>, decisionOf: (context: C) => Decision): Omit<Rule<S, E>, 'help' | 'by' | 'asks'> {
  const outcome = (context: C) => tallied(context, decisionOf(context)).approval.outcome;
  return {
    from: [states.pending], happened: 'voted',
    check: (context) => checkVote(context, states.own(context.record)) ?? reasonGiven(context, decisionOf(context)),
    change: (context) => tallied(context, decisionOf(context)),
    to: (context) => ({ approved: states.approved, rejected: states.rejected } as Partial<Record<string, S>>)[outcome(context) ?? ''],
    note: ({ asked }) => asked.reason,
    also: (context) => {
      const { round, authority } = context.record.approval;
      const type = outcome(context) as 'approved' | 'rejected' | undefined;
      return type ? [
        { type, data: { round, authority, votes: tallied(context, decisionOf(context)).votes.map(({ voter, decision }: any) => ({ voter, decision })) } },
        ...(type === 'approved' && states.alsoApproved ? [{ type: states.alsoApproved }] : []),
      ] : [];
    },
  };
}

function checkVote({ record, asked, actor, refs, now }: C, own: readonly (string | undefined)[]): Refusal | undefined {
  const open = record.approval;
  const voter = asked.onBehalfOf ?? actor.name;
  if (!open || open.outcome) return refused('no-round-open', 'Nothing is to be decided.');
  if (own.includes(actor.name) || own.includes(voter)) return forbidden('separation-of-duties', 'Whoever requested or implements it never votes on it.');
  if (!open.approvers.includes(voter)) return forbidden('not-an-approver', `${voter} is not one of those who decide it: ${open.approvers.join(', ')}. Who stands in for one of them names them in onBehalfOf.`);
  if (voter !== actor.name && !(isAway(refs.onBehalfOf?.absence, now) && refs.onBehalfOf.absence.delegate === actor.name)) return forbidden('not-the-delegate', `${voter} is not away, or named another delegate.`);
  const earlier = (record.votes ?? []).find((vote: any) => vote.voter === voter || castBy(vote) === actor.name);
  if (earlier) return refused('already-voted', earlier.voter === voter ? `The vote of ${voter} was cast already: ${earlier.decision}.` : 'One person casts one vote a round.');
  return now >= open.dueAt ? refused('too-late', `Votes were taken until ${open.dueAt}.`) : undefined;
}

const castBy = ({ voter, by }: { voter: string; by?: string }): string => by ?? voter;

const reasonGiven = ({ asked }: C, decision: Decision): Refusal | undefined =>
  decision === 'reject' && !asked.reason ? invalid([{ pointer: '/reason', code: 'required', detail: 'Say why you reject it.' }]) : undefined;

function tallied({ record, asked, actor, now }: C, decision: Decision): any {
  const { approval: open, awaiting = [] } = record;
  const voter = asked.onBehalfOf ?? actor.name;
  const votes = [...(record.votes ?? []), { round: open.round, voter, ...(voter !== actor.name && { by: actor.name }), decision, ...(asked.reason && { reason: asked.reason }), at: now }];
  const outcome = tally({ quorum: fixed(open), approvers: open.approvers, votes });
  if (!outcome) return { votes, awaiting: without(awaiting, voter), approval: open };
  return { votes, awaiting: undefined, approval: { ...open, remindAt: undefined, outcome, decidedAt: now }, rounds: told({ ...record, votes }, outcome, now) };
}
