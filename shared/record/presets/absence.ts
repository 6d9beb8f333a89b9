/** From and until are both days of it, `2026-12-31`. */
export interface Absence { readonly from: string; readonly until: string; readonly delegate?: string }

/** Whether a person is away at an instant, by its day in UTC. */
export const isAway = (absence: Absence | undefined, at: string): boolean =>
  absence !== undefined && absence.from <= at.slice(0, 10) && at.slice(0, 10) <= absence.until;
