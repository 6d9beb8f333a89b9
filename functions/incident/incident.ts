import { always, parseDuration } from '../../shared/clock/index.ts';
import { defineRecord, lookup, type EventSeen } from '../../shared/record/define.ts';
import { forbidden, refused } from '../../shared/record/fault.ts';
import { choice, flag, instant, integer, internal, json, list, longText, optional, ref, text } from '../../shared/record/field.ts';
import { isStaff } from '../../shared/record/policy.ts';
import {
  assigneeFits, assignment, assignmentDerive, assignmentEvents, assignmentFields, assignmentFixed, assignmentKept, nothingPends, notWhilePending,
} from '../../shared/record/presets/assignment.ts';
import { hasLeft } from '../../shared/record/presets/availability.ts';
import { ownReport } from '../../shared/record/presets/own-report.ts';
import { handovers } from './handovers.ts';
import { majorCommands, majorDerive, majorEvents, majorKept, majorTimers, majorWorkflows } from './major.ts';
import { basePriorityOf, priorityOf, type Matrix } from './priority.ts';
import { autoCloseAt, withinReopenWindow } from './reopening.ts';
import { rate, ratingKept } from './rating.ts';
import { routeOf } from './routing.ts';
import { reviews } from './reviews.ts';
import { incidentVisible, isSecurityIncident } from './security.ts';
import { duplicates, similar } from './similar.ts';
import { bySkill } from './skill-routing.ts';
import { termsOf } from './terms.ts';
import { told } from './told.ts';

const level = () => choice('high', 'medium', 'low');
const working = ['in-progress', 'on-hold'] as const;

/** What incidents look up of an agreement. */
const agreed = {
  calendar: optional(json<import('../../shared/clock/calendar.ts').BusinessCalendar>(() => [])),
  targets: optional(json<Readonly<Record<string, { response?: string; resolution?: string; calendar?: 'agreed' | 'always' }>>>(() => [])),
  warnAt: optional(list(integer())), autoCloseDays: optional(integer()), reopenDays: optional(integer()), maxTransfers: optional(integer()), updateMinutes: optional(integer()),
};

