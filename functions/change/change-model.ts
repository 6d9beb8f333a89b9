import { defineRecord } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { flag, instant, integer, list, longText, object, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { edited } from '../../shared/record/edited.ts';
import { plans } from './planning.ts';

const FAILURES = 2;
const RESULTS_KEPT = 20;
const reason = longText({ max: 2000 });
const plan = () => optional(longText({ max: 5000 }));

/** A change that is known well enough to be authorised once for all: standard changes are made after it. */
export const changeModel = defineRecord({
  name: 'change-model', practice: 'change', family: 'service', route: 'change-models', prefix: 'CHM', identity: 'name',
  help: 'A change known well enough to be authorised once for all.',
  fields: {
    name: shortName(),
    displayName: text(),
    description: optional(longText()),
    category: optional(text({ max: 80 })),
    team: optional(ref('team', {}, { help: 'Who implements it.' })),
    implementationPlan: longText({ max: 5000 }), testPlan: plan(), backoutPlan: plan(), communicationPlan: plan(),
    failureLimit: optional(integer({ min: 1, max: 100, help: `So many failures since it was authorised suspend it; ${FAILURES} when left out.` })),
  },
  kept: {
    uses: integer({ help: 'Standard changes closed, ever.' }),
    failures: integer({ help: 'Of those since it was last authorised, failed or backed out.' }),
    results: list(object({ change: ref('change'), closureCode: text(), failed: flag(), at: instant() }), { max: RESULTS_KEPT, help: 'The latest last.' }),
    authorisedBy: text(), authorisedAt: instant(), suspendedAt: instant(), suspendReason: reason,
  },
  fixed: { name: 'the short name is what everything refers to.' },
  states: ['draft', 'active', 'suspended', 'retired'], done: ['retired'],
  events: ['authorised', 'counted', 'suspended', 'reinstated', 'lapsed', 'retired'],
  create: { by: ['agent', 'lead', 'change-manager', 'system', 'importer'], change: () => ({ uses: 0, failures: 0 }) },
  update: {
    by: ['agent', 'lead', 'change-manager', 'system', 'importer'],
    // What was authorised is the procedure: another procedure is not.
    to: ({ record, input }) => lapses(record, input) ? 'draft' : undefined,
    also: ({ record, input }) => lapses(record, input) ? [{ type: 'lapsed' }] : [],
  },
  comment: { by: ['agent', 'lead', 'change-manager', 'cab', 'system', 'importer'] },
  commands: {
    authorise: {
      help: 'Changes after it need no further authorisation', from: ['draft'], to: 'active', happened: 'authorised', by: ['change-manager', 'system', 'importer'],
      change: ({ actor, now }) => ({ authorisedBy: actor.name, authorisedAt: now, failures: 0, suspendedAt: undefined, suspendReason: undefined }),
    },
    suspend: {
      help: 'Changes after it need authorisation again', from: ['active'], to: 'suspended', happened: 'suspended', by: ['change-manager'], asks: { reason },
      change: ({ asked, now }) => ({ suspendedAt: now, suspendReason: asked.reason }), note: ({ asked }) => asked.reason,
    },
    reinstate: {
      help: 'What went wrong is mended: it holds again', from: ['suspended'], to: 'active', happened: 'reinstated', by: ['change-manager'], asks: { reason },
      change: ({ actor, now }) => ({ authorisedBy: actor.name, authorisedAt: now, failures: 0, suspendedAt: undefined, suspendReason: undefined }), note: ({ asked }) => asked.reason,
    },
    retire: { help: 'No longer used', from: ['draft', 'active', 'suspended'], to: 'retired', happened: 'retired', by: ['change-manager'] },
    count: {
      help: 'Note how a change after it went', from: ['draft', 'active', 'suspended', 'retired'], happened: 'counted', by: ['system'], visibility: 'internal',
      asks: { change: ref('change'), closureCode: text() },
      check: ({ record, asked }) => record.results?.some(({ change }) => change === asked.change) ? refused('counted-already', `${asked.change} was counted.`) : undefined,
      to: ({ record, asked }) => isWornOut(record, asked.closureCode) ? 'suspended' : undefined,
      change: ({ record, asked, now }) => {
        const failures = (record.failures ?? 0) + (hasFailed(asked.closureCode) ? 1 : 0);
        return {
          uses: (record.uses ?? 0) + 1, failures,
          results: [...(record.results ?? []), { change: asked.change, closureCode: asked.closureCode, failed: hasFailed(asked.closureCode), at: now }].slice(-RESULTS_KEPT),
          ...(isWornOut(record, asked.closureCode) && { suspendedAt: now, suspendReason: `${failures} changes after it failed; the latest was ${asked.change}.` }),
        };
      },
      also: ({ record, asked }) => isWornOut(record, asked.closureCode) ? [{ type: 'suspended' }] : [],
    },
  },
  // What a standard change looks up when it is submitted and scheduled.
  unique: { inForce: { by: ({ state, name }) => state === 'active' ? [name] : undefined, carries: ['name', 'team'], help: 'There is a model of that name.' } },
  lists: { byState: { by: 'state' }, byTeam: { by: 'team' } },
  summary: ['name', 'displayName', 'category', 'team', 'failureLimit', 'uses', 'failures', 'suspendedAt'],
  searched: ['name', 'displayName', 'description'],
  reactions: {
    closed: {
      on: 'change.closed', help: 'Count how changes after the model go', when: ({ data }) => data.record.model !== undefined && data.record.type === 'standard',
      find: { named: ({ data }) => data.record.model }, run: 'count', with: ({ metadata, data }) => ({ change: metadata.recordId, closureCode: data.record.closureCode }),
    },
  },
});

/** Whether a change did not do what it was for. */
export const hasFailed = (closureCode: string | undefined): boolean => closureCode === 'failed' || closureCode === 'backed-out';

const isWornOut = ({ state, failures = 0, failureLimit = FAILURES }: { state: string; failures?: number; failureLimit?: number }, closureCode: string): boolean =>
  state === 'active' && hasFailed(closureCode) && failures + 1 >= failureLimit;

const lapses = (record: { state: string }, input: object): boolean => record.state === 'active' && edited({ record: { ...record }, input: { ...input }, fields: plans }).length > 0;
