import type { Command, Context } from '../define.ts';
import { forbidden, invalid, refused, type Refusal } from '../fault.ts';
import { choice, date, instant, integer, internal, list, longText, object, optional, ref, text, type FieldMap } from '../field.ts';
import { unavailable } from './availability.ts';

/**
 * Who owns a piece of work, and how it changes hands. Shared by every practice whose records are worked on:
 * spread the parts into a definition.
 */
export const assignmentFields = {
  team: optional(ref('team', { nextTeam: optional(ref('team')), purpose: optional(text()), lead: optional(ref('person')) })),
  assignee: optional(ref('person', { team: optional(ref('team')), manager: optional(ref('person')), absence: optional(object({ from: date(), until: date(), delegate: optional(ref('person')) })) })),
};

const words = (help: string) => longText({ max: 2000, help });
const story = {
  summary: words('What is the matter, in two sentences'),
  tried: words('What was tried, and what came of it'),
  nextStep: words('What you propose to do next'),
  customerTold: words('What the customer was told'),
};

const outcomes = ['pending', 'accepted', 'rejected'] as const;

export const assignmentKept = {
  reassignmentCount: integer(),
  transferCount: integer(),
  /** Teams that had it, for the rule that work goes one way. */
  teamsHad: internal(list(ref('team'))),
  handover: internal(object({ from: optional(text()), to: text(), by: text(), at: instant(), fromAssignee: optional(text()), outcome: choice(...outcomes), ...story, reason: optional(text({ max: 2000 })) })),
  handoverOutcome: internal(choice(...outcomes)),
  escalatedTo: internal(ref('person', { manager: optional(ref('person')) })),
  escalations: internal(list(object({ kind: choice('horizontal', 'hierarchical'), reason: longText({ max: 2000 }), by: text(), to: optional(text()), at: instant() }), { max: 20 })),
};

/** Of a structure, what lists show and filter by. */
export const assignmentDerive = { handoverOutcome: ({ record }: C): (typeof outcomes)[number] | undefined => record.handover?.outcome };

export const assignmentFixed = {
  team: 'use assign while it is new, and transfer afterwards.',
  assignee: 'use assign.',
};

export const assignmentEvents = ['assigned', 'transferred', 'transfer-accepted', 'transfer-rejected', 'one-way-overridden', 'escalated'] as const;
type AssignmentEvent = (typeof assignmentEvents)[number];

type C = Context<any, any, any, any>;
type Rule<S extends string> = Command<any, FieldMap, FieldMap, S, AssignmentEvent, any, any>;

/** Horizontal transfers that need no override; a tenant's agreement may say otherwise. */
const FREE_TRANSFERS = 2;

const isImporter = ({ actor }: C): boolean => actor.roles.includes('importer');
const isPending = ({ record }: { readonly record: any }): boolean => record.handover?.outcome === 'pending';

/** For `offered` of whatever must wait until the receiving team has answered. */
export const nothingPends = (record: { readonly handover?: { readonly outcome: string } }): boolean => !isPending({ record });
const pendingRefusal = ({ record }: C): Refusal =>
  refused('transfer-pending', `${record.handover.to} has to accept or reject the transfer first.`);

/** Refuses what must wait until the receiving team has accepted; for the practice's own working commands. */
export const notWhilePending = (context: C): Refusal | undefined => isPending(context) && !isImporter(context) ? pendingRefusal(context) : undefined;

/** The fields after a change of team: the count and the teams that had it. */
export function movedTo(record: any, team: string | undefined): object {
  if (team === record.team) return {};
  return {
    team,
    reassignmentCount: (record.reassignmentCount ?? 0) + 1,
    teamsHad: [...new Set([...(record.teamsHad ?? []), ...(record.team ? [record.team] : [])])],
  };
}

/**
 * Commands by which work changes hands.
 * @param fresh the state in which nobody has taken it up
 * @param owned the state of what somebody has taken, and to which a transfer leads
 * @param working states in which it can be transferred besides those two
 */
