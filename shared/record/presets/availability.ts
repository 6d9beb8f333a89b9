import { refused, type Refusal } from '../fault.ts';

/** From and until are both days of it, `2026-12-31`. */
export interface Absence { readonly from: string; readonly until: string; readonly delegate?: string }

/** Whether a person is away at an instant, by its day in UTC. */
export const isAway = (absence: Absence | undefined, at: string): boolean =>
  absence !== undefined && absence.from <= at.slice(0, 10) && at.slice(0, 10) <= absence.until;

/** Whether the person that a record refers to has left; references are read whole, whatever is picked of them. */
export const hasLeft = (person: object | undefined): boolean => (person as { readonly state?: string } | undefined)?.state === 'left';

/** Refuses to give work to somebody who has left, or is away. */
export function unavailable(name: string, person: { readonly absence?: Absence } | undefined, now: string): Refusal | undefined {
  if (hasLeft(person)) return refused('assignee-left', `${name} has left; give it to somebody else.`);
  const { absence } = person ?? {};
  return isAway(absence, now) ? refused('assignee-absent', `${name} is away until ${absence!.until}${absence!.delegate ? `; ${absence!.delegate} stands in` : ''}.`) : undefined;
}
