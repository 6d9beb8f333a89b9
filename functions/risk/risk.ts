import { defineRecord, lookup } from '../../shared/record/define.ts';
import { invalid, refused } from '../../shared/record/fault.ts';
import { choice, date, flag, instant, integer, longText, object, optional, ref, text } from '../../shared/record/field.ts';
import { onceAt, tell, told } from '../../shared/record/presets/register.ts';
import { appetiteFor, exceedsAppetite, managerAboveAppetite } from './accepting.ts';
import { formula, impacts, likelihoods, MOST, proximities, scoreOf } from './exposure.ts';
import { profile } from './profile.ts';
import { nextReview } from './reviewing.ts';
import { fitsKind, residualFits, residualOf, responses } from './treatment.ts';

const score = (help: string) => integer({ min: 1, max: MOST, help });
const borne = { threat: integer(), opportunity: integer() };
const reason = longText({ max: 2000 });
const staff = ['agent', 'lead', 'security', 'operations', 'change-manager', 'release-manager', 'manager'] as const;

/** An uncertain event that would harm (threat) or help (opportunity) the organisation's objectives. */
export const risk = defineRecord({
  name: 'risk', practice: 'risk', family: 'general', route: 'risks', prefix: 'RSK',
  help: 'An uncertain event that would harm (threat) or help (opportunity) the organisation.',
  fields: {
    title: text({ help: 'What may happen, and what would come of it?' }),
    description: optional(longText({ help: 'Its cause, the event, and its effect.' })),
    kind: choice('threat', 'opportunity'),
    category: optional(ref('risk-appetite', {}, { help: 'Whose appetite counts; the one named `default` when left out.' })),
    owner: ref('person', {}, { help: 'Who answers for it.' }),
    service: optional(ref('service')),
  },
  kept: {
    likelihood: choice(...likelihoods), impact: choice(...impacts), proximity: choice(...proximities),
    score: score(`Before treatment. ${formula}.`),
    response: choice(...responses.threat, 'exploit', 'enhance'),
    treatment: longText({ max: 4000, help: 'What is done about it.' }),
    treatmentOwner: ref('person'), treatmentDue: date(),
    residualLikelihood: choice(...likelihoods), residualImpact: choice(...impacts), residualProximity: choice(...proximities),
    residualScore: score(`After treatment. ${formula}.`),
    exposure: score('The score that counts now: what treatment left, or before treatment the whole.'),
    appetite: integer({ max: MOST, help: 'The highest exposure that needs no manager, for its category and kind.' }),
    aboveAppetite: flag(),
    acceptance: object({ by: text(), at: instant(), reason, exposure: integer(), appetite: integer() }),
    outcome: choice('occurred', 'passed', 'removed', 'duplicate'),
    reviewedAt: instant(), reviewDue: date(), closedAt: instant(),
    told: told('reviewDue', 'treatmentDue'),
  },
  fixed: { kind: 'a threat and an opportunity are assessed and treated in other ways; close it and make another.' },
  states: ['open', 'assessed', 'treated', 'accepted', 'closed'], done: ['closed'],
  events: ['assessed', 'treatment-planned', 'treated', 'accepted', 'reviewed', 'closed', 'review-due', 'treatment-due'],
  lookups: {
    own: lookup('risk-appetite', 'covers', { by: ({ category }) => category ? [category] : undefined, pick: borne }),
    standing: lookup('risk-appetite', 'covers', { by: () => ['default'], pick: borne }),
  },
  derive: {
    score: ({ record }) => scoreOf(record),
    residualScore: ({ record }) => scoreOf(residualOf(record)),
    exposure: ({ record }) => record.residualScore ?? record.score,
    appetite: ({ record, facts }) => appetiteFor(record.kind, facts),
    aboveAppetite: ({ record }) => exceedsAppetite(record) || undefined,
  },
  create: { by: [...staff, 'system', 'importer'] },
  update: {
    by: [...staff, 'system', 'importer'],
    // What was accepted under one appetite must not slip under a narrower one.
    check: ({ record, input, facts, actor }) => record.state === 'accepted' && 'category' in input
      ? managerAboveAppetite({ ...record, appetite: appetiteFor(record.kind, facts) }, actor) : undefined,
  },
  comment: { by: [...staff, 'watcher', 'system', 'importer'] },
  commands: {
    assess: {
      help: 'Estimate how likely, how bad (or good) and how soon; what was decided before has to be decided anew', from: ['open', 'assessed', 'treated', 'accepted'], to: 'assessed', happened: 'assessed', by: [...staff, 'importer'],
      takes: { likelihood: 'required', impact: 'required', proximity: 'required' }, asks: { reason: optional(reason) },
      change: ({ input, now }) => ({
        residualLikelihood: undefined, residualImpact: undefined, residualProximity: undefined, acceptance: undefined,
        reviewedAt: now, reviewDue: nextReview(scoreOf(input)!, now),
      }),
      note: ({ asked }) => asked.reason,
    },
    plan: {
      help: 'Say what is done about it, by whom and by when', from: ['assessed'], happened: 'treatment-planned', by: [...staff, 'importer'],
      takes: { response: 'required', treatment: 'required', treatmentOwner: 'required', treatmentDue: 'required' },
      check: ({ record, input, now, actor }) => actor.roles.includes('importer') ? undefined : fitsKind({ kind: record.kind, response: input.response, due: input.treatmentDue, today: now.slice(0, 10) }),
    },
    treat: {
      help: 'The treatment is done: estimate what is left', from: ['assessed'], to: 'treated', happened: 'treated', by: [...staff, 'importer'],
      takes: { residualLikelihood: 'required', residualImpact: 'required', residualProximity: 'required' }, asks: { result: longText({ max: 2000, help: 'What was done' }) },
      check: ({ record, input }) => record.treatment
        ? residualFits({ kind: record.kind, score: record.score!, residual: scoreOf(residualOf(input))! })
        : refused('no-treatment-planned', 'Plan a treatment with an owner and a date first, or accept the risk as it is.'),
      note: ({ asked }) => asked.result,
    },
    accept: {
      help: 'Bear what is left; above the appetite of its category only a manager can', from: ['assessed', 'treated'], to: 'accepted', happened: 'accepted', by: ['lead', 'manager', 'importer'],
      asks: { reason },
      check: ({ record, facts, actor }) => actor.roles.includes('importer') ? undefined : managerAboveAppetite({ ...record, appetite: appetiteFor(record.kind, facts) }, actor),
      change: ({ record, asked, actor, now, facts }) => ({ acceptance: { by: actor.name, at: now, reason: asked.reason, exposure: record.exposure!, appetite: appetiteFor(record.kind, facts) } }),
      note: ({ asked }) => asked.reason,
    },
    review: {
      help: 'Looked at again, and the estimate still holds; otherwise assess it', from: ['assessed', 'treated', 'accepted'], happened: 'reviewed', by: [...staff, 'importer'],
      takes: { reviewDue: 'optional' }, asks: { findings: longText({ max: 2000 }) },
      check: ({ input, now }) => input.reviewDue && input.reviewDue <= now.slice(0, 10)
        ? invalid([{ pointer: '/reviewDue', code: 'in-the-past', detail: 'The next review must lie ahead.' }]) : undefined,
      change: ({ record, input, now }) => ({ reviewedAt: now, reviewDue: input.reviewDue ?? nextReview(record.exposure!, now) }),
      note: ({ asked }) => asked.findings,
    },
    close: {
      help: 'It happened, or no longer can', happened: 'closed', to: 'closed', by: ['lead', 'manager', 'importer'],
      takes: { outcome: 'required' }, asks: { reason },
      change: ({ now }) => ({ closedAt: now }),
      note: ({ asked }) => asked.reason,
    },
    tellReview: tell({ date: 'reviewDue', happened: 'review-due', help: 'Say that a review is due' }),
    tellTreatment: tell({ date: 'treatmentDue', unless: isTreated, happened: 'treatment-due', help: 'Say that the treatment should be done by now' }),
  },
  timers: {
    review: { help: 'Nobody looked at it for long', at: onceAt('reviewDue', isClosed), run: 'tellReview' },
    treatment: { help: 'The treatment should be done by now', at: onceAt('treatmentDue', isTreated), run: 'tellTreatment' },
  },
  lists: { byState: { by: 'state' }, byCategory: { by: 'category' }, byOwner: { by: 'owner' }, byTreatmentOwner: { by: 'treatmentOwner' }, byService: { by: 'service' } },
  summary: [
    'title', 'kind', 'category', 'owner', 'service', 'likelihood', 'impact', 'proximity', 'score', 'residualLikelihood', 'residualImpact', 'residualScore', 'exposure',
    'appetite', 'aboveAppetite', 'response', 'treatmentOwner', 'treatmentDue', 'reviewDue', 'outcome',
  ],
  searched: ['title', 'description', 'treatment'],
  queries: { profile },
  reactions: {
    appetiteStated: { on: 'risk-appetite.created', help: 'Weigh open risks against the appetite stated for them', find: { list: weighedBy }, run: 'touch' },
    appetiteChanged: { on: 'risk-appetite.updated', help: 'Weigh open risks against the changed appetite', find: { list: weighedBy }, run: 'touch' },
    appetiteRetired: { on: 'risk-appetite.retired', help: 'Weigh open risks against the default', find: { list: weighedBy }, run: 'touch' },
  },
});

function isClosed({ state }: { state: string }): boolean {
  return state === 'closed';
}

function isTreated({ state }: { state: string }): boolean {
  return state !== 'assessed';
}

/** The open risks that an appetite is for; the default may be that of any. */
function weighedBy({ metadata: { recordId } }: { metadata: { recordId: string } }): Record<string, string> {
  return { state: 'open,assessed,treated,accepted', ...(recordId !== 'default' && { category: recordId }) };
}
