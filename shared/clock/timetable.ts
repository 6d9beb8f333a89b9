import { type BusinessCalendar, parseDate, parseWallTime, weekdays } from './calendar.ts';
import { firstInstantAt, lastInstantAt, localAt } from './zone.ts';

/** A stretch of time in seconds since 1970: open at `from`, closed again at `to`. */
export interface Opening {
  from: number;
  to: number;
}

/** A calendar made ready for arithmetic. */
export interface Timetable {
  timeZone: string;
  /** Seconds after local midnight, per weekday from Sunday. */
  week: readonly (readonly (readonly [open: number, close: number])[])[];
  /** Days since 1970. */
  holidays: ReadonlySet<number>;
  /** Never closes, so that business time is plain time in any zone. */
  continuous: boolean;
}

export const daySeconds = 86_400;

/** The timetable of a calendar, made once per object. @throws RangeError for a time or date that cannot be read. */
export function timetableOf(calendar: BusinessCalendar): Timetable {
  const known = timetables.get(calendar);
  if (known) return known;
  const week = weekdays.map((day) => joinSpans((calendar.week[day] ?? []).map(([open, close]) => [wallTime(open), wallTime(close)])));
  const holidays = new Set((calendar.holidays ?? []).map(date));
  const continuous = holidays.size === 0 && week.every(([first]) => first?.[0] === 0 && first[1] === daySeconds);
  const timetable = { timeZone: calendar.timeZone, week, holidays, continuous };
  timetables.set(calendar, timetable);
  return timetable;
}

/** The openings that end after `from` and begin before `to`, in order, cut to those two, never overlapping. */
export function* openings({ timetable, from, to }: { timetable: Timetable; from: number; to: number }): Generator<Opening> {
  if (timetable.continuous) {
    if (from < to) yield { from, to };
    return;
  }
  if (timetable.week.every((spans) => spans.length === 0)) return;
  // Yesterday too: where clocks go back over midnight, its hours reach into today's.
  const lastDay = dayOf(timetable, to) + 1;
  let counted = from;
  for (let day = dayOf(timetable, from) - 1; day <= lastDay; day++) {
    for (const opening of openingsOn(timetable, day)) {
      const begin = Math.max(opening.from, counted);
      const end = Math.min(opening.to, to);
      if (begin >= end) continue;
      yield { from: begin, to: end };
      counted = end;
    }
  }
}

/** The openings of a local date, days since 1970, in order. Empty on holidays and on dates that a zone skipped. */
export function openingsOn({ timeZone, week, holidays }: Timetable, day: number): Opening[] {
  const spans = holidays.has(day) ? [] : week[(((day + thursday) % 7) + 7) % 7]!;
  return spans
    .map(([open, close]) => ({
      from: firstInstantAt(timeZone, day * daySeconds + open),
      to: lastInstantAt(timeZone, day * daySeconds + close),
    }))
    .filter(({ from, to }) => from < to);
}

/** The local date of an instant, days since 1970. */
function dayOf({ timeZone }: Timetable, instant: number): number {
  return Math.floor(localAt(timeZone, instant) / daySeconds);
}

const timetables = new WeakMap<BusinessCalendar, Timetable>();

// 1 January 1970 was a Thursday.
const thursday = 4;

function joinSpans(spans: [number, number][]): [number, number][] {
  const joined: [number, number][] = [];
  for (const [open, close] of spans.toSorted(([one], [other]) => one - other)) {
    const last = joined.at(-1);
    if (last && open <= last[1]) last[1] = Math.max(last[1], close);
    else joined.push([open, close]);
  }
  return joined;
}

function wallTime(text: string): number {
  const seconds = parseWallTime(text);
  if (seconds === undefined) throw new RangeError(`'${text}' is not a time of day`);
  return seconds;
}

function date(text: string): number {
  const day = parseDate(text);
  if (day === undefined) throw new RangeError(`'${text}' is not a date`);
  return day;
}
