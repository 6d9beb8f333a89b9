import { defineRecord, lookup, type Actor, type EventSeen } from '../../shared/record/define.ts';
import { invalid, refused, Refusal } from '../../shared/record/fault.ts';
import { choice, date, duration, flag, instant, integer, list, longText, object, optional, ref, text } from '../../shared/record/field.ts';
import { isStaff } from '../../shared/record/policy.ts';
import { approval, approvalEvents, approvalKept, approvalTimers, approvers, checkImplementer, openRound, voidRound, withoutImplementer, type Authority } from '../../shared/record/presets/approval.ts';
import { unavailable } from '../../shared/record/presets/availability.ts';
import { ownReport } from '../../shared/record/presets/own-report.ts';
import { quorumRules } from '../../shared/record/presets/tally.ts';
import { bucketOf } from './bucket.ts';
import { conflicts, nextSlot } from './clashes.ts';
import { feed } from './feed.ts';
import { implementing } from './implementing.ts';
import { incidents } from './incidents.ts';
import { editsScope, isPreauthorised, isPrepared, mayEdit, termFits } from './planning.ts';
import { closureCodes, mayClose } from './review.ts';
import { assess, authorityFor, levels, questionnaire, risks, types } from './risk.ts';
import { schedule } from './schedule.ts';
import { votes } from './votes.ts';

const reason = longText({ max: 2000 });
const plan = (help: string) => optional(longText({ max: 5000, help }));
const doers = ['agent', 'lead', 'operations', 'security', 'change-manager', 'release-manager', 'manager', 'importer'] as const;
const undecided = ['assess', 'authorize', 'scheduled'] as const;

/** What a change looks up of an authority when it is put to the vote. */
const authority = {
  name: text(), members: approvers(), rule: choice(...quorumRules), k: optional(integer()), percentage: optional(integer()), mandatory: optional(approvers()),
  deadline: optional(duration()), remindEvery: optional(duration()), next: optional(text()),
};

