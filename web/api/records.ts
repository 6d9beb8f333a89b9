import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useApi } from './context.ts';
import type { Sent } from './http.ts';
import { wantsNextPage } from './paging.ts';
import type { RecordType } from './practices.ts';

export interface Clock {
  readonly name: string;
  readonly state: 'running' | 'paused' | 'stopped';
  readonly startedAt: string;
  readonly dueAt?: string;
  /** ISO 8601 durations of service time. */
  readonly elapsed: string;
  readonly target: string;
  readonly remaining?: string;
  readonly paused?: string;
  readonly breached: boolean;
  /** `resolved` lies between a stop and a reopening: shown, never counted. */
  readonly intervals: readonly { readonly state: 'running' | 'paused' | 'resolved'; readonly from: string; readonly to?: string; readonly reason?: string }[];
}

/** A record as the API gives it; its type says which fields there are. */
export interface AnyRecord {
  readonly number: string;
  readonly state: string;
  readonly version: number;
  readonly createdAt: string;
  readonly createdBy?: string;
  readonly updatedAt: string;
  readonly dueAt?: string;
  readonly watchers?: readonly string[];
  readonly clocks?: readonly Clock[];
  readonly allowedCommands?: readonly string[];
  readonly [field: string]: unknown;
}

export interface Entry {
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly version: number;
  readonly from?: string;
  readonly to: string;
  readonly changes: Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;
  readonly note?: string;
  readonly visibility: 'public' | 'internal';
  readonly events: readonly { readonly id: string; readonly type: string; readonly data?: Readonly<Record<string, unknown>> }[];
}

export interface Comment { readonly at: string; readonly actor: string; readonly text: string; readonly visibility: 'public' | 'internal'; readonly version: number }
export interface Link { readonly type: string; readonly end: 'source' | 'target'; readonly target: string; readonly targetType: string; readonly title?: string; readonly state: string; readonly at: string }
interface Page<T> { readonly items: readonly T[]; readonly nextCursor?: string }

/** How often what is on the screen is looked at again, in milliseconds: by far the most requests are these. Nothing is asked while the page is hidden, and at once when it comes back. */
const RECORD_POLL = 15_000;
const LIST_POLL = 30_000;
const PAGE = 200;
/** As many rows as a list loads to sort and filter them here; more are told of, not loaded. */
export const MOST_ROWS = 2_000;

/** By what a record is addressed in paths: its short name where it has one. */
export const idOf = (type: RecordType, record: AnyRecord): string => type.identity === 'name' ? String(record.name) : record.number;

/** What a person calls a record. */
export const titleOf = (record: AnyRecord): string => String(record.title ?? record.displayName ?? record.name ?? record.number);

export const pathOf = (type: RecordType, id: string): string => `/v1/${type.route}/${encodeURIComponent(id)}`;

/** One record, kept up to date. */
export function useRecord(type: RecordType, id: string | undefined) {
  const api = useApi();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['record', type.name, id], enabled: id !== undefined, refetchInterval: RECORD_POLL,
    queryFn: ({ signal }) => api.get<AnyRecord>(pathOf(type, id!), signal),
  });
  const version = useRef<number | undefined>(undefined);
  useEffect(() => {
    if (version.current !== undefined && version.current !== found.data?.version) void queries.invalidateQueries({ queryKey: ['of', type.name, id] });
    version.current = found.data?.version;
  }, [found.data?.version, type.name, id]);
  return found;
}

/** Reads a record as it stands at this moment; what shows it follows. */
export function useReadAgain(type: RecordType): (id: string) => Promise<AnyRecord> {
  const api = useApi();
  const queries = useQueryClient();
  return (id) => queries.fetchQuery({ queryKey: ['record', type.name, id], staleTime: 0, queryFn: ({ signal }) => api.get<AnyRecord>(pathOf(type, id), signal) });
}

function usePaged<T>(type: RecordType, id: string, what: 'timeline' | 'comments') {
  const api = useApi();
  return useQuery({
    queryKey: ['of', type.name, id, what],
    async queryFn({ signal }) {
      const all: T[] = [];
      let cursor: string | undefined;
      do {
        const page: Page<T> = await api.get(`${pathOf(type, id)}/${what}?limit=${PAGE}${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`, signal);
        all.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor);
      return all;
    },
  });
}

/** Every step of a record, oldest first. */
export const useTimeline = (type: RecordType, id: string) => usePaged<Entry>(type, id, 'timeline');

/** What was said, oldest first. */
export const useComments = (type: RecordType, id: string) => usePaged<Comment>(type, id, 'comments');

export function useLinks(type: RecordType, id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['of', type.name, id, 'links'], queryFn: async ({ signal }) => (await api.get<Page<Link>>(`${pathOf(type, id)}/links`, signal)).items });
}

/** What a query asks for, as its address says it; lists by commas. What is empty is left out. */
export type Asks = Readonly<Record<string, unknown>>;

interface NamedQuery { readonly name: string; readonly id?: string; readonly asks?: Asks; readonly enabled?: boolean; readonly poll?: number; /** Whether the answer is no JSON, but a text such as a calendar feed. */ readonly plain?: boolean }

