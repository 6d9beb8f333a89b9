import type { AnyRecord } from '../api/records.ts';

/** Whether somebody is away on a day, `2026-11-21`, by the absence that was recorded. */
export const isAway = ({ absence }: AnyRecord, day: string): boolean => {
  const recorded = absence as { from: string; until: string } | undefined;
  return recorded !== undefined && recorded.from <= day && day <= recorded.until;
};

/** Who works in each team and is there on a day, by the team's short name. */
export function presentIn(people: readonly AnyRecord[], day: string): ReadonlyMap<string, readonly string[]> {
  const present = new Map<string, string[]>();
  for (const person of people) {
    if (typeof person.team !== 'string' || person.state !== 'active' || isAway(person, day)) continue;
    present.set(person.team, [...present.get(person.team) ?? [], String(person.name)]);
  }
  return present;
}
