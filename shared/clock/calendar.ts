/** From Sunday, as the day numbers of Date and of cron count. */
export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

export type Weekday = (typeof weekdays)[number];

/**
 * The hours in which a service is supported, on the wall clock of one time zone. A value: never change one in place, because
 * what is derived from it is kept per object.
 *
 * A span holds its `open` and not its `close`. When daylight saving begins or ends, it opens when the wall clock first shows
 * `open` or later, and closes when the wall clock will never again show a time before `close`. So a span across the skipped hour is
 * an hour shorter, one across the repeated hour an hour longer, and where 02:00 to 03:00 is repeated, 02:00-03:00 lasts two
 * hours and 01:00-02:00 one. That is how long somebody who works by the wall clock is there, it never closes between two passes
 * of the same hour, and spans that touch still touch. Spans that come to overlap count once.
 */
export interface BusinessCalendar {
  /** IANA name, `Europe/Brussels`. */
  timeZone: string;
  /** `HH:MM` pairs, several for a day with breaks, `24:00` allowed as close. A day that is left out stays closed. */
  week: Partial<Record<Weekday, readonly (readonly [open: string, close: string])[]>>;
  /** Local dates, `YYYY-MM-DD`, on which nothing opens. */
  holidays?: readonly string[];
}

const allDay = [['00:00', '24:00']] as const;

/** Around the clock: business time is plain time. */
export const always: BusinessCalendar = {
  timeZone: 'UTC',
  week: { monday: allDay, tuesday: allDay, wednesday: allDay, thursday: allDay, friday: allDay, saturday: allDay, sunday: allDay },
};

/** Seconds after midnight of `HH:MM` up to `24:00`; undefined for anything else. */
export function parseWallTime(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)) return undefined;
  return Number(text.slice(0, 2)) * 3600 + Number(text.slice(3)) * 60;
}

/** Days since 1970 of an existing `YYYY-MM-DD`; undefined for anything else. */
export function parseDate(text: unknown): number | undefined {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds) || !new Date(milliseconds).toISOString().startsWith(text)) return undefined;
  return milliseconds / 86_400_000;
}
