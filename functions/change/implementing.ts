import type { Command, Who } from '../../shared/record/define.ts';
import { forbidden, invalid, refused, type Refusal } from '../../shared/record/fault.ts';
import { list, longText, optional, ref, type FieldMap } from '../../shared/record/field.ts';
import { hasFailed } from './change-model.ts';
import { blamed } from './incidents.ts';
import { mayClose, needsReview, reviewBy } from './review.ts';

type State = 'scheduled' | 'implement' | 'review' | 'closed';
type Event = 'implementation-started' | 'implemented' | 'failed' | 'incidents-caused' | 'reviewed' | 'review-lapsed' | 'review-overdue' | 'closed' | 'incident-noted' | 'incident-cleared';
type Rule = Command<any, FieldMap, FieldMap, State, Event, any, any>;

/** How a change that may go ahead is implemented, reviewed and closed. */
export const implementing = (doers: readonly Who[]): Record<'implement' | 'complete' | 'review' | 'close' | 'lapseReview' | 'noteIncident' | 'clearIncident', Rule> => ({
  implement: {
    help: 'Begin to change things', from: ['scheduled'], to: 'implement', happened: 'implementation-started', by: ['assignee', 'team', ...doers, 'system'],
    check: ({ record, now, actor }) => record.plannedStart && now < record.plannedStart && record.type !== 'emergency' && !actor.roles.includes('importer')
      ? refused('window-not-open', `It is planned from ${record.plannedStart}.`) : undefined,
    change: ({ record, now }) => ({ startedAt: now, windowOpenedAt: record.windowOpenedAt ?? now, outsideWindow: (record.plannedEnd !== undefined && now >= record.plannedEnd) || undefined }),
  },
  complete: {
    help: 'Implemented, or taken back: say how it went', from: ['implement'], to: 'review', happened: 'implemented', by: ['assignee', 'team', ...doers, 'system'],
    takes: { closureCode: 'required', closureNotes: 'optional' }, asks: { incidents: optional(list(ref('incident'), { max: 20, help: 'Incidents that it caused.' })) },
    check: ({ input }) => input.closureCode !== 'successful' && !input.closureNotes ? invalid([{ pointer: '/closureNotes', code: 'required', detail: `Say what made it ${input.closureCode}.` }]) : undefined,
    change: ({ record, input, asked, now }) => ({ completedAt: now, reviewBy: reviewBy(now), causedIncidents: blamed(record.causedIncidents, asked.incidents) }),
    note: ({ input }) => input.closureNotes as string | undefined,
    also: ({ input, asked }) => failure(input.closureCode as string, asked.incidents),
  },
  review: {
    help: 'Look back on it: what was learnt?', from: ['review'], happened: 'reviewed', by: ['change-manager', 'lead', 'cab', 'manager', 'release-manager', 'importer'],
    takes: { closureCode: 'optional', closureNotes: 'optional' }, asks: { findings: longText({ max: 5000 }), incidents: optional(list(ref('incident'), { max: 20 })) },
    check: ({ record, actor }) => reviewerFits(record, actor),
    change: ({ record, asked, actor, now }) => ({ review: { by: actor.name, at: now, findings: asked.findings }, causedIncidents: blamed(record.causedIncidents, asked.incidents) }),
    note: ({ asked }) => asked.findings,
    also: ({ record, input, asked }) => failure(worse(record, input), asked.incidents),
  },
  close: {
    help: 'Nothing is left to do; with findings it is reviewed in the same step', from: ['review'], to: 'closed', happened: 'closed', by: ['assignee', 'team', ...doers, 'cab', 'system'],
    takes: { closureCode: 'optional', closureNotes: 'optional' }, asks: { findings: optional(longText({ max: 5000 })), incidents: optional(list(ref('incident'), { max: 20 })) },
    check: ({ record, input, asked, actor }) => (asked.findings ? reviewerFits(record, actor) : undefined) ?? (actor.roles.includes('importer') ? undefined : mayClose({ ...record, ...input, review: record.review ?? asked.findings })),
    change: ({ record, asked, actor, now }) => ({ closedAt: now, reviewBy: undefined, causedIncidents: blamed(record.causedIncidents, asked.incidents), ...(asked.findings && { review: { by: actor.name, at: now, findings: asked.findings } }) }),
    note: ({ asked }) => asked.findings,
    also: ({ record, input, asked }) => failure(worse(record, input), asked.incidents),
  },
  lapseReview: {
    help: 'Time for a review is over: close what needs none, and remind of what does', from: ['review'], happened: 'review-lapsed', by: ['system'],
    to: ({ record }) => needsReview(record) ? undefined : 'closed',
    check: ({ record, now }) => (record.reviewBy ?? '~') <= now ? undefined : refused('not-due', `There is time until ${record.reviewBy}.`),
    change: ({ record, now }) => needsReview(record) ? { reviewBy: reviewBy(now) } : { reviewBy: undefined, closedAt: now },
    also: ({ record }) => needsReview(record) ? [{ type: 'review-overdue' }] : [{ type: 'closed' }],
  },
  noteIncident: {
    help: 'An incident was put down to it', from: ['implement', 'review', 'closed', 'scheduled'], happened: 'incident-noted', by: ['system'], visibility: 'internal', asks: { incident: ref('incident') },
    check: ({ record, asked }) => record.causedIncidents?.includes(asked.incident) ? refused('noted-already', `${asked.incident} is noted.`) : undefined,
    change: ({ record, asked }) => ({ causedIncidents: blamed(record.causedIncidents, [asked.incident]) }),
  },
  clearIncident: {
    help: 'An incident was not its doing after all', from: ['implement', 'review', 'closed', 'scheduled'], happened: 'incident-cleared', by: ['system'], visibility: 'internal', asks: { incident: ref('incident') },
    check: ({ record, asked }) => record.causedIncidents?.includes(asked.incident) ? undefined : refused('not-noted', `${asked.incident} is not noted.`),
    change: ({ record, asked }) => ({ causedIncidents: record.causedIncidents?.filter((incident: string) => incident !== asked.incident) }),
  },
});

const reviewerFits = ({ assignee }: { assignee?: string }, actor: { name: string }): Refusal | undefined =>
  assignee === actor.name ? forbidden('separation-of-duties', 'Whoever implemented it does not review it.') : undefined;

/** The closure code that a later look gives it, where it is another. */
const worse = (record: { closureCode?: string }, input: { closureCode?: string }): string | undefined => input.closureCode === record.closureCode ? undefined : input.closureCode;

const failure = (closureCode: string | undefined, incidents: string[] = []) => [
  ...(hasFailed(closureCode) ? [{ type: 'failed' as const, data: { closureCode } }] : []),
  ...(incidents.length > 0 ? [{ type: 'incidents-caused' as const, data: { incidents } }] : []),
];
