import type { BusinessCalendar } from './calendar.ts';
import { formatInstant, parseInstant } from './instant.ts';
import { openings, timetableOf } from './timetable.ts';

/** Something that takes place once, from `start` to `end`, or whenever its calendar is open. */
export interface Recurring { readonly start: string; readonly end?: string; readonly recurrence?: BusinessCalendar }
export interface Occurrence { readonly start: string; readonly end: string }

/**
 * The stretches of time, `[start, end)` each and in order, in which something planned takes place between two instants, whole: one that
 * began before `from` is told with its own beginning where it is once, cut to `from` where it recurs.
 * @param most how many at most
 */
export function occurrences({ start, end, recurrence }: Recurring, { from, to, most }: { from: string; to: string; most: number }): Occurrence[] {
  if (!recurrence) return end !== undefined && start < to && from < end ? [{ start, end }] : [];
  const [first, last] = [start > from ? start : from, end !== undefined && end < to ? end : to].map(parseInstant) as [number, number];
  const found: Occurrence[] = [];
  if (first >= last) return found;
  for (const opening of openings({ timetable: timetableOf(recurrence), from: first, to: last })) {
    if (found.length === most) break;
    found.push({ start: formatInstant(opening.from), end: formatInstant(opening.to) });
  }
  return found;
}
