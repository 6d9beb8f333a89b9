import { addBusinessDays, always, type BusinessCalendar } from '../../shared/clock/index.ts';
import type { Actor, AnyRecord, Command, Context, Timer, Workflow } from '../../shared/record/define.ts';
import { forbidden, refused, type Refusal } from '../../shared/record/fault.ts';
import { choice, instant, integer, longText, object, optional, ref, text, type FieldMap } from '../../shared/record/field.ts';
import { termsOf } from './terms.ts';

type C = Context<any, any, any, any>;
const names = ['proposeMajor', 'promoteMajor', 'withdrawMajor', 'updateStakeholders', 'askForUpdate', 'missUpdate', 'openReview'] as const;
type Name = (typeof names)[number];
type Event = (typeof majorEvents)[number];
type Rule = Command<any, FieldMap, FieldMap, 'resolved' | 'closed', Event, any, any>;

export const majorEvents = [
  'major-proposed', 'major-declared', 'major-withdrawn', 'stakeholders-updated', 'stakeholder-update-due', 'stakeholder-update-missed', 'review-opened',
] as const;

const reason = () => longText({ max: 2000 });

const statuses = ['proposed', 'declared', 'withdrawn'] as const;

export const majorKept = {
  major: object({
    status: choice(...statuses), reason: reason(), by: text(), at: instant(), commander: optional(ref('person')), communications: optional(ref('person')),
    updates: optional(integer({ help: 'How often stakeholders were told.' })), asked: optional(integer({ help: 'How often an update fell due first.' })), missed: optional(integer({ help: 'How often stakeholders waited in vain.' })),
    reviewBy: optional(instant()),
  }),
  majorStatus: choice(...statuses),
  updateDueAt: instant({ help: 'When stakeholders of the major incident were promised the next update.' }),
  updateOverdue: choice('due', 'missed'),
  lastUpdate: object({ text: longText({ max: 4000 }), audience: optional(text()), by: text(), at: instant() }),
};

/** Of a structure, what lists show and filter by. */
export const majorDerive = { majorStatus: ({ record }: C): (typeof statuses)[number] | undefined => record.major?.status };

/** Minutes between two updates by priority, where the agreement says nothing. */
const everyMinutes: Readonly<Record<number, number>> = { 1: 30, 2: 60 };
const EVERY_MINUTES = 120;
/** After this long without the promised update, whoever declared the incident hears of it. */
const PATIENCE_MINUTES = 15;
/** Business days from resolution to the review, while everybody still remembers. */
const REVIEW_DAYS = 5;

const after = (instantFrom: string, minutes: number): string => new Date(Date.parse(instantFrom) + minutes * 60_000).toISOString();

/** When the next update is promised: as said, as agreed, or by priority. */
const nextUpdate = ({ record, asked, facts, now }: C): string =>
  after(now, asked.nextInMinutes ?? termsOf<any>(facts)?.updateMinutes ?? everyMinutes[record.priority] ?? EVERY_MINUTES);

const isDeclared = ({ major }: AnyRecord): boolean => major?.status === 'declared';
const isRaised = ({ major }: AnyRecord): boolean => ['proposed', 'declared'].includes(major?.status ?? '');
const isUnderWay = (record: AnyRecord): boolean => isDeclared(record) && !['resolved', 'closed', 'canceled'].includes(record.state);
const mustBeDeclared = ({ record }: C): Refusal | undefined => isDeclared(record) ? undefined : refused('no-major-incident', 'It is no major incident.');
const speaksFor = ({ major }: AnyRecord, actor: Actor): boolean => [major?.commander, major?.communications].includes(actor.name) || actor.roles.some((role) => role === 'lead' || role === 'admin');

