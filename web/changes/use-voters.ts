import { useMe, useType } from '../api/practices.ts';
import { useRecords } from '../api/records.ts';
import { useNow } from '../practice/now.ts';
import { awayFor, castable } from './voting.ts';

const HOUR = 3_600_000;

/** Tells whose votes on a change whoever is signed in can cast now: their own first, then those of people who are away and left theirs to them. */
export function useVoters(): (change: Readonly<Record<string, unknown>>) => string[] {
  const me = useMe();
  const now = useNow(HOUR);
  const people = useRecords(useType('person')!, {}, { poll: false, stale: 300_000 }).items;
  const others = awayFor(people ?? [], me.name, now);
  return (change) => castable(change, me.name, others);
}
