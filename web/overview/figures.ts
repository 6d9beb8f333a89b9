import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';

const DAY = 86_400_000;
/** Whether something is left to do, by what the practice says of the states of its tickets. */
export type IsOpen = (ticket: Pick<AnyRecord, 'state'>) => boolean;
export const isOpenIn = ({ states }: Pick<RecordType, 'states'>): IsOpen => {
  const done = new Set(states.filter((state) => state.done).map(({ name }) => name));
  return ({ state }) => !done.has(state);
};

export interface Load { readonly who: string | undefined; readonly open: number; readonly urgent: number; readonly overdue: number; readonly onHold: number }

/** How much lies with whom, the most first; `who` is undefined for what nobody has taken. Priorities 1 and 2 are urgent. */
export function loadOf(tickets: readonly AnyRecord[], { now, isOpen }: { now: number; isOpen: IsOpen }): Load[] {
  const byPerson = Map.groupBy(tickets.filter(isOpen), ({ assignee }) => assignee as string | undefined);
  return [...byPerson].map(([who, theirs]) => ({
    who, open: theirs.length,
    urgent: theirs.filter(({ priority }) => Number(priority) <= 2).length,
    overdue: theirs.filter((ticket) => isOverdue(ticket, { now, isOpen })).length,
    onHold: theirs.filter(({ state }) => state === 'on-hold').length,
  })).sort((one, other) => other.open - one.open || (one.who ?? '').localeCompare(other.who ?? ''));
}

/** Past its deadline and not waiting for somebody else. */
export const isOverdue = (ticket: AnyRecord, { now, isOpen }: { now: number; isOpen: IsOpen }): boolean => isOpen(ticket) && ticket.state !== 'on-hold' && ticket.dueAt !== undefined && Date.parse(ticket.dueAt) < now;

/** Open tickets whose deadline has passed or comes within so many hours, the soonest first; what is on hold has no deadline now. */
export const dueWithin = (tickets: readonly AnyRecord[], { now, hours, isOpen }: { now: number; hours: number; isOpen: IsOpen }): AnyRecord[] =>
  tickets.filter((ticket) => isOpen(ticket) && ticket.state !== 'on-hold' && ticket.dueAt !== undefined && Date.parse(ticket.dueAt) < now + hours * 3_600_000)
    .sort((one, other) => one.dueAt!.localeCompare(other.dueAt!));

export interface Day { readonly day: Date; readonly created: number; readonly solved: number; readonly backlog: number }

/**
 * What came in, what was solved and what was left open on each of the last `days` days, in the zone of this computer, today last. The backlog is of the
 * tickets given: those still open at the end of the day.
 */
export function trendOf(tickets: readonly AnyRecord[], { now, days, isOpen }: { now: number; days: number; isOpen: IsOpen }): Day[] {
  const today = new Date(now);
  return Array.from({ length: days }, (_, at) => {
    const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (days - 1 - at));
    const next = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1);
    const within = (instant: unknown): boolean => typeof instant === 'string' && Date.parse(instant) >= day.getTime() && Date.parse(instant) < next.getTime();
    const left = (ticket: AnyRecord): boolean => Date.parse(ticket.createdAt) < next.getTime() && (isOpen(ticket) || Date.parse(endOf(ticket)) >= next.getTime());
    return {
      day, created: tickets.filter(({ createdAt }) => within(createdAt)).length, solved: tickets.filter((ticket) => !isOpen(ticket) && within(endOf(ticket))).length, backlog: tickets.filter(left).length,
    };
  });
}

/** When a ticket that is not open any more was solved, or withdrawn. */
const endOf = ({ resolvedAt, closedAt, updatedAt }: AnyRecord): string => (resolvedAt ?? closedAt ?? updatedAt) as string;

export interface Summary {
  readonly open: number;
  readonly overdue: number;
  /** Tickets solved in the period. */
  readonly solved: number;
  /** Median hours from reported to solved, of those; undefined where there are none. */
  readonly medianHours: number | undefined;
  /** Share of those that came back after having been solved. */
  readonly reopened: number | undefined;
  readonly pingPong: number;
  /** Mean rating of those that were rated, 1 to 5. */
  readonly rating: number | undefined;
  readonly rated: number;
}

/** The figures of the last `days` days. */
export function summaryOf(tickets: readonly AnyRecord[], { now, days, isOpen }: { now: number; days: number; isOpen: IsOpen }): Summary {
  const solved = tickets.filter(({ state, resolvedAt }) => state !== 'canceled' && typeof resolvedAt === 'string' && Date.parse(resolvedAt) >= now - days * DAY);
  const ratings = solved.flatMap(({ rating }) => (typeof rating === 'number' ? [rating] : []));
  return {
    open: tickets.filter(isOpen).length, overdue: tickets.filter((ticket) => isOverdue(ticket, { now, isOpen })).length, solved: solved.length,
    medianHours: median(solved.map(({ createdAt, resolvedAt }) => (Date.parse(resolvedAt as string) - Date.parse(createdAt)) / 3_600_000)),
    reopened: solved.length ? solved.filter(({ reopenCount }) => Number(reopenCount) > 0).length / solved.length : undefined,
    pingPong: tickets.filter((ticket) => isOpen(ticket) && ticket.pingPong === true).length,
    rating: ratings.length ? ratings.reduce((sum, one) => sum + one, 0) / ratings.length : undefined, rated: ratings.length,
  };
}

/** The middle of a list, or the mean of the two in the middle. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length === 0 ? undefined : sorted.length % 2 ? sorted[middle] : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How often each value of a field occurs, the most frequent first, the rest beyond `most` added up as undefined. */
export function countsBy(tickets: readonly AnyRecord[], field: string, most: number): { value: string | undefined; count: number }[] {
  const groups = Map.groupBy(tickets.filter((ticket) => ticket[field] !== undefined), (ticket) => String(ticket[field]));
  const counts = [...groups].map(([value, ones]) => ({ value, count: ones.length })).sort((one, other) => other.count - one.count);
  const rest = counts.slice(most).reduce((sum, { count }) => sum + count, 0);
  return [...counts.slice(0, most), ...(rest ? [{ value: undefined, count: rest }] : [])];
}
