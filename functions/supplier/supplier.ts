import { defineRecord } from '../../shared/record/define.ts';
import { invalid } from '../../shared/record/fault.ts';
import { choice, date, decimal, email, flag, instant, list, longText, object, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { onceAt, tell, told } from '../../shared/record/presets/register.ts';
import { concentration } from './concentration.ts';
import { dependants } from './dependants.ts';
import { averageOf, monthsToReview, scorecard, underperforms, weakPoints } from './scoring.ts';
import { moveEnd } from './term.ts';

const REVIEWS_KEPT = 20;
const reason = longText({ max: 2000 });
const managers = ['lead', 'manager', 'importer'] as const;

/** An organisation that provides what our services are made of. */
export const supplier = defineRecord({
  name: 'supplier', practice: 'supplier', family: 'general', route: 'suppliers', prefix: 'SUP', identity: 'name',
  help: 'An organisation that provides what our services are made of.',
  fields: {
    name: shortName({ help: 'The short name that services and contracts refer to; for good.' }),
    displayName: text(),
    category: choice('strategic', 'tactical', 'operational', 'commodity'),
    description: optional(longText()),
    owner: optional(ref('person', {}, { help: 'Who manages the relationship.' })),
    supportContact: optional(object({ email: optional(email()), phone: optional(text({ max: 40 })), portal: optional(text({ max: 300 })), hours: optional(text()) }, { help: 'Where to turn when a ticket waits on them.' })),
  },
  kept: {
    reviews: list(object({ at: instant(), by: text(), scores: scorecard, average: decimal({ min: 1, max: 5 }), remarks: longText({ max: 2000 }) }), { max: REVIEWS_KEPT, help: 'The latest last.' }),
    score: decimal({ min: 1, max: 5, help: 'Average of the criteria at the latest review: 1 unacceptable to 5 excellent.' }),
    previousScore: decimal({ min: 1, max: 5 }),
    underperforming: flag({ help: 'Below 3 on average, or 1 on any criterion, at the latest review.' }),
    reviewedAt: instant(), reviewDue: date(),
    told: told('reviewDue'),
  },
  fixed: { name: 'the short name is what everything refers to.' },
  states: ['candidate', 'active', 'phasing-out', 'ended'], done: ['ended'],
  events: ['onboarded', 'reviewed', 'underperformed', 'phase-out-started', 'kept', 'ended', 'review-due'],
  create: { by: ['lead', 'manager', 'system', 'importer'] },
  update: { by: ['lead', 'manager', 'system', 'importer'] },
  comment: { by: ['agent', 'lead', 'manager', 'security', 'operations', 'system', 'importer'] },
  commands: {
    onboard: {
      help: 'Selected: begin to work with them', from: ['candidate'], to: 'active', happened: 'onboarded', by: [...managers, 'system'],
      change: ({ record, now }) => ({ reviewDue: reviewAfter(record.category, false, now) }),
    },
    review: {
      help: 'Score how they did since the last review', from: ['active', 'phasing-out'], happened: 'reviewed', by: managers, visibility: 'internal',
      takes: { reviewDue: 'optional' }, asks: { scores: scorecard, remarks: longText({ max: 2000 }) },
      check: ({ input, now }) => input.reviewDue && input.reviewDue <= now.slice(0, 10)
        ? invalid([{ pointer: '/reviewDue', code: 'in-the-past', detail: 'The next review must lie ahead.' }]) : undefined,
      change: ({ record, input, asked: { scores, remarks }, actor, now }) => ({
        reviews: [...(record.reviews ?? []), { at: now, by: actor.name, scores, average: averageOf(scores), remarks }].slice(-REVIEWS_KEPT),
        score: averageOf(scores), previousScore: record.score, underperforming: underperforms(scores) || undefined,
        reviewedAt: now, reviewDue: input.reviewDue ?? reviewAfter(record.category, underperforms(scores), now),
      }),
      note: ({ asked }) => asked.remarks,
      also: ({ asked: { scores } }) => underperforms(scores) ? [{ type: 'underperformed', data: { score: averageOf(scores), weakPoints: weakPoints(scores) } }] : [],
    },
    phaseOut: { help: 'Replace them; nothing new is bought', from: ['active'], to: 'phasing-out', happened: 'phase-out-started', by: managers, asks: { reason }, note: ({ asked }) => asked.reason },
    keep: { help: 'They are not replaced after all', from: ['phasing-out'], to: 'active', happened: 'kept', by: managers, asks: { reason }, note: ({ asked }) => asked.reason },
    end: { help: 'No longer work with them; see first who still depends on them', to: 'ended', happened: 'ended', by: managers, asks: { reason }, note: ({ asked }) => asked.reason },
    tellReview: tell({ date: 'reviewDue', happened: 'review-due', help: 'Say that a review is due' }),
  },
  timers: { review: { help: 'Nobody scored them for long', at: onceAt('reviewDue', ({ state }) => state === 'ended'), run: 'tellReview' } },
  lists: { byState: { by: 'state' }, byCategory: { by: 'category' }, byOwner: { by: 'owner' } },
  summary: ['name', 'displayName', 'category', 'owner', 'score', 'previousScore', 'underperforming', 'reviewDue'],
  searched: ['name', 'displayName', 'description'],
  queries: { concentration, dependants },
});

const reviewAfter = (category: Parameters<typeof monthsToReview>[0], underperforming: boolean, now: string): string =>
  moveEnd(now.slice(0, 10), monthsToReview(category, underperforming));
