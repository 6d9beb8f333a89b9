import type { AnyRecord, QueryRule, Reader } from '../../shared/record/define.ts';
import { invalid } from '../../shared/record/fault.ts';
import { choice, date, instant, optional, ref } from '../../shared/record/field.ts';
import { bucketsBetween } from './bucket.ts';
import { overlaps, type Span } from './conflicts.ts';

const DAY = 86_400_000;
const MOST_DAYS = 93;
/** Of one bucket; a week with more changes than these is told in part. */
const MOST_READ = 1000;

/** States in which a change still takes its time. */
export const standing = ['assess', 'authorize', 'scheduled', 'implement'];

/** Every change that overlaps `[start, end)` and is in one of the states, the earliest first; `complete` when that was all there are. */
export async function changesBetween(read: Reader, span: Span, states: readonly string[]): Promise<{ items: AnyRecord[]; complete: boolean }> {
  const buckets = await Promise.all(bucketsBetween(span.start, span.end).map((scheduleBucket) => read.list('change', { scheduleBucket }, MOST_READ)));
  const items = buckets.flat()
    .filter(({ state, plannedStart, plannedEnd }) => states.includes(state) && overlaps(span, { start: plannedStart, end: plannedEnd }))
    .sort((a, b) => a.plannedStart.localeCompare(b.plannedStart) || a.number.localeCompare(b.number));
  return { items, complete: buckets.every(({ length }) => length < MOST_READ) };
}

const iso = (time: number): string => new Date(time).toISOString();

/** The day, the week from Monday, or the month that holds a date, in UTC. */
export function periodOf(period: 'day' | 'week' | 'month', on: string): Span {
  const day = Date.parse(on.slice(0, 10));
  if (period === 'day') return { start: iso(day), end: iso(day + DAY) };
  if (period === 'week') {
    const monday = day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
    return { start: iso(monday), end: iso(monday + 7 * DAY) };
  }
  const [year, month] = [new Date(day).getUTCFullYear(), new Date(day).getUTCMonth()];
  return { start: iso(Date.UTC(year, month, 1)), end: iso(Date.UTC(year, month + 1, 1)) };
}

export const spanAsks = {
  from: optional(instant()), to: optional(instant()),
  period: optional(choice('day', 'week', 'month'), { help: 'In place of from and to; week when nothing is said.' }), date: optional(date({ help: 'Any day of the period; today when left out.' })),
};

/** What a schedule may be narrowed to. */
export const ofAsks = { service: optional(ref('service')), team: optional(ref('team')) };
export const isOf = ({ service, team }: { service?: string; team?: string }) => (change: AnyRecord): boolean =>
  (service === undefined || change.service === service) && (team === undefined || change.team === team);

/** @throws {Refusal} invalid, where it ends before it begins or is too long to be told */
export function spanOf({ from, to, period, date: on }: { from?: string; to?: string; period?: 'day' | 'week' | 'month'; date?: string }, now: string): Span {
  if (!from && !to) return periodOf(period ?? 'week', on ?? now);
  const start = from ?? now;
  const end = to ?? iso(Date.parse(start) + 7 * DAY);
  if (end <= start || Date.parse(end) - Date.parse(start) > MOST_DAYS * DAY) throw invalid([{ pointer: '/to', code: 'not-allowed', detail: `to must be later than from, by ${MOST_DAYS} days at most.` }]);
  return { start, end };
}

/** The change schedule: what is planned, going on and done in a day, a week, a month, or between two moments. */
export const schedule: QueryRule = {
  help: 'The change schedule of a day, a week, a month, or between two moments', by: ['anyone'],
  asks: { ...spanAsks, ...ofAsks },
  run: async ({ input, read, now }) => {
    const span = spanOf(input, now);
    const { items, complete } = await changesBetween(read, span, [...standing, 'review', 'closed']);
    return { from: span.start, to: span.end, complete, items: items.filter(isOf(input)).map(scheduled) };
  },
};

const scheduled = ({ number, title, type, state, risk, service, team, assignee, plannedStart, plannedEnd, closureCode }: AnyRecord) =>
  ({ number, title, type, state, risk, service, team, assignee, plannedStart, plannedEnd, closureCode });
