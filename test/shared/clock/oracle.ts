import fc from 'fast-check';
import type { BusinessCalendar } from '../../../shared/clock/index.ts';

/** Slow and obvious: a stretch of real minutes, each with what a wall clock shows. Shares no code with the clock. */
export interface Walk {
  timeZone: string;
  /** Seconds since 1970 of the first minute. */
  start: number;
  /** Minute by minute, 2026-03-29 03:00 as 202603290300, because numbers compare fast. */
  shown: number[];
  /** The local dates met on the way, with their weekdays. */
  dates: { date: string; weekday: Day }[];
  /** A counterexample names the walk instead of its minutes. */
  [fc.toStringMethod]: () => string;
}

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Day = (typeof weekdays)[number];

export function walk(timeZone: string, firstDay: string, days: number): Walk {
  const wallClock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const dayName = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long' });
  const start = Date.parse(`${firstDay}T00:00:00Z`) / 1000;
  const dates = new Map<string, Day>();
  const shown = Array.from({ length: days * 1440 }, (_, minute) => {
    const milliseconds = (start + minute * 60) * 1000;
    const text = wallClock.format(milliseconds);
    if (!dates.has(text.slice(0, 10))) dates.set(text.slice(0, 10), dayName.format(milliseconds).toLowerCase() as Day);
    return digits(text);
  });
  return { timeZone, start, shown, dates: [...dates].map(([date, weekday]) => ({ date, weekday })), [fc.toStringMethod]: () => `walk('${timeZone}', '${firstDay}', ${days})` };
}

/** For every minute of the walk, whether the calendar is open. */
export function openMinutes({ shown, dates }: Walk, { week, holidays = [] }: BusinessCalendar): boolean[] {
  const open = shown.map(() => false);
  for (const { date, weekday } of dates) {
    if (holidays.includes(date)) continue;
    for (const [opens, closes] of week[weekday] ?? []) {
      const [opening, closing] = [digits(date + opens), digits(date + closes)];
      const first = shown.findIndex((minute) => minute >= opening);
      if (first === -1) continue;
      open.fill(true, first, shown.findLastIndex((minute) => minute < closing) + 1);
    }
  }
  return open;
}

export function digits(text: string): number {
  return Number(text.replaceAll(/\D/g, ''));
}

/** Seconds of [from, to) in minutes for which `counts` says so. */
export function countSeconds({ walk, from, to, counts }: { walk: Walk; from: number; to: number; counts: boolean[] }): number {
  let seconds = 0;
  counts.forEach((counted, minute) => {
    const begin = walk.start + minute * 60;
    if (counted) seconds += Math.max(0, Math.min(to, begin + 60) - Math.max(from, begin));
  });
  return seconds;
}

/** The moment at which so many seconds have been counted since `from`. */
export function findMoment({ walk, from, seconds, counts }: { walk: Walk; from: number; seconds: number; counts: boolean[] }): number | undefined {
  let left = seconds;
  for (let minute = 0; minute < counts.length; minute++) {
    const begin = Math.max(from, walk.start + minute * 60);
    const length = walk.start + (minute + 1) * 60 - begin;
    if (length <= 0) continue;
    if (left === 0) return begin;
    if (!counts[minute]) continue;
    if (left <= length) return begin + left;
    left -= length;
  }
  return undefined;
}

export const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** Zones and days with every kind of jump, and a zone with none. */
export const walks: Walk[] = (
  [
    ['Europe/Brussels', '2026-03-24'],
    ['Europe/Brussels', '2026-10-20'],
    ['Europe/Amsterdam', '2027-03-23'],
    ['America/New_York', '2026-03-04'],
    ['America/New_York', '2026-10-28'],
    ['Asia/Kolkata', '2026-03-24'],
    // Half an hour, south of the equator.
    ['Australia/Lord_Howe', '2026-03-31'],
    ['Australia/Lord_Howe', '2026-09-29'],
    // The day that Samoa skipped.
    ['Pacific/Apia', '2011-12-26'],
    // Midnight itself is skipped, and midnight itself comes twice.
    ['America/Havana', '2026-03-04'],
    ['America/Havana', '2026-10-28'],
    // The last hour of the day before is repeated.
    ['America/Santiago', '2026-03-31'],
    ['America/Santiago', '2026-09-01'],
    // A minute after midnight back to the day before.
    ['America/St_Johns', '2010-11-03'],
    // A summer time that is interrupted for one month.
    ['Africa/Casablanca', '2025-02-19'],
  ] as const
).map(([timeZone, firstDay]) => walk(timeZone, firstDay, 10));

// Most times fall where clocks change: in the first hours of the day, and around midnight.
const quarter = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min: min / 15, max: max / 15 }).map((quarters) => quarters * 15);
const minuteOfDay = fc.oneof({ weight: 3, arbitrary: quarter(0, 240) }, { weight: 1, arbitrary: quarter(1320, 1440) }, fc.integer({ min: 0, max: 1440 }), fc.constant(1440));

const hhmm = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

const spans = fc.uniqueArray(minuteOfDay, { maxLength: 8 }).map((minutes) => {
  const edges = minutes.toSorted((one, other) => one - other).map(hhmm);
  return Array.from({ length: Math.floor(edges.length / 2) }, (_, index) => [edges[index * 2]!, edges[index * 2 + 1]!] as const);
});

/** Some calendar for a walk, with holidays in it; it may be closed throughout. */
export const calendarFor = ({ timeZone, dates }: Walk): fc.Arbitrary<BusinessCalendar> =>
  fc.record({
    timeZone: fc.constant(timeZone),
    week: fc.tuple(...weekdays.map(() => spans)).map((days) => Object.fromEntries(weekdays.map((day, index) => [day, days[index]!]))),
    holidays: fc.uniqueArray(fc.constantFrom(...dates.map(({ date }) => date)), { maxLength: 2 }),
  });

/** A walk with a calendar and two moments in it, away from its ends so that no opening is cut by them. */
export const scene = fc.constantFrom(...walks).chain((walk) => {
  const moment = fc.integer({ min: walk.start + 2 * 86_400, max: walk.start + 8 * 86_400 });
  return fc.record({ walk: fc.constant(walk), calendar: calendarFor(walk), one: moment, other: moment });
});
