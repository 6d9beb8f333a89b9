import { MOST_DAYS } from './planning.ts';

const DAY = 86_400_000;
/** 1970-01-05 was a Monday: weeks begin on Mondays, in UTC. */
const MONDAY = 4 * DAY;

/**
 * Changes are found by time through a list, which holds records of one value. So every change is in one bucket: that of the week in which it
 * begins, or, lasting longer than a week, of the quarter (13 weeks). What lasts no longer than its bucket can reach into the next one only,
 * so a stretch of time is answered by its own buckets and the one before, of either kind.
 */
const kinds = [{ letter: 'w', days: 7 }, { letter: 'q', days: MOST_DAYS }] as const;

const index = (time: number, days: number): number => Math.floor((time - MONDAY) / (days * DAY));
const named = ({ letter, days }: (typeof kinds)[number], at: number): string => `${letter}${new Date(MONDAY + at * days * DAY).toISOString().slice(0, 10)}`;

/** The bucket of a change, such as `w2026-11-16`; undefined for one that is not planned, or no longer. */
export function bucketOf({ state, plannedStart, plannedEnd }: { state: string; plannedStart?: string; plannedEnd?: string }): string | undefined {
  if (!plannedStart || !plannedEnd || state === 'rejected' || state === 'canceled') return undefined;
  const start = Date.parse(plannedStart);
  const kind = kinds.find(({ days }) => Date.parse(plannedEnd) - start <= days * DAY) ?? kinds[1];
  return named(kind, index(start, kind.days));
}

/** The buckets in which every change that overlaps `[from, to)` is. */
export function bucketsBetween(from: string, to: string): string[] {
  return kinds.flatMap((kind) => {
    const first = index(Date.parse(from), kind.days) - 1;
    return Array.from({ length: index(Date.parse(to) - 1, kind.days) - first + 1 }, (_, at) => named(kind, first + at));
  });
}
