import { useSuspenseQuery, type QueryClient } from '@tanstack/react-query';
import { useApi } from './context.ts';
import type { Api } from './http.ts';

/** A field of a record or of a command, as `GET /v1/practices` describes it. */
export interface Field {
  readonly name: string;
  readonly kind: 'text' | 'long-text' | 'choice' | 'flag' | 'integer' | 'decimal' | 'instant' | 'date' | 'duration' | 'email' | 'zone' | 'ref' | 'list' | 'object' | 'json';
  readonly required: boolean;
  readonly help?: string;
  readonly choices?: readonly string[];
  /** The record type that a ref, or a list of them, points to. */
  readonly target?: string;
  readonly max?: number;
  readonly internal?: boolean;
  readonly of?: Field;
  readonly fields?: readonly Field[];
}

export interface Command {
  readonly name: string;
  readonly help: string;
  readonly by: readonly string[];
  readonly from: readonly string[];
  readonly to?: string;
  readonly takes: readonly Field[];
}

export interface Query {
  readonly name: string;
  readonly help: string;
  readonly by: readonly string[];
  readonly ofRecord: boolean;
  /** What it answers, such as `application/json` or `text/calendar; charset=utf-8`. */
  readonly contentType: string;
  readonly takes: readonly Field[];
}

/** A record type of a practice: all that is needed to draw it. */
export interface RecordType {
  readonly name: string;
  readonly practice: string;
  readonly family: 'general' | 'service' | 'technical';
  readonly help: string;
  readonly route: string;
  readonly prefix: string;
  /** By what records are addressed: their number, or the short name that people gave them. */
  readonly identity: 'number' | 'name';
  readonly states: readonly { readonly name: string; readonly done: boolean }[];
  /** What people fill in. */
  readonly fields: readonly Field[];
  /** What the service keeps by itself. */
  readonly kept: readonly Field[];
  /** Fields that cannot be changed by an update, with the reason. */
  readonly fixed: Readonly<Record<string, string>>;
  /** Who may make one, and who may change its fields: roles, and relations to the record such as `requester`. */
  readonly create: { readonly by: readonly string[] };
  /** By whom, and in which states, fields can be changed. */
  readonly update: { readonly by: readonly string[]; readonly from: readonly string[] };
  readonly commands: readonly Command[];
  readonly clocks: readonly { readonly name: string; readonly help: string }[];
  readonly timers: readonly { readonly name: string; readonly help: string; readonly run: string }[];
  readonly queries: readonly Query[];
  readonly lists: Readonly<Record<string, { readonly by: string; readonly queue?: boolean }>>;
  /** The fields that lists show, and that they can be filtered by. */
  readonly summary: readonly string[];
  readonly searched: readonly string[];
}

export interface Practices { readonly linkTypes: readonly string[]; readonly items: readonly RecordType[] }

/** Who is signed in, and what they may do. */
export interface Me {
  readonly tenant: string;
  readonly name: string;
  readonly displayName?: string;
  readonly roles: readonly string[];
  readonly team?: string;
  readonly organisation?: string;
  readonly may: Readonly<Record<string, { readonly create: boolean; readonly commands: readonly string[] }>>;
}

const FOR_GOOD = { staleTime: Infinity, gcTime: Infinity };

const practicesOf = (api: Api) => ({ queryKey: ['practices'], queryFn: () => api.get<Practices>('/v1/practices'), ...FOR_GOOD });
const meOf = (api: Api) => ({ queryKey: ['me'], queryFn: () => api.get<Me>('/v1/me'), ...FOR_GOOD });

/** Asks who one is, and for the definitions, at once. */
export function prefetchBasics(client: QueryClient, api: Api): void {
  void client.prefetchQuery(meOf(api));
  void client.prefetchQuery(practicesOf(api));
}

export const usePractices = (): Practices => useSuspenseQuery(practicesOf(useApi())).data;

export const useMe = (): Me => useSuspenseQuery(meOf(useApi())).data;

/** Whether somebody works for the service provider; everybody else gets the portal. */
export const isStaff = ({ roles }: Me): boolean => roles.length > 0;

/** A record type by its name (`incident`) or its route (`incidents`). */
export function useType(nameOrRoute: string): RecordType | undefined {
  return usePractices().items.find(({ name, route }) => name === nameOrRoute || route === nameOrRoute);
}

/** All fields of a type, filled in or kept, by name. */
export const fieldOf = ({ fields, kept }: RecordType, name: string): Field | undefined => fields.find((field) => field.name === name) ?? kept.find((field) => field.name === name);
