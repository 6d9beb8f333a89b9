/** A length of time as contracts say it; months have no fixed number of days, which is why a duration cannot hold it. */
export interface Period { readonly months?: number; readonly days?: number }

const DAY = 86_400_000;
// A contract without end is often dated 9999-12-31; what lies beyond has no date of ten characters.
const [first, last] = [Date.parse('0000-01-01'), Date.parse('9999-12-31')];
const dateOf = (time: number): string => new Date(Math.max(first, Math.min(last, time))).toISOString().slice(0, 10);

/** The first moment of a month, counted on over the year's end; Date.UTC takes the years 0 to 99 for 1900 to 1999. */
const monthAt = (year: number, month: number): number => new Date(0).setUTCFullYear(year, month, 1);

/** A date so many days later, or earlier when negative; `2026-12-31`. */
export const addDays = (date: string, days: number): string => dateOf(Date.parse(date) + days * DAY);

/**
 * The last day of a term, moved by whole months. A term ends with its last day, so what is moved is the first day after it: 30 June and
 * a month is 31 July, 31 December less three months is 30 September.
 */
export function moveEnd(end: string, months: number): string {
  const after = new Date(Date.parse(end) + DAY);
  const month = monthAt(after.getUTCFullYear(), after.getUTCMonth() + months);
  const length = (monthAt(after.getUTCFullYear(), after.getUTCMonth() + months + 1) - month) / DAY;
  return dateOf(month + (Math.min(after.getUTCDate(), length) - 2) * DAY);
}

/** The last day on which notice can be given: the end of the term less the notice period, months first. */
export const noticeDeadline = (end: string, { months = 0, days = 0 }: Period): string => addDays(moveEnd(end, -months), -days);

/** The end of the first term, of so many months each, that lies after today; the present end when that is still to come. */
export function nextEnd({ end, months, today }: { end: string; months: number; today: string }): string {
  for (let terms = 0; ; terms++) {
    const moved = moveEnd(end, terms * months);
    if (moved >= today) return moved;
  }
}
