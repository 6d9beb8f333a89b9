import { type BusinessCalendar, checkCalendar } from '../../shared/clock/index.ts';
import { defineRecord } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { choice, flag, instant, json, list, longText, optional, ref, text } from '../../shared/record/field.ts';
import { coversSomething, termOf } from './covering.ts';
import { schedule } from './schedule.ts';

const planners = ['operations', 'change-manager', 'release-manager', 'manager', 'system', 'importer'] as const;
const reason = longText({ max: 2000 });

/** A time that was set apart for changes (window), or in which there must be none (blackout), for certain environments, CIs or services. */
export const maintenance = defineRecord({
  name: 'maintenance', practice: 'platform', family: 'technical', route: 'maintenance', prefix: 'MNT',
  help: 'A time set apart for changes (window), or in which there must be none (blackout).',
  fields: {
    title: text(),
    kind: choice('window', 'blackout'),
    reason: optional(reason),
    owner: optional(ref('person', {}, { help: 'Whom to ask about it.' })),
    start: optional(instant({ help: 'Its first moment; of a recurring one, when it begins to recur: now, when left out.' })),
    end: optional(instant({ help: 'The moment at which it is over, itself not part of it; a recurring one without recurs until it is ended.' })),
    recurrence: optional(json<BusinessCalendar>(checkCalendar, { help: 'Left out, it is once. timeZone (IANA), week (spans per weekday), holidays on which there is none.' })),
    all: optional(flag({ help: 'It covers everything.' })),
    environments: optional(list(ref('environment'), { max: 10 })),
    cis: optional(list(ref('ci'), { max: 10 })),
    services: optional(list(ref('service'), { max: 10 })),
  },
  fixed: { kind: 'plan another one, and cancel this.' },
  states: ['planned', 'active', 'ended', 'canceled'], done: ['ended', 'canceled'],
  initial: ({ record, now }) => record.start! <= now ? 'active' : 'planned',
  events: ['began', 'ended', 'canceled'],
  create: {
    by: planners,
    check: ({ input, now }) => coversSomething(input) ?? termOf({ ...input, start: input.start ?? (input.recurrence && now), now }),
    change: ({ input, now }) => ({ start: input.start ?? now }),
  },
  update: {
    by: planners, from: ['planned', 'active'],
    check: ({ record, input, now }) => {
      const after = { ...record, ...input };
      if (record.state === 'active' && input.start !== undefined && input.start !== record.start) return refused('begun-already', 'It has begun; what was is not changed any more.');
      return coversSomething(after) ?? termOf({ ...after, now });
    },
  },
  comment: { by: ['agent', 'lead', 'security', ...planners] },
  commands: {
    begin: { help: 'Its time has come', from: ['planned'], to: 'active', happened: 'began', by: ['system'], visibility: 'internal', check: ({ record, now }) => record.start! <= now ? undefined : refused('not-due', `It begins at ${record.start}.`) },
    finish: { help: 'Its time is over', from: ['planned', 'active'], to: 'ended', happened: 'ended', by: ['system'], visibility: 'internal', check: ({ record, now }) => record.end && record.end <= now ? undefined : refused('not-due', record.end ? `It lasts until ${record.end}.` : 'It has no end.') },
    stop: {
      help: 'It is over earlier than planned, or recurs no more', from: ['active'], to: 'ended', happened: 'ended', by: ['operations', 'change-manager', 'release-manager', 'manager'],
      asks: { reason }, change: ({ now }) => ({ end: now }), note: ({ asked }) => asked.reason,
    },
    cancel: { help: 'It does not take place', from: ['planned'], to: 'canceled', happened: 'canceled', by: ['operations', 'change-manager', 'release-manager', 'manager'], asks: { reason }, note: ({ asked }) => asked.reason },
  },
  timers: {
    begin: { help: 'It begins', at: ({ state, start }) => state === 'planned' ? start : undefined, run: 'begin' },
    finish: { help: 'It is over', at: ({ state, end }) => state === 'active' ? end : undefined, run: 'finish' },
  },
  lists: { byState: { by: 'state' }, byKind: { by: 'kind' }, byOwner: { by: 'owner' } },
  // All that the change schedule must know, so that one Query of what is planned and active answers for any time to come.
  summary: ['title', 'kind', 'owner', 'start', 'end', 'recurrence', 'all', 'environments', 'cis', 'services'],
  searched: ['title', 'reason'],
  queries: { schedule },
});