export function assignment<const S extends string>({ fresh, owned, working }: { fresh: S; owned: S; working: readonly S[] }): { assign: Rule<S>; transfer: Rule<S>; accept: Rule<S>; rejectTransfer: Rule<S>; escalate: Rule<S> } {
  const open = [fresh, owned, ...working];
  return {
    assign: {
      help: 'Give it to a team or a person', from: open, happened: 'assigned', by: ['agent', 'lead', 'system', 'importer'],
      takes: { team: 'optional', assignee: 'optional' },
      to: ({ record }) => record.state === fresh ? owned : undefined,
      check: (context) => assignCheck(context, fresh), offered: nothingPends,
      change: (context) => assignChange(context),
    },
    transfer: {
      help: 'Hand it over warm to another team: nothing the customer said is asked twice', from: open, to: owned, happened: 'transferred', by: ['agent', 'lead'], visibility: 'internal',
      takes: { team: 'required' }, asks: { ...story, override: optional(longText({ max: 2000, help: 'Team leads: why it may go back, or go on, all the same' })) },
      check: transferCheck, offered: nothingPends,
      change: (context) => transferChange(context),
      note: ({ asked }) => asked.summary,
      also: (context) => context.asked.override ? [{ type: 'one-way-overridden' as const, data: { reason: context.asked.override, to: context.input.team } }] : [],
    },
    accept: {
      help: 'Take over what was transferred to your team', from: open, happened: 'transfer-accepted', by: ['agent', 'lead'],
      check: receiverOnly, offered: (record) => isPending({ record }),
      change: ({ record, actor }) => ({ assignee: actor.name, handover: { ...record.handover, outcome: 'accepted' } }),
    },
    rejectTransfer: {
      help: 'Send it back to the team it came from, with the reason', from: open, happened: 'transfer-rejected', by: ['agent', 'lead'], visibility: 'internal',
      asks: { reason: longText({ max: 2000 }) },
      check: receiverOnly, offered: (record) => isPending({ record }),
      change: ({ record, asked }) => ({
        ...movedTo(record, record.handover.from),
        // It is where it was before; a team that had it earlier still had it.
        teamsHad: record.teamsHad?.filter((team: string) => team !== record.handover.from),
        // What was never taken over is no transfer, and does not use one up.
        transferCount: record.transferCount - 1,
        assignee: record.handover.fromAssignee,
        handover: { ...record.handover, outcome: 'rejected', reason: asked.reason },
      }),
      note: ({ asked }) => asked.reason,
    },
    escalate: {
      help: 'Horizontal: ask the next line for help. Hierarchical (“functional” in some courses): tell N+1', from: open, happened: 'escalated', by: ['agent', 'lead', 'requester'], visibility: 'internal',
      asks: { kind: choice('horizontal', 'hierarchical'), reason: longText({ max: 2000 }) },
      check: escalateCheck,
      change: escalateChange,
      note: ({ asked }) => asked.reason,
    },
  };
}

const teamAfter = ({ record, input, refs }: C): string | undefined =>
  input.team ?? (input.assignee ? refs.assignee?.team ?? record.team : record.team);

/** Refuses to give it to somebody who has left, is away, or works in another team than the one named. What an importer brings was so. */
export function assigneeFits(context: C): Refusal | undefined {
  const { input: { team, assignee }, refs, now } = context;
  if (!assignee || isImporter(context)) return undefined;
  if (team && refs.assignee?.team !== team) return invalid([{ pointer: '/assignee', code: 'not-in-team', detail: `${assignee} does not work in ${team}.` }]);
  return unavailable(assignee, refs.assignee, now);
}

