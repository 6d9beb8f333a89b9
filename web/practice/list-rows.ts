import { useMemo } from 'react';
import { useMe, type RecordType } from '../api/practices.ts';
import { useRecords, type AnyRecord } from '../api/records.ts';
import { anyFieldOf, targetOf } from './any-field.ts';
import { useNamesOf } from './display-names.ts';
import type { ListAddress } from './list-address.ts';
import { apiFilters, matches } from './list-match.ts';
import { sortRows, TITLE } from './list-order.ts';
import { useNow } from './now.ts';

/** What newest first is to numbers, names are to short names. */
export const usualSorting = (type: RecordType) => (type.identity === 'name' ? { by: TITLE, descending: false } : { by: 'createdAt', descending: true });

/** The rows that a list's address asks for, filtered and in order: by the service where it can, the rest here over what is loaded. */
export function useListRows(type: RecordType, { filter, sorting }: ListAddress) {
  const { name: me } = useMe();
  const records = useRecords(type, apiFilters(type, filter));
  const { nameOf, all: names } = useNamesOf(type.summary.flatMap((name) => targetOf(anyFieldOf(type, name)) ?? []));
  const now = useNow(60_000);
  const rows = useMemo(() => {
    const kept = (records.items ?? []).filter((record) => matches(record, filter, { type, me, nameOf, now }));
    return sortRows(kept, sorting ?? usualSorting(type), { type, nameOf });
  }, [records.items, filter, sorting, nameOf, now, type, me]);
  return { ...records, loaded: records.items?.length ?? 0, rows: rows as readonly AnyRecord[], nameOf, names };
}
