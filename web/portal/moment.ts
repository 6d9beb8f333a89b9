import type { AnyRecord } from '../api/records.ts';
import { relativeText, timeZone } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';

/** The day of a point in time where somebody is. */
export const dayText = (instant: string, zone = timeZone): string => new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: zone }).format(new Date(instant));

/** Since when a ticket stands where it does, as far as it is the doing of people: much that the service does by itself moves `updatedAt`, too. */
export function sinceWhen({ state, createdAt, resolvedAt, closedAt }: AnyRecord, now?: number): string {
  const words = texts.portal;
  if (state === 'canceled' && typeof closedAt === 'string') return words.withdrawnWhen(relativeText(closedAt, now));
  if ((state === 'resolved' || state === 'closed') && typeof resolvedAt === 'string') return words.solvedWhen(relativeText(resolvedAt, now));
  return words.reportedWhen(relativeText(createdAt, now));
}