/** The addition, modification or removal of anything that could affect services. */
export const change = defineRecord({
  name: 'change', practice: 'change', family: 'service', route: 'changes', prefix: 'CHG',
  help: 'The addition, modification or removal of anything that could affect services.',
  fields: {
    title: text({ help: 'In a few words: what is changed?' }),
    description: optional(longText()),
    reason: optional(longText({ max: 5000, help: 'Why, and what if it is not done?' })),
    type: choice(...types),
    model: optional(ref('change-model', {}, { help: 'The pre-authorised model of a standard change.' })),
    requester: ref('person', {}, { help: 'Who wants it; whoever submits it unless named.' }),
    category: optional(text({ max: 80 })),
    service: optional(ref('service', { criticality: optional(choice(...levels)) }, { help: 'The service that it touches most.' })),
    services: optional(list(ref('service'), { max: 20, help: 'Further services that it touches.' })),
    cis: optional(list(ref('ci'), { max: 30, help: 'The configuration items that it changes.' })),
    impact: optional(choice(...levels), { help: 'What harm it does if it goes wrong; medium when left out.' }),
    probability: optional(choice(...levels), { help: 'How likely it goes wrong; medium when left out.' }),
    questionnaire: optional(questionnaire),
    implementationPlan: plan('The steps, in order.'), testPlan: plan('How you know that it works.'),
    backoutPlan: plan('How it is taken back, and until when that can be decided.'), communicationPlan: plan('Who is told what, before and after.'),
    plannedStart: optional(instant()), plannedEnd: optional(instant({ help: 'The moment at which it is over, itself not part of it.' })),
    window: optional(ref('maintenance', {}, { help: 'The maintenance window that it is planned in.' })),
    team: optional(ref('team')),
    assignee: optional(ref('person', { team: optional(ref('team')), absence: optional(object({ from: date(), until: date(), delegate: optional(ref('person')) })) }, { help: 'Who implements it.' })),
  },
  kept: {
    ...approvalKept,
    risk: choice(...risks), riskReasons: list(text({ max: 300 })),
    authority: ref('change-authority'), nextAuthority: ref('change-authority'),
    blocked: text({ help: 'Why it could not be put to the vote or scheduled; it goes on once that is mended.' }),
    scheduleBucket: text({ help: 'The week or quarter in which the schedule finds it.' }),
    submittedAt: instant(), assessedAt: instant(), scheduledAt: instant(), windowOpenedAt: instant(), startedAt: instant(), completedAt: instant(),
    outsideWindow: flag({ help: 'It was begun after its planned end.' }), windowMissed: flag({ help: 'It was not begun in its time: plan it anew, or begin it by hand.' }),
    closureCode: choice(...closureCodes), closureNotes: longText({ max: 5000 }),
    review: object({ by: text(), at: instant(), findings: longText({ max: 5000 }) }),
    reviewBy: instant(), closedAt: instant(),
    causedIncidents: list(ref('incident'), { max: 50, help: 'Incidents that it caused; each is linked to it as well.' }),
    externalNumber: text({ max: 64 }),
  },
  fixed: { team: 'use assign.', assignee: 'use assign.' },
  states: ['new', ...undecided, 'implement', 'review', 'closed', 'rejected', 'canceled'],
  done: ['closed', 'rejected', 'canceled'],
  events: [
    'submitted', 'assessed', ...approvalEvents, 'approval-blocked', 'scheduled', 'assigned', 'window-opened', 'window-missed', 'implementation-started', 'implemented', 'failed', 'incidents-caused', 'reviewed', 'review-lapsed', 'review-overdue', 'closed',
    'canceled', 'revised', 'authorisation-lapsed', 'incident-noted', 'incident-cleared',
  ],
  lookups: {
    model: lookup('change-model', 'inForce', { by: ({ model }) => model ? [model] : undefined, pick: { name: text(), team: optional(text()) } }),
    authority: lookup('change-authority', 'decides', { by: ({ authority: name }) => name ? [name] : undefined, pick: authority }),
    next: lookup('change-authority', 'decides', { by: ({ nextAuthority: name }) => name ? [name] : undefined, pick: authority }),
    history: lookup('change-history', 'of', { by: ({ team }) => team ? [team] : undefined, pick: { closed: integer(), failed: integer() } }),
  },
  derive: {
    // Once it is decided, what it was decided on stays.
    risk: ({ record, refs, facts }) => isWeighed(record) ? weigh(record, refs, facts).risk : record.risk,
    riskReasons: ({ record, refs, facts }) => isWeighed(record) ? [...weigh(record, refs, facts).reasons] : record.riskReasons,
    authority: ({ record }) => isWeighed(record) ? authorityFor({ type: record.type, risk: record.risk! }) : record.authority,
    scheduleBucket: ({ record }) => bucketOf(record),
  },
  create: { by: ['anyone'], check: (context) => ownReport(context) ?? implementerFits(context) ?? termFits({ ...context.record, ...context.input }), change: ({ input, facts }) => ({ team: input.team ?? facts.model?.team, round: 0 }) },
  update: {
    by: ['requester', 'assignee', ...doers, 'system'], from: ['new', ...undecided, 'implement', 'review'],
    check: mayEdit, offered: (record, actor) => isStaff(actor) || record.state === 'new',
    to: (context) => reopens(context) ? 'assess' : undefined,
    change: (context) => ({
      ...(context.record.state === 'assess' && { blocked: undefined }),
      ...(reopens(context) && { ...voidRound(context.record, context.now), ...unscheduled }),
    }),
    also: (context) => reopens(context) && context.record.approval ? [{ type: 'votes-voided', data: { round: context.record.approval.round } }] : [],
  },
  comment: { by: ['agent', 'lead', 'operations', 'security', 'change-manager', 'release-manager', 'cab', 'manager', 'requester', 'assignee', 'approver', 'watcher', 'system', 'importer'] },
  commands: {
    submit: {
      help: 'Ask for it to be assessed and authorised', from: ['new'], to: 'assess', happened: 'submitted', by: ['requester', 'assignee', ...doers, 'system'],
      check: ({ record, facts, actor }) => actor.roles.includes('importer') ? undefined : isPrepared(record) ?? isPreauthorised(record, facts.model),
      change: ({ record, now }) => ({ round: (record.round ?? 0) + 1, submittedAt: now }),
    },
    assess: {
      help: 'Settle its risk, and with that who decides', from: ['assess'], happened: 'assessed', by: ['change-manager', 'system', 'importer'],
      change: ({ now }) => ({ assessedAt: now }), note: ({ record }) => `Risk ${record.risk}: ${record.riskReasons?.join('; ')}.`.slice(0, 2000),
    },
    requestApproval: {
      help: 'Put it to the vote of its change authority', from: ['assess'], to: 'authorize', happened: 'approval-requested', by: ['change-manager', 'lead', 'assignee', 'requester', 'system', 'importer'],
      check: (context) => {
        if (context.record.type === 'standard') return refused('preauthorised', 'A standard change was authorised with its model.');
        const round = roundOf(context);
        return round instanceof Refusal ? round : undefined;
      },
      change: (context) => ({ ...roundOf(context) as object, blocked: undefined }),
      note: ({ record }) => `${record.authority} decides.`,
    },
    ...approval({
      pending: 'authorize', approved: 'scheduled', rejected: 'rejected', own: ownersOf, next: ({ record, facts }) => inTime(record, facts.next),
      alsoApproved: 'scheduled',
    }),
    preauthorise: {
      help: 'A standard change goes ahead on its model', from: ['assess'], to: 'scheduled', happened: 'scheduled', by: ['change-manager', 'system', 'importer'],
      check: ({ record, facts, actor }) => actor.roles.includes('importer') ? undefined
        : record.type === 'standard' ? isPreauthorised(record, facts.model) : refused('approval-required', `A ${record.type} change is decided by ${record.authority}; use requestApproval.`),
      change: ({ now }) => ({ scheduledAt: now, blocked: undefined }),
    },
    reportBlocked: {
      help: 'Say why it does not go on', from: ['assess'], happened: 'approval-blocked', by: ['system'], asks: { code: choice('no-authority', 'no-approvers', 'quorum-unreachable', 'model-not-authorised') },
      change: ({ asked }) => ({ blocked: asked.code }), note: ({ record, asked }) => `${asked.code}: ${record.type === 'standard' ? `the model ${record.model} is not in force` : `${record.authority} cannot decide it`}.`,
    },
    assign: {
      help: 'Say who implements it; they do not decide it', from: ['new', ...undecided, 'implement'], happened: 'assigned', by: ['agent', 'lead', 'change-manager', 'release-manager', 'manager', 'system', 'importer'],
      takes: { team: 'optional', assignee: 'optional' },
      check: (context) => !context.input.team && !context.input.assignee ? invalid([{ pointer: '', code: 'required', detail: 'Name a team, an assignee, or both.' }])
        : implementerFits(context) ?? (context.input.assignee ? checkImplementer(context.record, context.input.assignee) : undefined),
      change: ({ record, input, refs }) => ({ team: input.team ?? refs.assignee?.team ?? record.team, ...withoutImplementer(record, input.assignee) }),
    },
    missWindow: {
      help: 'Its time went by: it has to be planned anew', from: ['scheduled'], happened: 'window-missed', by: ['system'],
      check: ({ record, now }) => (windowCloses(record) ?? '~') <= now ? undefined : refused('not-due', 'Its time is not over.'),
      change: () => ({ windowMissed: true, windowOpenedAt: undefined }),
    },
    openWindow: {
      help: 'Its time has come', from: ['scheduled'], happened: 'window-opened', by: ['system'],
      check: ({ record, now }) => windowOpens(record) !== undefined && windowOpens(record)! <= now ? undefined : refused('not-due', 'Its time has not come.'),
      change: ({ now }) => ({ windowOpenedAt: now }),
    },
    ...implementing(doers),
    cancel: {
      help: 'Withdraw it: it is no longer wanted', from: ['new', ...undecided], to: 'canceled', happened: 'canceled', by: ['requester', 'agent', 'lead', 'change-manager', 'manager', 'system', 'importer'],
      asks: { reason }, change: ({ now }) => ({ closedAt: now, awaiting: undefined, blocked: undefined }), note: ({ asked }) => asked.reason,
    },
    revise: {
      help: 'Take what was rejected up again', from: ['rejected'], to: 'new', happened: 'revised', by: ['requester', 'assignee', ...doers],
      change: () => ({ approval: undefined, votes: undefined, awaiting: undefined, assessedAt: undefined, nextAuthority: undefined }),
    },
    unauthorise: {
      help: 'Its model no longer holds', from: ['scheduled'], to: 'assess', happened: 'authorisation-lapsed', by: ['system'], asks: { reason: optional(reason) },
      check: ({ record }) => record.type === 'standard' ? undefined : refused('not-preauthorised', 'It was authorised by vote.'),
      change: () => ({ ...unscheduled }), note: ({ asked }) => asked.reason,
    },
  },
  timers: {
    ...approvalTimers('authorize'),
    // Of one that was authorised too late both fall due; it must not begin.
    missed: { help: 'Its time went by', at: windowCloses, run: 'missWindow' },
    window: { help: 'Its time has come', at: windowOpens, run: 'openWindow' },
    review: { help: 'Time for a review is over', at: ({ state, reviewBy: by }) => state === 'review' ? by : undefined, run: 'lapseReview' },
  },
  unique: { externalNumber: { by: ({ externalNumber }) => externalNumber ? [externalNumber] : undefined, help: 'There is a change with this external number already.' } },
  lists: {
    byState: { by: 'state' }, byTeam: { by: 'team', queue: true }, byAssignee: { by: 'assignee', queue: true }, byRequester: { by: 'requester' }, bySchedule: { by: 'scheduleBucket' },
  },
  summary: [
    'title', 'type', 'model', 'requester', 'service', 'risk', 'authority', 'round', 'awaiting', 'blocked', 'plannedStart', 'plannedEnd', 'team', 'assignee', 'closureCode',
    'outsideWindow', 'windowMissed', 'scheduleBucket', 'externalNumber',
  ],
  searched: ['title', 'description', 'category', 'implementationPlan', 'externalNumber'],
  queries: { schedule, 'calendar.ics': feed, conflicts, 'next-slot': nextSlot, incidents, approvals: votes },
  workflows: {
    'change-approval': {
      help: 'Assesses a change, has it authorised by type and risk, waits for its window, and sees it through to its closing',
      startsOn: 'change.submitted', name: ({ metadata, data }) => `chg-${metadata.tenant}-${metadata.recordId}-r${data.record.round}`,
      view,
      waits: {
        decision: (record) => record.state !== 'authorize' && { view: view(record) },
        unblocked: (record) => (record.state !== 'assess' || !record.blocked) && { view: view(record) },
        window: (record) => (record.state !== 'scheduled' || record.windowOpenedAt !== undefined) && { view: view(record) },
        implementation: (record) => record.state !== 'implement' && { view: view(record) },
        review: (record) => (record.state !== 'review' || mayClose(record) === undefined && (record.review !== undefined || record.type === 'standard')) && { view: view(record) },
      },
    },
  },
  reactions: {
    authorityMended: { on: 'change-authority.updated', help: 'Put what waited for its authority to the vote', find: { list: ({ metadata }) => ({ state: 'assess', authority: metadata.recordId }) }, run: 'requestApproval' },
    authorityMade: { on: 'change-authority.created', help: 'Put what waited for its authority to the vote', find: { list: ({ metadata }) => ({ state: 'assess', authority: metadata.recordId }) }, run: 'requestApproval' },
    modelSuspended: { on: 'change-model.suspended', help: 'What is planned after a suspended model waits', find: { list: plannedAfter }, run: 'unauthorise', with: ({ metadata }) => ({ reason: `The model ${metadata.recordId} was suspended.` }) },
    modelLapsed: { on: 'change-model.lapsed', help: 'What is planned after an edited model waits', find: { list: plannedAfter }, run: 'unauthorise', with: ({ metadata }) => ({ reason: `The model ${metadata.recordId} was edited and has to be authorised anew.` }) },
    modelReinstated: { on: 'change-model.reinstated', help: 'What waited for its model goes ahead', find: { list: ({ metadata }) => ({ state: 'assess', model: metadata.recordId }) }, run: 'preauthorise' },
    modelAuthorised: { on: 'change-model.authorised', help: 'What waited for its model goes ahead', find: { list: ({ metadata }) => ({ state: 'assess', model: metadata.recordId }) }, run: 'preauthorise' },
    incidentLinked: { on: 'incident.linked', help: 'Note an incident that was put down to a change', when: blamesChange, find: { named: changeBlamed }, run: 'noteIncident', with: ({ metadata }) => ({ incident: metadata.recordId }) },
    incidentUnlinked: { on: 'incident.unlinked', help: 'An incident was not its doing after all', when: blamesChange, find: { named: changeBlamed }, run: 'clearIncident', with: ({ metadata }) => ({ incident: metadata.recordId }) },
  },
});

