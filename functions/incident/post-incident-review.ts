import { defineRecord } from '../../shared/record/define.ts';
import { date, flag, instant, list, longText, object, optional, ref, text } from '../../shared/record/field.ts';
import { isStaff, related } from '../../shared/record/policy.ts';

const writers = ['owner', 'lead', 'manager'] as const;

/** What is learnt from a major incident once the service works again. */
export const postIncidentReview = defineRecord({
  name: 'post-incident-review', practice: 'incident', family: 'service', route: 'post-incident-reviews', prefix: 'PIR',
  help: 'What is learnt from a major incident once the service works again.',
  fields: {
    title: text(),
    incident: ref('incident', { security: optional(flag()) }),
    owner: optional(ref('person'), { help: 'Who writes it: the incident commander unless another is named.' }),
    reviewBy: optional(instant()),
    timeline: optional(longText({ help: 'What happened when, as far as the timeline of the incident does not say.' })),
    impact: optional(longText()),
    wentWell: optional(longText()),
  },
  kept: {
    security: flag(),
    causes: longText(),
    actions: list(object({ what: text({ max: 500 }), owner: optional(ref('person')), due: optional(date()) }), { max: 30 }),
    remindedAt: instant(), completedAt: instant(),
  },
  fixed: { incident: 'a review is of one incident; open another.' },
  states: ['open', 'completed'], done: ['completed'],
  events: ['review-requested', 'review-overdue', 'completed'],
  derive: { security: ({ refs }) => refs.incident?.security || undefined },
  create: { by: ['lead', 'manager', 'system'] },
  update: { by: writers },
  comment: { by: ['agent', 'lead', 'manager', 'operations', 'security', 'owner'] },
  commands: {
    complete: {
      help: 'Say what caused it and what is done about it', from: ['open'], to: 'completed', happened: 'completed', by: writers,
      takes: { timeline: 'required', causes: 'required', actions: 'required', impact: 'optional', wentWell: 'optional' },
      change: ({ now }) => ({ completedAt: now }),
    },
    remind: {
      help: 'It should have been completed', from: ['open'], happened: 'review-overdue', by: ['system'], visibility: 'internal',
      change: ({ now }) => ({ remindedAt: now }),
    },
    request: {
      help: 'Ask its owner to write it', from: ['open'], happened: 'review-requested', by: ['lead', 'manager', 'system'], visibility: 'internal',
      takes: { owner: 'optional', reviewBy: 'optional' }, change: () => ({ remindedAt: undefined }),
    },
  },
  timers: { overdue: { help: 'The review is overdue', at: ({ state, reviewBy, remindedAt }) => state === 'open' && !remindedAt ? reviewBy : undefined, run: 'remind' } },
  lists: { byState: { by: 'state' }, byOwner: { by: 'owner', queue: true }, byIncident: { by: 'incident' } },
  summary: ['title', 'incident', 'owner', 'reviewBy', 'security', 'completedAt'],
  searched: ['title', 'causes'],
  reactions: {
    openWithIncident: {
      on: 'incident.review-opened', help: 'Every major incident is reviewed', find: { create: true }, run: 'create',
      with: ({ metadata, data: { record: { title, major } } }) => ({ title: `Review of ${metadata.recordId} ${title}`.slice(0, 200), incident: metadata.recordId, owner: major.commander, reviewBy: major.reviewBy }),
      link: ({ metadata }) => ({ type: 'relates-to', target: metadata.recordId }),
    },
    requestOnCreation: { on: 'post-incident-review.created', help: 'Its owner is told', when: ({ data }) => data.record.owner !== undefined, find: { self: true }, run: 'request' },
  },
  visible: (record, actor) => record.security ? actor.roles.includes('security') || record.owner === actor.name : isStaff(actor) || related(actor, record),
});
