import type { BusinessCalendar } from './calendar.ts';
import { formatInstant, type Instant, parseInstant } from './instant.ts';
import { daySeconds, openings, openingsOn, type Timetable, timetableOf } from './timetable.ts';
import { firstInstantAt, localAt } from './zone.ts';

// All functions here throw RangeError for an unreadable instant and for a calendar that checkCalendar refuses.

/** Whole seconds that the calendar is open from `from` up to `to`; 0 when `to` is not later. */
export function businessSeconds(calendar: BusinessCalendar, from: Instant, to: Instant): number {
  let seconds = 0;
  for (const opening of openings({ timetable: timetableOf(calendar), from: parseInstant(from), to: parseInstant(to) })) {
    seconds += opening.to - opening.from;
  }
  return seconds;
}

/**
 * The earliest instant at which that many business seconds have gone by since `from`: at closing time, not at the next
 * opening, when they end together. 0 seconds is `from` itself.
 * @returns undefined when the calendar stays closed for more than 400 days on the way, or the way takes over a century.
 * @throws RangeError for negative or fractional seconds.
 */
export function addBusinessSeconds(calendar: BusinessCalendar, from: Instant, seconds: number): Instant | undefined {
  requireWhole(seconds);
  const start = parseInstant(from);
  let left = seconds;
  let closedSince = start;
  if (left === 0) return formatInstant(start);
  for (const opening of openings({ timetable: timetableOf(calendar), from: start, to: within(start, century) })) {
    if (opening.from - closedSince > patience) return undefined;
    if (left <= opening.to - opening.from) return formatInstant(opening.from + left);
    left -= opening.to - opening.from;
    closedSince = opening.to;
  }
  return undefined;
}

/**
 * The same wall time so many opening days after the local date of `from`, moved to the next opening when that is closed. A date
 * without opening hours is no opening day. A wall time that comes twice is taken the first time.
 * @returns undefined when the calendar stays closed for more than 400 days on the way, or the way takes over a century.
 * @throws RangeError for negative or fractional days.
 */
export function addBusinessDays(calendar: BusinessCalendar, from: Instant, days: number): Instant | undefined {
  requireWhole(days);
  if (days === 0) return nextOpening(calendar, from);
  const timetable = timetableOf(calendar);
  const local = localAt(timetable.timeZone, parseInstant(from));
  const firstDay = Math.floor(local / daySeconds);
  const day = openingDayAfter({ timetable, firstDay, days });
  if (day === undefined) return undefined;
  return nextOpening(calendar, formatInstant(firstInstantAt(timetable.timeZone, local + (day - firstDay) * daySeconds)));
}

/** Whether the calendar is open at that second; opening time counts as open, closing time as closed. */
export function isOpen(calendar: BusinessCalendar, at: Instant): boolean {
  const from = parseInstant(at);
  return !openings({ timetable: timetableOf(calendar), from, to: from + 1 }).next().done;
}

/** The instant itself when open, else the next opening; undefined when there is none within 400 days. */
export function nextOpening(calendar: BusinessCalendar, at: Instant): Instant | undefined {
  const from = parseInstant(at);
  const [next] = openings({ timetable: timetableOf(calendar), from, to: within(from, patience) });
  return next && formatInstant(next.from);
}

// Long enough for a service that opens one season a year, short enough to answer at once for one that never opens again.
const patience = 400 * daySeconds;

const century = 36_525 * daySeconds;

// RFC 3339 has four digits for the year.
const endOfTime = parseInstant('9999-12-31T23:59:59Z');

function within(from: number, span: number): number {
  return Math.min(from + span, endOfTime);
}

function openingDayAfter({ timetable, firstDay, days }: { timetable: Timetable; firstDay: number; days: number }): number | undefined {
  let left = days;
  let lastOpen = firstDay;
  for (let day = firstDay + 1; day - lastOpen <= patience / daySeconds && day - firstDay <= century / daySeconds; day++) {
    if (openingsOn(timetable, day).length === 0) continue;
    lastOpen = day;
    left -= 1;
    if (left === 0) return day;
  }
  return undefined;
}

function requireWhole(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`${amount} is not a whole number from 0`);
}
