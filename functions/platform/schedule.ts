import type { AnyRecord, QueryRule } from '../../shared/record/define.ts';
import { invalid } from '../../shared/record/fault.ts';
import { instant, optional, ref } from '../../shared/record/field.ts';
import { covers, type Covering, type Touched } from './covering.ts';
import { occurrences } from '../../shared/clock/occurrences.ts';

/** What one answer reads and tells at most; `complete` says whether that was all. */
const MOST_READ = 500;
const MOST_TOLD = 500;
const MOST_DAYS = 93;
const DAY = 86_400_000;

/** Windows and blackouts of a time to come, one line for each time that they take place. */
export const schedule: QueryRule = {
  help: 'Maintenance windows and blackouts between two moments, a month from now when left out, of everything or of what concerns an environment, a CI or a service',
  by: ['agent', 'lead', 'operations', 'security', 'change-manager', 'release-manager', 'cab', 'manager'],
  asks: { from: optional(instant()), to: optional(instant()), environment: optional(ref('environment')), ci: optional(ref('ci')), service: optional(ref('service')) },
  run: async ({ input, read, now }) => {
    const from = input.from ?? now;
    const to = input.to ?? new Date(Date.parse(from) + 31 * DAY).toISOString();
    if (to <= from || Date.parse(to) - Date.parse(from) > MOST_DAYS * DAY) throw invalid([{ pointer: '/to', code: 'not-allowed', detail: `to must be later than from, by ${MOST_DAYS} days at most.` }]);
    const [planned, ci] = await Promise.all([read.list('maintenance', { state: 'planned,active' }, MOST_READ), input.ci && read.get('ci', input.ci)]);
    // A CI is part of its environment and of the service that it delivers, and is covered with them.
    const touched: Touched = { environments: [input.environment, ci?.environment], cis: [input.ci], services: [input.service, ci?.service] };
    const asked = input.environment ?? input.ci ?? input.service;
    const items = scheduleOf(asked ? planned.filter((one) => covers(one as Covering, touched)) : planned, { from, to });
    return { from, to, complete: planned.length < MOST_READ && items.length < MOST_TOLD, items: items.slice(0, MOST_TOLD) };
  },
};

/** Every time that something planned takes place, the earliest first. */
export const scheduleOf = (planned: readonly AnyRecord[], span: { from: string; to: string }) => planned
  .flatMap(({ number, title, kind, state, start, end, recurrence, all, environments, cis, services }) =>
    occurrences({ start, end, recurrence }, { ...span, most: MOST_TOLD }).map((time) => ({ ...time, number, kind, title, state, all, environments, cis, services })))
  .sort((a, b) => a.start.localeCompare(b.start) || a.number.localeCompare(b.number));
