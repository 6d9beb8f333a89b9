import { useQueries, useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useApi } from '../api/context.ts';
import type { Api } from '../api/http.ts';
import { usePractices, useType, type RecordType } from '../api/practices.ts';
import { idOf, pathOf, titleOf, type AnyRecord } from '../api/records.ts';
import { inTurn } from './in-turn.ts';

export interface Names { readonly byId: ReadonlyMap<string, string>; /** Whether these are all that there are. */ readonly complete: boolean }

/** As many names of a type as one request brings; people, teams and services of most tenants fit. */
const MOST_NAMES = 200;
const STALE_MS = 300_000;
/** What the list left out is asked for one by one, so many at a time. */
const single = inTurn(4);

/** The names of a type's records as one list, asked for once however many cells of a table want one. */
const namesQuery = (api: Api, type: RecordType | undefined): UseQueryOptions<Names> => ({
  queryKey: ['list', type?.name, 'names'], staleTime: STALE_MS, retry: false,
  async queryFn() {
    // Without the signal, by which it would be broken off and asked again when a page that draws itself anew lets go of it for a moment.
    const page = await api.get<{ items: readonly AnyRecord[]; nextCursor?: string }>(`/v1/${type!.route}?limit=${MOST_NAMES}`);
    return { byId: new Map(page.items.map((record) => [idOf(type!, record), titleOf(record)])), complete: page.nextCursor === undefined };
  },
});

/** What a person calls the record with this short name; numbers, and what one may not see, stay as they are. */
export function useDisplayName(name: string | undefined, id: string | undefined): string {
  const api = useApi();
  const type = useType(name ?? '');
  const listed = useQuery({ ...namesQuery(api, type), enabled: type?.identity === 'name' && Boolean(id) });
  const known = id === undefined ? undefined : listed.data?.byId.get(id);
  const settled = listed.isError || (listed.data !== undefined && !listed.data.complete);
  const found = useQuery({
    queryKey: ['name', name, id], staleTime: STALE_MS, retry: false, enabled: type?.identity === 'name' && Boolean(id) && known === undefined && settled,
    queryFn: ({ signal }) => single(async () => titleOf(await api.get<AnyRecord>(pathOf(type!, id!), signal))),
  });
  return known ?? found.data ?? id ?? '';
}

/** The names of several types at once, for what sorts, filters and exports by them: `(type, id)` to the name, or the id where there is none. */
export function useNamesOf(types: readonly string[]): { readonly nameOf: (type: string, id: string) => string; readonly all: ReadonlyMap<string, Names> } {
  const api = useApi();
  const { items } = usePractices();
  const named = [...new Set(types)].flatMap((name) => items.find((type) => type.name === name && type.identity === 'name') ?? []);
  const all = useQueries({ queries: named.map((type) => namesQuery(api, type)), combine: (found) => found.map(({ data }) => data) });
  return useMemo(() => {
    const byType = new Map(named.flatMap(({ name }, at): [string, Names][] => (all[at] ? [[name, all[at]]] : [])));
    return { all: byType, nameOf: (type, id) => byType.get(type)?.byId.get(id) ?? id };
  }, [all]);
}
