import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/context.ts';
import { useType, type RecordType } from '../api/practices.ts';
import { idOf, pathOf, titleOf, type AnyRecord } from '../api/records.ts';
import { To } from '../shell/to.tsx';

/** The page of a record, by its id or the record itself. */
export const hrefOf = (type: RecordType, record: AnyRecord | string): string => `/records/${type.route}/${encodeURIComponent(typeof record === 'string' ? record : idOf(type, record))}`;

/** A link to a record that is known by type and id; short names are shown as the name that people gave. */
export function RecordLink({ type: name, id }: { type: string; id: string }) {
  const type = useType(name);
  const title = useDisplayName(name, id);
  return type ? <To href={hrefOf(type, id)}>{title}</To> : <>{id}</>;
}

/** What a person calls the record with this short name; numbers, and what one may not see, stay as they are. */
export function useDisplayName(name: string | undefined, id: string | undefined): string {
  const api = useApi();
  const type = useType(name ?? '');
  const found = useQuery({
    queryKey: ['name', name, id], staleTime: 300_000, retry: false, enabled: type?.identity === 'name' && Boolean(id),
    queryFn: async ({ signal }) => titleOf(await api.get<AnyRecord>(pathOf(type!, id!), signal)),
  });
  return found.data ?? id ?? '';
}