/** Refuses whom nobody can ask to implement it. What an importer brings was so. */
function implementerFits({ input, refs, actor, now }: { input: { assignee?: string }; refs: { assignee?: object }; actor: Actor; now: string }): Refusal | undefined {
  return input.assignee && !actor.roles.includes('importer') ? unavailable(input.assignee, refs.assignee, now) : undefined;
}

/** As it stands before it is authorised. */
const unscheduled = { assessedAt: undefined, scheduledAt: undefined, windowOpenedAt: undefined, windowMissed: undefined };

const isWeighed = ({ state }: { state: string }): boolean => state === 'new' || state === 'assess';

const weigh = (record: Parameters<typeof assess>[0], refs: { service?: { criticality?: 'low' | 'medium' | 'high' } }, facts: { history?: { closed?: number; failed?: number } }) =>
  assess({ ...record, criticality: refs.service?.criticality, history: facts.history });

/** An emergency is decided within the hour, unless its authority says otherwise. */
const inTime = ({ type }: { type?: string }, found: Authority | undefined): Authority | undefined =>
  found && type === 'emergency' ? { ...found, deadline: found.deadline ?? 'PT1H' } : found;

const roundOf = ({ record, facts, now }: { record: any; facts: any; now: string }) => openRound({ record, authority: inTime(record, facts.authority), own: ownersOf(record), now });

