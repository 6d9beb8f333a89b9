/** A moment, or a whole day from its first millisecond to just before `to`; in the user's zone. */
export interface Moment { readonly from: number; readonly to: number }

const UNITS = { h: 3_600_000, d: 86_400_000 } as const;

/**
 * What a filter means by a time: a day (`2026-11-30`), `now`, or so many hours or days from now (`-7d`, `+4h`).
 * @param now milliseconds
 * @returns undefined for anything else
 */
export function momentIn(written: string, now: number): Moment | undefined {
  if (written === 'now') return { from: now, to: now };
  const relative = /^([+-]\d{1,4})([hd])$/.exec(written);
  if (relative) {
    const at = now + Number(relative[1]) * UNITS[relative[2] as 'h' | 'd'];
    return { from: at, to: at };
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(written)) return undefined;
  const from = new Date(`${written}T00:00`);
  // The next midnight, which is not always 24 hours away.
  const to = new Date(from.getFullYear(), from.getMonth(), from.getDate() + 1);
  return Number.isNaN(from.getTime()) ? undefined : { from: from.getTime(), to: to.getTime() };
}

export const withinDay = (at: number, { from, to }: Moment): boolean => at === from || (at >= from && at < to);
