import { parseDate, parseWallTime, type Weekday, weekdays } from './calendar.ts';
import { isTimeZone } from './zone.ts';

/** What is wrong with one part of a calendar, in the shape of the API's `errors`. */
export interface CalendarFault {
  /** JSON pointer into the calendar, `/week/monday/0`. */
  pointer: string;
  /** Stable and kebab-case. */
  code:
    | 'not-an-object' | 'unknown-field' | 'unknown-time-zone' | 'unknown-day' | 'not-a-list' | 'bad-span' | 'bad-time'
    | 'reversed-span' | 'overlapping-spans' | 'bad-holiday' | 'too-many-holidays' | 'never-opens';
  detail: string;
}

/** Every fault of what should be a BusinessCalendar; empty when it is one. */
export function checkCalendar(value: unknown): CalendarFault[] {
  if (!isObject(value)) return [fault('', 'not-an-object', 'a calendar is an object with timeZone, week and holidays')];
  return [
    ...Object.keys(value).filter((key) => !fields.has(key)).map((key) => fault(`/${escape(key)}`, 'unknown-field', `a calendar has no field '${key}'`)),
    ...checkTimeZone(value.timeZone),
    ...checkWeek(value.week),
    ...checkHolidays(value.holidays),
  ];
}

/** Every record whose clocks run on it keeps the calendar as it was agreed. */
const MOST_HOLIDAYS = 500;
const fields = new Set(['timeZone', 'week', 'holidays']);

function checkTimeZone(value: unknown): CalendarFault[] {
  if (typeof value === 'string' && isTimeZone(value)) return [];
  return [fault('/timeZone', 'unknown-time-zone', `${show(value)} is not an IANA time zone such as Europe/Brussels`)];
}

function checkWeek(value: unknown): CalendarFault[] {
  if (!isObject(value)) return [fault('/week', 'not-an-object', 'the week is an object with lists of spans by day')];
  const faults = Object.entries(value).flatMap(([day, spans]) =>
    weekdays.includes(day as Weekday)
      ? checkDay(`/week/${day}`, spans)
      : [fault(`/week/${escape(day)}`, 'unknown-day', `'${day}' is not one of ${weekdays.join(', ')}`)],
  );
  const opens = Object.values(value).some((spans) => Array.isArray(spans) && spans.length > 0);
  return opens ? faults : [...faults, fault('/week', 'never-opens', 'no day has opening hours')];
}

function checkDay(pointer: string, value: unknown): CalendarFault[] {
  if (!Array.isArray(value)) return [fault(pointer, 'not-a-list', 'a day is a list of spans')];
  const spans = value.map((span, index) => checkSpan(`${pointer}/${index}`, span));
  const sound = spans.flatMap(({ times }) => times ?? []).toSorted((one, other) => one.open - other.open);
  // Compared with the latest close so far, because a long span may hold several later ones.
  let latest = sound[0];
  const overlaps = sound.slice(1).flatMap((span) => {
    const before = latest!;
    if (span.close > before.close) latest = span;
    return span.open < before.close ? [fault(span.pointer, 'overlapping-spans', `overlaps ${before.pointer}`)] : [];
  });
  return [...spans.flatMap(({ faults }) => faults), ...overlaps];
}

interface CheckedSpan {
  faults: CalendarFault[];
  times?: { pointer: string; open: number; close: number };
}

function checkSpan(pointer: string, value: unknown): CheckedSpan {
  if (!Array.isArray(value) || value.length !== 2) return { faults: [fault(pointer, 'bad-span', 'a span is [open, close]')] };
  const [open, close] = value.map(parseWallTime);
  const faults: CalendarFault[] = [];
  if (open === undefined || value[0] === '24:00') faults.push(fault(`${pointer}/0`, 'bad-time', `${show(value[0])} is not a time from 00:00 to 23:59`));
  if (close === undefined) faults.push(fault(`${pointer}/1`, 'bad-time', `${show(value[1])} is not a time from 00:00 to 24:00`));
  if (open === undefined || close === undefined || faults.length > 0) return { faults };
  if (close <= open) return { faults: [fault(pointer, 'reversed-span', `${value[1]} is not later than ${value[0]}`)] };
  return { faults, times: { pointer, open, close } };
}

function checkHolidays(value: unknown): CalendarFault[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [fault('/holidays', 'not-a-list', 'holidays are a list of dates')];
  if (value.length > MOST_HOLIDAYS) return [fault('/holidays', 'too-many-holidays', `a calendar holds ${MOST_HOLIDAYS} holidays at most; leave out those that are over`)];
  return value.flatMap((holiday, index) =>
    parseDate(holiday) === undefined ? [fault(`/holidays/${index}`, 'bad-holiday', `${show(holiday)} is not a date YYYY-MM-DD`)] : [],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault(pointer: string, code: CalendarFault['code'], detail: string): CalendarFault {
  return { pointer, code, detail };
}

/** RFC 6901. */
function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
}