/** Commands by which an incident becomes a major one, is led, told of, and reviewed. */
export const majorCommands: Readonly<Record<Name, Rule>> = {
  proposeMajor: {
    help: 'Say that this stops the organisation', happened: 'major-proposed', by: ['agent', 'lead', 'operations'],
    asks: { reason: reason() },
    check: ({ record }) => isRaised(record) ? refused('already-proposed', `It is ${record.major!.status} already.`) : undefined, offered: (record) => !isRaised(record),
    change: ({ asked, actor, now }) => ({ major: { status: 'proposed', reason: asked.reason, by: actor.name, at: now } }), note: ({ asked }) => asked.reason,
  },
  promoteMajor: {
    help: 'Declare it a major incident and name who commands', happened: 'major-declared', by: ['lead', 'manager', 'operations'],
    asks: { commander: ref('person'), communications: optional(ref('person')), reason: optional(reason()) },
    offered: (record) => !isDeclared(record),
    check: ({ record, asked }) => isDeclared(record) ? refused('already-declared', 'It is a major incident already.')
      : record.major?.status !== 'proposed' && !asked.reason ? refused('not-proposed', 'Nobody proposed it yet: propose it first, or say why it is one.') : undefined,
    change: (context) => {
      const { record, asked: { commander, communications, reason: why }, actor, now } = context;
      return {
        ...promised(context), major: { reason: why ?? record.major!.reason, by: actor.name, at: now, status: 'declared', commander, communications },
        collaborators: [...new Set([...(record.collaborators ?? []), commander, ...(communications ? [communications] : [])])],
      };
    },
  },
  withdrawMajor: {
    help: 'It is no major incident after all', happened: 'major-withdrawn', by: ['lead', 'manager', 'operations'],
    asks: { reason: reason() },
    check: ({ record }) => isRaised(record) ? undefined : refused('no-major-incident', 'It is no major incident.'), offered: isRaised,
    change: ({ record, asked }) => ({ major: { ...record.major, status: 'withdrawn', reason: asked.reason }, updateDueAt: undefined, updateOverdue: undefined }), note: ({ asked }) => asked.reason,
  },
  updateStakeholders: {
    help: 'Tell everybody concerned how the major incident stands, and when they hear more', happened: 'stakeholders-updated', by: ['lead', 'collaborator'],
    asks: {
      text: longText({ max: 4000 }), audience: optional(text({ help: 'Whom it speaks to, such as all guests or the management.' })),
      nextInMinutes: optional(integer({ min: 5, max: 1440, help: 'Until the next update; as agreed when left out.' })),
    },
    offered: (record, actor) => isDeclared(record) && speaksFor(record, actor),
    check: (context) => mustBeDeclared(context) ?? (speaksFor(context.record, context.actor) ? undefined : forbidden('not-yours-to-tell', 'Updates are given by the commander, communications or a team lead.')),
    change: (context) => {
      const { record, asked, actor, now } = context;
      return { ...promised(context), major: counted(record, 'updates'), lastUpdate: { text: asked.text, ...(asked.audience && { audience: asked.audience }), by: actor.name, at: now } };
    },
    note: ({ asked }) => asked.text,
  },
  askForUpdate: {
    help: 'The promised update has fallen due', happened: 'stakeholder-update-due', by: ['system'], visibility: 'internal',
    check: ({ record, now }) => isUpdateDue(record) && record.updateDueAt <= now ? undefined : refused('not-due', 'No update is due.'),
    change: ({ record }) => ({ updateOverdue: 'due', major: counted(record, 'asked') }),
  },
  missUpdate: {
    help: 'The promised update was not given in time', happened: 'stakeholder-update-missed', by: ['system'], visibility: 'internal',
    check: ({ record, now }) => missedAt(record) !== undefined && missedAt(record)! <= now ? undefined : refused('not-due', 'No update is missed.'),
    change: ({ record }) => ({ updateOverdue: 'missed', major: counted(record, 'missed') }),
  },
  openReview: {
    help: 'Ask for a post-incident review', from: ['resolved', 'closed'], happened: 'review-opened', by: ['lead', 'manager', 'system'], visibility: 'internal',
    offered: (record) => isDeclared(record) && !record.major.reviewBy,
    check: (context) => mustBeDeclared(context) ?? (context.record.major.reviewBy ? refused('review-opened-already', 'There is a review already.') : undefined),
    change: ({ record, facts, now }) => ({
      major: { ...record.major, reviewBy: addBusinessDays((termsOf<any>(facts)?.calendar as BusinessCalendar | undefined) ?? always, now, REVIEW_DAYS) },
    }),
  },
};

const promised = (context: C): object => ({ updateDueAt: nextUpdate(context), updateOverdue: undefined });

/** An event tells of what changed, so the count is also what makes it say who commands. */
const counted = ({ major }: AnyRecord, what: 'updates' | 'asked' | 'missed'): object => ({ ...major, [what]: (major[what] ?? 0) + 1 });

const isUpdateDue = (record: AnyRecord): boolean => isUnderWay(record) && !record.updateOverdue && record.updateDueAt !== undefined;
const missedAt = (record: AnyRecord): string | undefined => isUnderWay(record) && record.updateOverdue === 'due' ? after(record.updateDueAt, PATIENCE_MINUTES) : undefined;

export const majorTimers: Readonly<Record<string, Timer<any, Name>>> = {
  stakeholderUpdateDue: { help: 'Stakeholders wait for an update', at: (record) => isUpdateDue(record) ? record.updateDueAt : undefined, run: 'askForUpdate' },
  stakeholderUpdateMissed: { help: 'Nobody told the stakeholders', at: missedAt, run: 'missUpdate' },
};

type Outcome = { outcome: string } | undefined;
const ended = (record: AnyRecord): Outcome =>
  !isDeclared(record) || record.state === 'canceled' ? { outcome: 'withdrawn' } : isUnderWay(record) ? undefined : { outcome: 'resolved' };

/** The machine of a major incident: updates until it is resolved, then a review. */
export const majorWorkflows: Readonly<Record<'major-incident', Workflow<any> & { readonly startsOn: 'incident.major-declared' }>> = {
  'major-incident': {
    help: 'Keeps stakeholders told until a major incident is resolved, and has it reviewed', startsOn: 'incident.major-declared',
    name: ({ metadata }) => `major-${metadata.tenant}-${metadata.recordId}-v${metadata.recordVersion}`,
    view: ({ state, major, updateOverdue }) => ({ state, major: major?.status, updateOverdue }),
    waits: {
      'update-due': (record) => ended(record) ?? (record.updateOverdue && { outcome: 'due' }),
      'update-given': (record) => ended(record) ?? (!record.updateOverdue && { outcome: 'given' }),
      closed: (record) => isUnderWay(record) ? { outcome: 'reopened' } : (record.state !== 'resolved' || !isDeclared(record)) && { outcome: 'closed' },
    },
  },
};
