import { defineRecord } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { instant, list, longText, optional, ref, text } from '../../shared/record/field.ts';
import { contents, drift } from './drift.ts';

const keepers = ['agent', 'lead', 'operations', 'change-manager', 'release-manager', 'manager', 'system', 'importer'] as const;
const MOST_CIS = 200;
const cis = () => list(ref('ci'), { max: MOST_CIS });

/** A set of CIs with their attributes and relations as they were at one moment, to compare with later. */
export const baseline = defineRecord({
  name: 'baseline', practice: 'configuration', family: 'service', route: 'baselines', prefix: 'BSL',
  help: 'A set of CIs as they were at one moment, to compare with later.',
  fields: {
    title: text(), description: optional(longText()), owner: optional(ref('person')),
    cis: cis(),
    at: optional(instant({ help: 'The moment, now when left out; one that is past is read from the timelines.' })),
  },
  fixed: { cis: 'use extend; for fewer, take another baseline.', at: 'take another baseline.' },
  states: ['in-force', 'superseded'], done: ['superseded'],
  events: ['extended', 'superseded'],
  create: {
    by: keepers, check: ({ input, now }) => input.at !== undefined && input.at > now ? refused('in-the-future', 'A baseline is of what is or was.') : undefined,
    change: ({ input, now }) => ({ at: input.at ?? now, cis: [...new Set(input.cis)] }),
  },
  update: { by: keepers },
  commands: {
    extend: {
      help: 'Add CIs, as they were at its moment', from: ['in-force'], happened: 'extended', by: keepers, asks: { cis: cis() },
      check: ({ record, asked }) => new Set([...record.cis, ...asked.cis]).size > MOST_CIS ? refused('too-many', `A baseline holds at most ${MOST_CIS} CIs; take another.`) : undefined,
      change: ({ record, asked }) => ({ cis: [...new Set([...record.cis, ...asked.cis])] }),
    },
    supersede: { help: 'Another baseline counts from now on', from: ['in-force'], to: 'superseded', happened: 'superseded', by: keepers, asks: { reason: optional(text()) }, note: ({ asked }) => asked.reason },
  },
  lists: { byState: { by: 'state' }, byOwner: { by: 'owner' } },
  summary: ['title', 'owner', 'at'],
  searched: ['title', 'description'],
  queries: { contents, drift },
});