function assignCheck(context: C, fresh: string): Refusal | undefined {
  const { record, input } = context;
  if (isImporter(context)) return undefined;
  if (isPending(context)) return pendingRefusal(context);
  if (context.actor.roles.includes('system') && record.assignee) return refused('already-assigned', `${record.assignee} has it; the service takes nothing out of anybody's hands.`);
  if (input.team === undefined && input.assignee === undefined) {
    return invalid([{ pointer: '', code: 'required', detail: 'Name a team, an assignee, or both.' }]);
  }
  const unfit = assigneeFits(context);
  if (unfit) return unfit;
  const team = teamAfter(context);
  if (record.state !== fresh && record.team && team !== record.team) {
    return refused('transfer-required', `It belongs to ${record.team}; hand it over to ${team} with transfer, so that nothing known is lost.`);
  }
  return undefined;
}

function assignChange(context: C): object {
  const { record, input } = context;
  return { ...movedTo(record, teamAfter(context)), assignee: input.assignee ?? (input.team ? undefined : record.assignee) };
}

function transferCheck(context: C): Refusal | undefined {
  const { record, input, asked, actor } = context;
  if (isPending(context)) return pendingRefusal(context);
  if (input.team === record.team) return refused('same-team', `${record.team} has it already; use assign for somebody else of the team.`);
  const back = record.teamsHad?.includes(input.team);
  const many = (record.transferCount ?? 0) >= ((context.facts.agreement ?? context.facts.standing)?.maxTransfers ?? FREE_TRANSFERS);
  if (!back && !many) return undefined;
  const why = back ? `${input.team} had it before` : `it was transferred ${record.transferCount} times`;
  if (!asked.override) return refused(back ? 'ping-pong' : 'too-many-transfers', `Work goes one way: ${why}. A team lead can override this with a reason.`);
  return actor.roles.includes('lead') || actor.roles.includes('admin') ? undefined : forbidden('lead-only', 'Only a team lead may override that work goes one way.');
}

function transferChange(context: C): object {
  const { record, input, asked, actor, now } = context;
  const { summary, tried, nextStep, customerTold } = asked;
  const from = record.team ?? actor.profile?.team;
  return {
    ...movedTo({ ...record, team: from }, input.team),
    transferCount: (record.transferCount ?? 0) + 1,
    assignee: undefined,
    handover: { from, to: input.team, by: actor.name, at: now, fromAssignee: record.assignee, outcome: 'pending', summary, tried, nextStep, customerTold },
  };
}

function receiverOnly(context: C): Refusal | undefined {
  const { record, actor } = context;
  if (!isPending(context)) return refused('no-transfer-pending', 'No transfer is waiting to be accepted.');
  return actor.profile?.team === record.handover.to || actor.roles.includes('admin') ? undefined : forbidden('receivers-only', `Somebody of ${record.handover.to} has to answer the transfer.`);
}

/** N+1 of whoever it was last escalated to, else of the assignee, else of the one who escalates. */
const above = ({ record, refs, actor }: C): string | undefined =>
  record.escalatedTo ? refs.escalatedTo?.manager : record.assignee ? refs.assignee?.manager : refs.team?.lead ?? actor.profile?.manager;

function escalateCheck(context: C): Refusal | undefined {
  const { record, refs, asked } = context;
  if (asked.kind === 'hierarchical' && !above(context)) return refused('top-of-chain', 'Nobody is above whom it was last escalated to.');
  if (asked.kind === 'horizontal' && !refs.team?.nextTeam) return refused('no-next-line', `${record.team ?? 'It'} has no next line; name a team with transfer.`);
  return (record.escalations?.length ?? 0) >= 20 ? refused('too-many-escalations', 'It was escalated 20 times; talk to each other.') : undefined;
}

function escalateChange(context: C): object {
  const { record, refs, asked, actor, now } = context;
  const to = asked.kind === 'hierarchical' ? above(context) : refs.team?.nextTeam;
  return {
    escalations: [...(record.escalations ?? []), { kind: asked.kind, reason: asked.reason, by: actor.name, to, at: now }],
    ...(asked.kind === 'hierarchical' && { escalatedTo: to, watchers: [...new Set([...record.watchers, to])] }),
  };
}
