import { addBusinessDays, type BusinessCalendar } from '../../shared/clock/index.ts';
import { refused, type Refusal } from '../../shared/record/fault.ts';

/** Where no agreement says otherwise: two weeks to reopen, ten business days (which are two weeks) until closing by itself. */
const REOPEN_DAYS = 14;
const AUTO_CLOSE_DAYS = 10;
const DAY = 86_400_000;

/** When what was resolved is closed without the requester's word. */
export const autoCloseAt = ({ calendar, resolvedAt, days = AUTO_CLOSE_DAYS }: { calendar: BusinessCalendar; resolvedAt: string; days?: number }): string | undefined =>
  addBusinessDays(calendar, resolvedAt, days);

/** Refuses to reopen what was resolved longer ago than agreed. */
export function withinReopenWindow({ resolvedAt, now, days = REOPEN_DAYS }: { resolvedAt?: string; now: string; days?: number }): Refusal | undefined {
  if (!resolvedAt || Date.parse(now) - Date.parse(resolvedAt) <= days * DAY) return undefined;
  return refused('reopen-window-over', `It was resolved more than ${days} days ago; report it anew, and link it with relates-to.`);
}