/** An unplanned interruption to a service, or a drop in its quality. */
export const incident = defineRecord({
  name: 'incident', practice: 'incident', family: 'service', route: 'incidents', prefix: 'INC',
  help: 'An unplanned interruption to a service, or a drop in its quality.',
  fields: {
    title: text({ help: 'In a few words: what does not work?' }),
    description: optional(longText()),
    requester: ref('person', { vip: optional(flag()), organisation: optional(text()) }, { help: 'Who is affected; whoever reports it unless named.' }),
    service: optional(ref('service', { supportTeam: optional(ref('team')), routes: optional(json<{ category: string; team: string; skill?: string }[]>(() => [])) })),
    category: optional(text({ max: 80 })),
    impact: optional(level(), { help: 'How many people or how much business it touches; medium when left out.' }),
    urgency: optional(level(), { help: 'How long it can wait; medium when left out.' }),
    channel: optional(choice('portal', 'email', 'phone', 'chat', 'walk-in', 'api', 'monitoring')),
    ...assignmentFields,
  },
  kept: {
    ...assignmentKept,
    priority: integer({ min: 1, max: 5 }),
    basePriority: integer({ min: 1, max: 5 }),
    priorityReason: text(),
    organisation: text(),
    skill: text(),
    pingPong: internal(flag()),
    holdReason: choice('caller', 'vendor', 'change', 'problem'),
    resolution: longText(),
    resolutionCode: text({ max: 64, help: 'How it was solved, such as fixed, workaround, duplicate, no-fault-found.' }),
    firstRespondedAt: instant(), resolvedAt: instant(), closedAt: instant(), autoCloseAt: instant(),
    reopenCount: integer(), ...ratingKept,
    externalNumber: text({ max: 64 }),
    security: flag(), declassified: flag(),
    collaborators: list(ref('person'), { max: 30 }),
    ...majorKept,
  },
  fixed: { ...assignmentFixed },
  states: ['new', 'assigned', ...working, 'resolved', 'closed', 'canceled'],
  initial: ({ record }) => record.assignee ? 'assigned' : 'new',
  done: ['resolved', 'closed', 'canceled'],
  events: [
    ...assignmentEvents, 'started', 'held', 'resumed', 'requeued', 'resolved', 'reopened', 'closed', 'canceled', 'declassified', 'collaborator-invited', 'collaborator-left',
    ...majorEvents, 'replied-after-closing', 'children-to-resolve', 'rated',
  ],
  lookups: {
    agreement: lookup('agreement', 'covers', { by: ({ service }) => service ? ['SLA', service] : undefined, pick: agreed }),
    standing: lookup('agreement', 'covers', { by: () => ['SLA', '*'], pick: agreed }),
    underpinning: lookup('agreement', 'covers', { by: ({ service }) => service ? ['UC', service] : undefined, pick: agreed }),
    fallback: lookup('team', 'fallback', { by: () => ['default'], pick: { name: text() } }),
    matrix: lookup('priority-matrix', 'inForce', { by: () => ['default'], pick: { high: json<object>(() => []), medium: json<object>(() => []), low: json<object>(() => []) } }),
  },
  derive: {
    ...assignmentDerive, ...majorDerive,
    organisation: ({ record, refs }) => refs.requester?.organisation ?? record.organisation,
    basePriority: ({ record, facts }) => basePriorityOf({ impact: record.impact ?? 'medium', urgency: record.urgency ?? 'medium', matrix: facts.matrix as Matrix | undefined }),
    priority: ({ record, refs }) => priorityOf(record.basePriority!, refs.requester?.vip ?? false),
    priorityReason: ({ record }) => record.priority === record.basePriority ? undefined : 'VIP requester',
    // Wherever it goes from there, by transfer as by an answer, it no longer waits.
    holdReason: ({ record }) => record.state === 'on-hold' ? record.holdReason : undefined,
    security: ({ record, refs }) => isSecurityIncident(record, refs.team?.purpose),
    pingPong: ({ record }) => record.pingPong || (record.handover?.outcome !== 'rejected' && record.teamsHad?.includes(record.team ?? '')) || undefined,
  },
  create: {
    by: ['anyone'],
    check: (context) => ownReport(context) ?? assigneeFits(context),
    // An import brings along where it was, even if that was nowhere.
    change: ({ input, refs, facts, actor }) => ({
      impact: input.impact ?? 'medium', urgency: input.urgency ?? 'medium', reassignmentCount: 0, transferCount: 0, reopenCount: 0,
      ...(input.team ? {} : input.assignee ? { team: refs.assignee?.team } : routeOf(refs.service, input.category, actor.roles.includes('importer') ? undefined : facts.fallback?.name)),
    }),
  },
  update: {
    by: ['agent', 'lead', 'requester', 'system', 'importer'], from: ['new', 'assigned', ...working, 'resolved'],
    check: ({ input, actor }) => isStaff(actor) || Object.keys(input).every((name) => name === 'title' || name === 'description')
      ? undefined : forbidden('staff-only', 'You can change title and description; say the rest in a comment.'),
  },
  comment: {
    by: ['agent', 'lead', 'operations', 'security', 'change-manager', 'manager', 'requester', 'assignee', 'collaborator', 'watcher', 'system', 'importer'],
    to: ({ record, actor }) => repliesToHold(record, actor.name) ? 'in-progress' : undefined,
    change: ({ record, actor, now, asked }) => ({
      ...(isStaff(actor) && actor.name !== record.requester && asked.visibility !== 'internal' && { firstRespondedAt: record.firstRespondedAt ?? now }),
    }),
    also: ({ record, actor, asked }) => record.state === 'closed' && record.requester === actor.name ? [{ type: 'replied-after-closing', data: { text: asked.text, requester: record.requester, service: record.service, title: record.title, security: record.security } }] : [],
  },
  commands: {
    ...assignment({ fresh: 'new', owned: 'assigned', working }),
    start: {
      help: 'Begin to work on it', from: ['assigned'], to: 'in-progress', happened: 'started', by: ['agent', 'lead', 'assignee', 'importer'],
      check: notWhilePending, offered: nothingPends,
      change: ({ record, actor, now }) => ({ firstRespondedAt: record.firstRespondedAt ?? now, ...(!actor.roles.includes('importer') && { assignee: record.assignee ?? actor.name }) }),
    },
    hold: {
      help: 'Wait for somebody else; the clocks pause', from: ['assigned', 'in-progress'], to: 'on-hold', happened: 'held', by: ['agent', 'lead', 'assignee', 'importer'],
      asks: { reason: choice('caller', 'vendor', 'change', 'problem'), note: longText({ max: 2000, help: 'What you wait for' }) },
      check: notWhilePending, offered: nothingPends,
      change: ({ asked }) => ({ holdReason: asked.reason }),
      note: ({ asked }) => asked.note,
    },
    resume: {
      help: 'Go on working; the clocks run again', from: ['on-hold'], to: 'in-progress', happened: 'resumed', by: ['agent', 'lead', 'assignee', 'system', 'importer'],
    },
    resolve: {
      help: 'The service works again', from: ['new', 'assigned', ...working], to: 'resolved', happened: 'resolved', by: ['agent', 'lead', 'assignee', 'system', 'importer'],
      takes: { resolution: 'required', resolutionCode: 'required' }, asks: { withChildren: optional(flag({ help: 'Resolve its open child incidents in the same way' })) },
      check: notWhilePending, offered: nothingPends,
      change: ({ record, input, actor, now, facts }) => {
        const resolvedAt = input.resolvedAt ?? now;
        const terms = termsOf(facts);
        const imported = actor.roles.includes('importer');
        const byPerson = !imported && !actor.roles.includes('system');
        return {
          resolvedAt, firstRespondedAt: record.firstRespondedAt ?? now,
          // What another system resolved is closed by that system's word, and not by the first sweep after an import.
          ...(!imported && { autoCloseAt: autoCloseAt({ calendar: terms?.calendar ?? always, resolvedAt, days: terms?.autoCloseDays }) }),
          ...(byPerson && { assignee: record.assignee ?? actor.name, team: record.team ?? actor.profile?.team }),
        };
      },
      note: ({ input }) => input.resolution,
      also: ({ asked, input }) => asked.withChildren ? [{ type: 'children-to-resolve', data: { resolution: input.resolution, resolutionCode: input.resolutionCode } }] : [],
    },
    requeue: {
      help: 'Another system put it back among the new ones', from: ['assigned', ...working], to: 'new', happened: 'requeued', by: ['importer'],
    },
    reopen: {
      help: 'It is not solved after all', from: ['resolved'], to: 'assigned', happened: 'reopened', by: ['requester', 'agent', 'lead', 'importer'],
      asks: { reason: longText({ max: 2000 }) },
      check: ({ record, actor, now, facts }) => actor.roles.includes('importer') ? undefined
        : withinReopenWindow({ resolvedAt: record.resolvedAt, now, days: termsOf(facts)?.reopenDays }),
      change: ({ record, refs, actor }) => ({
        ...(hasLeft(refs.assignee) && !actor.roles.includes('importer') && { assignee: undefined }),
        reopenCount: (record.reopenCount ?? 0) + 1, resolvedAt: undefined, autoCloseAt: undefined, resolution: undefined, resolutionCode: undefined, rating: undefined,
      }),
      note: ({ asked }) => asked.reason,
    },
    close: {
      help: 'Confirm that it is solved', from: ['resolved'], to: 'closed', happened: 'closed', by: ['requester', 'agent', 'lead', 'system', 'importer'],
      change: ({ input, now }) => ({ closedAt: input.closedAt ?? now, autoCloseAt: undefined }),
    },
    rate,
    cancel: {
      help: 'Reported in error, or no longer wanted', from: ['new', 'assigned', ...working], to: 'canceled', happened: 'canceled', by: ['requester', 'agent', 'lead', 'importer'],
      asks: { reason: longText({ max: 2000 }) },
      offered: mayCancel, check: ({ record, actor }) => mayCancel(record, actor) ? undefined : refused('being-worked-on', 'Somebody works on it; ask them in a comment.'),
      change: ({ input, now }) => ({ closedAt: input.closedAt ?? now }),
      note: ({ asked }) => asked.reason,
    },
    invite: {
      help: 'Ask somebody to join in without handing it over (swarming)', happened: 'collaborator-invited', by: ['agent', 'lead', 'assignee'], visibility: 'internal',
      asks: { person: ref('person') },
      change: ({ record, asked }) => ({ collaborators: [...new Set([...(record.collaborators ?? []), asked.person])] }),
    },
    leave: {
      help: 'No longer take part', happened: 'collaborator-left', by: ['collaborator'], visibility: 'internal',
      change: ({ record, actor }) => ({ collaborators: record.collaborators?.filter((name) => name !== actor.name) }),
    },
    declassify: {
      help: 'It is no security incident after all', from: ['new', 'assigned', ...working, 'resolved', 'closed', 'canceled'], happened: 'declassified', by: ['security'], visibility: 'internal',
      asks: { reason: longText({ max: 2000 }) }, offered: ({ security }) => security === true, check: ({ record }) => record.security ? undefined : refused('no-security-incident', 'It is no security incident.'),
      change: () => ({ declassified: true }), note: ({ asked }) => asked.reason,
    },
    ...majorCommands,
  },
  clocks: {
    response: {
      help: 'Until somebody works on it or answers the requester', runsIn: ['new', 'assigned', 'in-progress'], pausesIn: ['on-hold'],
      pauseReason: ({ holdReason }) => holdReason, done: ({ firstRespondedAt }) => firstRespondedAt !== undefined,
      target: ({ record, facts }) => seconds(termsOf(facts)?.targets?.[record.priority!]?.response), warnAt,
    },
    resolution: {
      help: 'Until the service works again', runsIn: ['new', 'assigned', 'in-progress'], pausesIn: ['on-hold'], pauseReason: ({ holdReason }) => holdReason,
      target: ({ record, facts }) => seconds(termsOf(facts)?.targets?.[record.priority!]?.resolution), warnAt,
    },
    vendor: {
      help: 'How long a vendor may take, by the underpinning contract', runsIn: ['on-hold'], fromFirstRun: true, done: ({ holdReason }) => holdReason !== 'vendor',
      target: ({ record, facts }) => seconds(facts.underpinning?.targets?.[record.priority!]?.resolution),
    },
  },
  calendar: ({ record, facts }) => {
    const terms = termsOf(facts);
    return terms?.targets?.[record.priority!]?.calendar === 'always' ? always : terms?.calendar;
  },
  timers: {
    autoClose: { help: 'Nobody objected to the resolution', at: ({ state, autoCloseAt: at }) => state === 'resolved' ? at : undefined, run: 'close' },
    ...majorTimers,
  },
  workflows: majorWorkflows,
  unique: { externalNumber: { by: ({ externalNumber }) => externalNumber ? [externalNumber] : undefined, help: 'There is an incident with this external number already.' } },
  lists: {
    byState: { by: 'state' }, byTeam: { by: 'team', queue: true }, byAssignee: { by: 'assignee', queue: true }, byRequester: { by: 'requester' }, byService: { by: 'service' },
  },
  summary: [
    'title', 'requester', 'organisation', 'service', 'category', 'impact', 'urgency', 'priority', 'team', 'assignee', 'escalatedTo', 'holdReason', 'security', 'collaborators',
    'reassignmentCount', 'transferCount', 'pingPong', 'reopenCount', 'rating', 'resolvedAt', 'closedAt', 'externalNumber', 'updateDueAt', 'updateOverdue', 'handoverOutcome', 'majorStatus',
  ],
  searched: ['title', 'description', 'category', 'resolution', 'externalNumber'],
  queries: { duplicates, similar, told, handovers, reviews },
  reactions: {
    causedByChange: {
      on: 'change.incidents-caused', help: 'A change that did not go well says what it caused', find: { named: ({ data }) => data.incidents }, run: 'link',
      with: ({ metadata }) => ({ type: 'caused-by', target: metadata.recordId }),
    },
    routeBySkill: {
      on: 'incident.created', help: 'Whoever of the team has the skill that its category needs', when: ({ data, metadata }) => data.record.skill && data.record.team && !data.record.assignee && !metadata.replay,
      find: { self: true }, run: 'assign', reads: ['person'], with: bySkill,
    },
    resolveChildren: {
      on: 'incident.children-to-resolve', help: 'Resolving a parent resolves its open children where asked', find: { linked: 'child-of', end: 'target' }, run: 'resolve',
      with: ({ data }) => ({ resolution: data.resolution, resolutionCode: data.resolutionCode }),
    },
    retargetOnActivation: { on: 'agreement.activated', help: 'What was agreed counts for what is open', find: { list: coveredBy }, run: 'touch' },
    retargetOnUpdate: { on: 'agreement.updated', help: 'What was agreed counts for what is open', when: ({ data }) => data.state === 'active', find: { list: coveredBy }, run: 'touch' },
    retargetOnEnd: { on: 'agreement.ended', help: 'What was agreed otherwise counts again', find: { list: coveredBy }, run: 'touch' },
    reprioritise: { on: 'priority-matrix.updated', ...matrixCounts() },
    reprioritiseByNew: { on: 'priority-matrix.created', ...matrixCounts() },
    reprioritiseByStandard: { on: 'priority-matrix.retired', ...matrixCounts() },
    replyAfterClosing: {
      on: 'incident.replied-after-closing', help: 'A reply to what is closed makes a new incident', find: { create: true }, run: 'create',
      with: ({ data, metadata }) => ({ title: `Re: ${data.title}`.slice(0, 200), description: `${data.text}\n\n(Reply to ${metadata.recordId}, which is closed.)`.slice(0, 10_000), requester: data.requester, service: data.service, ...(data.security && { category: 'security' }) }),
      link: ({ metadata }) => ({ type: 'relates-to', target: metadata.recordId }),
    },
  },
  visible: incidentVisible,
});

/** Open incidents that an agreement speaks of; one without a service speaks of all that have none of their own. */
function coveredBy({ data }: EventSeen): Readonly<Record<string, string>> {
  return { state: ['new', 'assigned', ...working].join(','), ...(data.record.service && { service: data.record.service }) };
}

/** Staff at any time; who reported it, as long as nobody works on it. */
function mayCancel({ state }: { state: string }, actor: Parameters<typeof isStaff>[0]): boolean {
  return isStaff(actor) || ['new', 'assigned'].includes(state);
}

function matrixCounts() {
  return { help: 'Another matrix counts for what is open', when: ({ metadata }: EventSeen) => metadata.recordId === 'default', find: { list: coveredBy }, run: 'touch' as const };
}

const repliesToHold = (record: { state: string; holdReason?: string; requester: string }, actor: string): boolean =>
  record.state === 'on-hold' && record.holdReason === 'caller' && record.requester === actor;

function warnAt({ facts }: { facts: { agreement?: { warnAt?: number[] }; standing?: { warnAt?: number[] } } }): number[] | undefined {
  const terms = termsOf(facts);
  return terms && (terms.warnAt ?? [75]);
}

const seconds = (duration: string | undefined): number | undefined => duration === undefined ? undefined : parseDuration(duration);
