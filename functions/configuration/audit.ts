import { defineRecord } from '../../shared/record/define.ts';
import { choice, flag, instant, integer, list, object, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { difference } from './audit-difference.ts';
import { observedAttributes } from './attributes.ts';
import { ciTypes, relationTypes } from './relations.ts';
import { checkConfirmed, confirmations, fitsAudit, gathered, MOST_OBSERVED, type Confirmed, type Observed } from './observing.ts';

const auditors = ['lead', 'operations', 'manager', 'system', 'importer'] as const;
const observed = () => list(object({
  name: shortName({ help: 'Of the CI that was seen, known or not.' }),
  displayName: optional(text()), type: optional(choice(...ciTypes)), environment: optional(ref('environment')),
  attributes: optional(observedAttributes()),
  relations: optional(list(object({ type: choice(...relationTypes), target: shortName(), group: optional(text({ max: 40 })) }), { max: 30, help: 'All that it has; left out when they were not looked at.' })),
}), { max: MOST_OBSERVED, help: 'What was seen; observe adds further batches.' });

/** What was found when somebody, or a scanner, looked at what is really there; compared with what is recorded, and confirmed or discarded. */
export const audit = defineRecord({
  name: 'audit', practice: 'configuration', family: 'service', route: 'audits', prefix: 'AUD',
  help: 'What is really there, compared with what is recorded, to be confirmed or discarded.',
  fields: {
    title: text(), source: optional(text({ help: 'Who or what looked: a scanner, an inventory by hand.' })),
    environment: optional(ref('environment', {}, { help: 'It looked at all of this environment: what was not seen there is missing.' })),
    observed: observed(),
  },
  kept: { decided: list(object({ name: text(), as: choice('created', 'corrected', 'retired'), by: text(), at: instant() }), { max: 400, help: 'What was confirmed.' }) },
  fixed: { observed: 'use observe.', environment: 'make another audit.' },
  states: ['open', 'closed', 'discarded'], done: ['closed', 'discarded'],
  events: ['observed', 'confirmed', 'creation-confirmed', 'correction-confirmed', 'retirement-confirmed', 'closed', 'discarded'],
  create: {
    by: auditors, check: ({ input }) => fitsAudit(gathered([], (input.observed ?? []) as Observed[])),
    change: ({ input }) => ({ observed: gathered([], input.observed as Observed[]) as never }),
  },
  update: { by: auditors, from: ['open'] },
  commands: {
    observe: {
      help: 'Add what else was seen', from: ['open'], happened: 'observed', by: auditors, asks: { observed: observed() },
      check: ({ record, asked }) => fitsAudit(gathered(record.observed as Observed[], asked.observed)),
      change: ({ record, asked }) => ({ observed: gathered(record.observed as Observed[], asked.observed) as never }),
    },
    confirm: {
      help: 'Take over what the difference shows of these CIs, at the versions that it showed', from: ['open'], happened: 'confirmed', by: ['lead', 'operations', 'manager'],
      asks: { items: list(object({ name: shortName(), version: optional(integer({ help: 'As the difference showed it; left out of what is new.' })), retire: optional(flag({ help: 'It was not seen: retire it.' })) }), { max: 25 }) },
      check: ({ record, asked }) => checkConfirmed(asked.items, { observed: record.observed as Observed[], lookedAtAll: record.environment !== undefined }),
      change: ({ record, asked, actor, now }) => ({
        decided: [...(record.decided ?? []), ...(asked.items as Confirmed[]).map(({ name, version, retire }) => ({ name, as: retire ? 'retired' as const : version === undefined ? 'created' as const : 'corrected' as const, by: actor.name, at: now }))],
      }),
      also: ({ record, asked }) => confirmations(asked.items, { observed: record.observed as Observed[], audit: record.number }),
    },
    close: { help: 'All that was to be taken over is', from: ['open'], to: 'closed', happened: 'closed', by: auditors },
    discard: { help: 'What was seen is not to be trusted; nothing further is taken over', from: ['open'], to: 'discarded', happened: 'discarded', by: auditors, asks: { reason: text({ max: 1000 }) }, note: ({ asked }) => asked.reason },
  },
  lists: { byState: { by: 'state' }, byEnvironment: { by: 'environment' } },
  summary: ['title', 'source', 'environment'],
  searched: ['title', 'source'],
  queries: { difference },
});
