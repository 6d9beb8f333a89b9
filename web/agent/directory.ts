import { useMemo } from 'react';
import { useType } from '../api/practices.ts';
import { titleOf, useRecords, type AnyRecord } from '../api/records.ts';

export type Named = 'person' | 'team' | 'service';
export type NameOf = (type: Named, id: unknown) => string;

export interface Directory {
  readonly people: readonly AnyRecord[];
  /** The teams that take work. */
  readonly teams: readonly AnyRecord[];
  /** What people call a person, team or service; its short name while that is not known. */
  readonly nameOf: NameOf;
}

/** Names hardly change. */
const KEPT = { poll: false, stale: 300_000 } as const;
const NONE: readonly AnyRecord[] = [];

/** Everybody, every team and every service by name, loaded once, so that tickets can be drafted, filtered and sorted by what people read. */
export function useDirectory(): Directory {
  const people = useRecords(useType('person')!, {}, KEPT).items ?? NONE;
  const teams = useRecords(useType('team')!, { state: 'active' }, KEPT).items ?? NONE;
  const services = useRecords(useType('service')!, {}, KEPT).items ?? NONE;
  return useMemo(() => {
    const names = new Map(Object.entries({ person: people, team: teams, service: services }).flatMap(([type, records]) => records.map((record) => [`${type}/${String(record.name)}`, titleOf(record)] as const)));
    return { people, teams, nameOf: (type, id) => id === undefined ? '' : names.get(`${type}/${String(id)}`) ?? String(id) };
  }, [people, teams, services]);
}
