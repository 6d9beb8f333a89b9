import { defineRecord } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { flag, instant, integer, list, object, ref, shortName, text } from '../../shared/record/field.ts';
import { hasFailed } from './change-model.ts';

/** So many changes are looked back on. */
const LOOK_BACK = 20;

/** How the last changes of a team went: what weighs in when the risk of its next one is assessed. */
export const changeHistory = defineRecord({
  name: 'change-history', practice: 'change', family: 'service', route: 'change-histories', prefix: 'CHH', identity: 'name',
  help: 'How the last changes of a team went.',
  fields: { name: shortName({ help: 'The team.' }) },
  kept: {
    results: list(object({ change: ref('change'), closureCode: text(), failed: flag(), at: instant() }), { max: LOOK_BACK, help: 'The latest last.' }),
    closed: integer({ max: LOOK_BACK }), failed: integer({ max: LOOK_BACK, help: 'Of those, failed or backed out.' }),
  },
  states: ['kept'], done: [],
  events: ['counted'],
  derive: { closed: ({ record }) => record.results?.length, failed: ({ record }) => record.results?.filter(({ failed }) => failed).length },
  create: { by: ['system'] },
  update: { by: ['system'] },
  commands: {
    count: {
      help: 'Note how a change went', happened: 'counted', by: ['system'], visibility: 'internal', asks: { change: ref('change'), closureCode: text() },
      check: ({ record, asked }) => record.results?.some(({ change }) => change === asked.change) ? refused('counted-already', `${asked.change} was counted.`) : undefined,
      change: ({ record, asked, now }) => ({ results: [...(record.results ?? []), { change: asked.change, closureCode: asked.closureCode, failed: hasFailed(asked.closureCode), at: now }].slice(-LOOK_BACK) }),
    },
  },
  unique: { of: { by: ({ name }) => [name], carries: ['closed', 'failed'], help: 'The team has a history.' } },
  lists: {},
  summary: ['name', 'closed', 'failed'],
  // The first change of a team begins its history; later the first of these is refused, and the second counts.
  reactions: {
    begun: { on: 'change.closed', help: 'Begin the history of a team', when: ofTeam, find: { create: true }, run: 'create', with: ({ data }) => ({ name: data.record.team }) },
    closed: { on: 'change.closed', help: 'Count how a team’s changes go', when: ofTeam, find: { named: ({ data }) => data.record.team }, run: 'count', with: ({ metadata, data }) => ({ change: metadata.recordId, closureCode: data.record.closureCode }) },
  },
});

function ofTeam({ data }: { readonly data: Record<string, any> }): boolean {
  return data.record.team !== undefined;
}