/** A query that a definition names, such as `similar` of an incident or `schedule` of changes. */
export function useNamedQuery<T>(type: RecordType, { name, id, asks = {}, enabled = true, poll, plain = false }: NamedQuery) {
  const api = useApi();
  const given = Object.entries(asks).map(([key, value]) => [key, Array.isArray(value) ? value.join(',') : String(value ?? '')] satisfies [string, string]).filter(([, value]) => value !== '');
  const path = `${id === undefined ? `/v1/${type.route}` : pathOf(type, id)}/${name}${given.length ? `?${new URLSearchParams(given)}` : ''}`;
  return useQuery({
    queryKey: id === undefined ? ['list', type.name, 'query', path] : ['of', type.name, id, path], enabled, refetchInterval: poll ?? false,
    queryFn: ({ signal }) => (plain ? api.text(path, signal) as Promise<T> : api.get<T>(path, signal)),
  });
}

export type Filters = Readonly<Record<string, string | undefined>>;

/**
 * All records of a type that the filters let through, newest first (or, by a queue's owner, most urgent first), loaded page by page behind the
 * first, at most MOST_ROWS; `complete` says whether these are all. Filters are those of the API: `{ team: 'network', state: 'new,assigned' }`.
 */
export function useRecords(type: RecordType, filters: Filters = {}, { enabled = true, limit = MOST_ROWS, poll = LIST_POLL, stale }: { enabled?: boolean; limit?: number; poll?: number | false; /** For how long what was loaded is not asked for again, in milliseconds. */ stale?: number } = {}) {
  const api = useApi();
  const given = Object.entries(filters).filter((pair): pair is [string, string] => Boolean(pair[1])).sort(([one], [other]) => one.localeCompare(other));
  const size = Math.min(PAGE, limit);
  const pages = useInfiniteQuery({
    queryKey: ['list', type.name, given, limit], enabled, initialPageParam: undefined as string | undefined, ...(stale !== undefined && { staleTime: stale }),
    queryFn: ({ pageParam, signal }) => api.get<Page<AnyRecord>>(`/v1/${type.route}?${new URLSearchParams([...given, ['limit', String(size)], ...(pageParam ? [['cursor', pageParam] satisfies [string, string]] : [])] satisfies [string, string][])}`, signal),
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // Every page is asked for again, so the more there are the rarer.
    refetchInterval: ({ state }) => poll && poll * Math.max(1, state.data?.pages.length ?? 1),
  });
  const items = useMemo(() => pages.data?.pages.flatMap((page) => page.items), [pages.data]);
  const more = pages.hasNextPage && (items?.length ?? 0) < limit;
  const due = wantsNextPage(pages, limit);
  useEffect(() => {
    if (due) void pages.fetchNextPage();
  }, [due, pages.data]);
  return { items, loading: pages.isPending && enabled, loadingMore: more, complete: pages.data !== undefined && !pages.hasNextPage, error: pages.error, refetch: pages.refetch };
}

interface Order extends Sent { readonly id: string; readonly command: string; readonly body?: unknown; /** Whether lists stay as they are, for one of several; whoever gives them says when all are done. */ readonly several?: boolean }

/** Gives a command (`update` changes fields, `comment` and `link` add one). It is done when the service says so; what is on the screen follows by itself. */
export function useOrder(type: RecordType) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, command, body = {}, several: _, ...sent }: Order) => {
      const path = pathOf(type, id);
      if (command === 'update') return api.patch<AnyRecord>(path, body, sent);
      return api.post<AnyRecord>(`${path}/${{ comment: 'comments', link: 'links' }[command] ?? command}`, body, sent);
    },
    onSuccess: (record, { id, command }) => {
      if (command !== 'comment' && command !== 'link') queries.setQueryData(['record', type.name, id], record);
    },
    // Refused, too: it may stand otherwise than the screen shows.
    onSettled: (_record, _error, { id, several = false }) => {
      void queries.invalidateQueries({ queryKey: ['record', type.name, id] });
      void queries.invalidateQueries({ queryKey: ['of', type.name, id] });
      if (!several) void queries.invalidateQueries({ queryKey: listsOf(type) });
    },
  });
}

/** By what everything is known that shows several records of a type. */
export const listsOf = (type: RecordType): readonly string[] => ['list', type.name];

/** Makes a record. */
export function useCreate(type: RecordType) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: unknown; key?: string }) => api.post<AnyRecord>(`/v1/${type.route}`, body, { key }),
    onSuccess: () => { void queries.invalidateQueries({ queryKey: listsOf(type) }); },
  });
}

export interface Hit extends AnyRecord { readonly type: string }

/** Full-text search over everything that one may see, best first. */
export function useSearch(text: string, { type, limit = 20 }: { type?: string; limit?: number } = {}) {
  const api = useApi();
  return useQuery({
    queryKey: ['search', text, type, limit], enabled: text.trim().length > 1, placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await api.get<Page<Hit>>(`/v1/search?${new URLSearchParams({ q: text, limit: String(limit), ...(type && { type }) })}`, signal)).items,
  });
}