function ownersOf({ requester, assignee }: { requester?: string; assignee?: string }): (string | undefined)[] {
  return [requester, assignee];
}

/** Whether an edit is of what was, or is being, decided. */
function reopens({ record, input }: { readonly record: { readonly state: string }; readonly input: object }): boolean {
  return (record.state === 'authorize' || record.state === 'scheduled') && editsScope({ ...record }, { ...input });
}

interface Timed { state: string; type?: string; windowOpenedAt?: string; windowMissed?: boolean; plannedStart?: string; plannedEnd?: string; scheduledAt?: string; approval?: { decidedAt?: string } }

function windowOpens({ state, windowOpenedAt, windowMissed, plannedStart, scheduledAt, approval: round }: Timed): string | undefined {
  return state === 'scheduled' && !windowOpenedAt && !windowMissed ? plannedStart ?? scheduledAt ?? round?.decidedAt : undefined;
}

/** An emergency is made whenever it can be. */
function windowCloses({ state, type, windowMissed, plannedEnd }: Timed): string | undefined {
  return state === 'scheduled' && type !== 'emergency' && !windowMissed ? plannedEnd : undefined;
}

function view({ type, risk, state, assessedAt, windowOpenedAt }: { type?: string; risk?: string; state: string; assessedAt?: string; windowOpenedAt?: string }) {
  return { type: type!, risk: risk!, state, assessed: assessedAt !== undefined, windowOpen: windowOpenedAt !== undefined };
}

function plannedAfter({ metadata }: EventSeen): Readonly<Record<string, string>> {
  return { state: 'scheduled', model: metadata.recordId };
}

function changeBlamed({ data }: EventSeen): string | undefined {
  return /^(?:change\/)?(CHG\d+)$/.exec(data.link?.target ?? '')?.[1];
}

function blamesChange(event: EventSeen): boolean {
  return event.data.link?.type === 'caused-by' && changeBlamed(event) !== undefined;
}
