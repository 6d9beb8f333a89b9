import type { AnyRecord } from '../api/records.ts';

/**
 * The rows of a list that stays put under people's hands: what was shown keeps its place (what has gone, goes), what came in since waits
 * to be asked for.
 * @param order the numbers as they stand on the screen; none for a list that has just begun
 */
export function settle(order: readonly string[] | undefined, now: readonly AnyRecord[]): { readonly rows: readonly AnyRecord[]; readonly arrived: readonly AnyRecord[] } {
  if (!order?.length) return { rows: now, arrived: [] };
  const byNumber = new Map(now.map((record) => [record.number, record]));
  const shown = new Set(order);
  return { rows: order.flatMap((number) => byNumber.get(number) ?? []), arrived: now.filter(({ number }) => !shown.has(number)) };
}
