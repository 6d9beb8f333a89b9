import type { BusinessCalendar } from '../clock/calendar.ts';
import type { Refusal } from './fault.ts';
import type { Field, FieldMap, Values } from './field.ts';

/** What a person is trusted with, from the groups in the token. `system` is the service itself, `importer` a replay of history. */
export const roles = [
  'agent', 'lead', 'security', 'change-manager', 'cab', 'release-manager', 'operations', 'manager', 'admin', 'system', 'importer',
] as const;
export type Role = (typeof roles)[number];

/** What a person is to one record, read from the record itself. */
export const relations = ['requester', 'assignee', 'team', 'collaborator', 'watcher', 'organisation', 'owner', 'self', 'approver'] as const;
export type Relation = (typeof relations)[number];

/** Who may give a command: a role, a relation to the record, or any signed-in person. */
export type Who = Role | Relation | 'anyone';

/** What a command knows of who gives it; team and the like come from the person's record, roles from the token. */
export interface Actor {
  readonly tenant: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly profile?: { readonly team?: string; readonly organisation?: string; readonly manager?: string; readonly displayName?: string };
}

/** Kept for every record, whatever its practice. */
export interface Basics {
  id: string;
  number: string;
  state: string;
  version: number;
  createdAt: string;
  createdBy: string;
  updatedAt: string;
  watchers: string[];
}

type Loose = Readonly<Record<string, unknown>>;
export type RecordOf<F extends FieldMap, K extends FieldMap> = Basics & Values<F> & Partial<Values<K>>;
export type AnyRecord = Basics & Record<string, any>;

type RefNames<F extends FieldMap> = { [N in keyof F]: F[N]['kind'] extends 'ref' ? N : F[N] extends Field<string, infer T, boolean, FieldMap> ? [T] extends [never] ? never : N : never }[keyof F];
export type Refs<F extends FieldMap> = { readonly [N in RefNames<F>]?: Partial<Values<NonNullable<F[N]['pick']>>> };

/** Another record's unique marker, read together with the record because a rule needs what the marker carries. */
export interface Lookup<P extends FieldMap = FieldMap> {
  readonly of: string;
  readonly marker: string;
  readonly by: (record: Record<string, any>) => readonly string[] | undefined;
  readonly pick: P;
}
export interface Lookups { readonly [name: string]: Lookup }
type Facts<L extends Lookups> = { readonly [N in keyof L]?: Partial<Values<L[N]['pick']>> };

/** All that a rule may look at. */
export interface Context<R, I, X = Loose, L = Loose> {
  /** As it stands before the command; in `derive`, `initial`, clocks and calendar, as it comes out. */
  readonly record: R;
  /** The record's own fields that the client sent. */
  readonly input: I;
  /** What else the client sent: a command's `asks`. */
  readonly asked: Readonly<Record<string, any>>;
  readonly actor: Actor;
  readonly now: string;
  readonly refs: X;
  readonly facts: L;
}

export interface Happening { readonly type: string; readonly data?: Loose }

export interface Command<R, F extends FieldMap, K extends FieldMap, S extends string, E extends string, X, L> {
  readonly help: string;
  /** The states it starts from; left out: every one that is not done. */
  readonly from?: readonly S[];
  /** Where it leads; left out: the state stays. */
  readonly to?: S | ((context: Context<R, Partial<Values<F>> & Partial<Values<K>>, X, L>) => S | undefined);
  readonly happened: E;
  readonly by: readonly Who[];
  /** Fields of the record that the command sets. */
  readonly takes?: { readonly [N in keyof F | keyof K]?: 'required' | 'optional' };
  /** What else the command is told; rules see it, the record keeps only what `change` makes of it. */
  readonly asks?: FieldMap;
  readonly check?: (context: Context<R, Partial<Values<F>> & Partial<Values<K>>, X, L>) => Refusal | undefined;
  /** False while there is nothing for it to do, or not for this actor, so that no button shows it; `check` refuses it all the same. */
  readonly offered?: (record: R, actor: Actor) => boolean;
  readonly change?: (context: Context<R, Partial<Values<F>> & Partial<Values<K>>, X, L>) => Partial<R>;
  /** The words kept in the timeline. */
  readonly note?: (context: Context<R, Partial<Values<F>> & Partial<Values<K>>, X, L>) => string | undefined;
  readonly visibility?: 'public' | 'internal';
  /** Further events of the same step. */
  readonly also?: (context: Context<R, Partial<Values<F>> & Partial<Values<K>>, X, L>) => readonly { readonly type: E; readonly data?: Loose }[];
}

export interface ClockRule<R, S extends string, X, L> {
  readonly help: string;
  readonly runsIn: readonly S[];
  readonly pausesIn?: readonly S[];
  readonly pauseReason?: (record: R) => string | undefined;
  /** True from the moment on at which the promise is kept, whatever the state. */
  readonly done?: (record: R) => boolean;
  /** Counts from the first moment in which it runs, not from the record's creation: the time that a vendor takes. */
  readonly fromFirstRun?: boolean;
  /** Seconds on the calendar, or undefined where nothing was agreed. */
  readonly target: (context: Context<R, Loose, X, L>) => number | undefined;
  /** Percentages of the target at which to warn; 75 where nothing else was agreed. */
  readonly warnAt?: (context: Context<R, Loose, X, L>) => readonly number[] | undefined;
}

export interface Timer<R, C extends string> {
  readonly help: string;
  /** The moment at which the command falls due; recomputed after every change of the record. */
  readonly at: (record: R, calendar: BusinessCalendar) => string | undefined;
  readonly run: C;
}

export interface ListRule<N> {
  readonly by: N;
  /** A work queue: what is open comes first, by priority and then by what falls due; what is done follows, newest first. */
  readonly queue?: boolean;
}

/** What a reaction may find its records by: the event's own record, those linked to it, a list, or those whose ids the event names. */
export type Find =
  | { readonly self: true }
  | { readonly linked: string; readonly end: 'source' | 'target' }
  | { readonly list: (event: EventSeen) => Readonly<Record<string, string>> }
  | { readonly named: (event: EventSeen) => string | readonly string[] | undefined }
  | { readonly create: true };

export interface EventSeen {
  readonly metadata: { readonly id: string; readonly type: string; readonly tenant: string; readonly recordId: string; readonly recordVersion: number; readonly time: string; readonly actor: string; readonly correlation: string; readonly causation?: string; readonly hops: number; readonly replay?: boolean };
  readonly data: Record<string, any>;
}

export interface Reaction<C extends string> {
  readonly help: string;
  readonly when?: (event: EventSeen) => boolean;
  readonly find: Find;
  readonly run: C;
  /** What the command is given; undefined when, after all, there is nothing to do. */
  readonly with?: (event: EventSeen, read: Reader) => Loose | undefined | Promise<Loose | undefined>;
  /** Record types that `with` lists besides those that fields name. */
  readonly reads?: readonly string[];
  /** What the record is tied to in the same step; for `create`. */
  readonly link?: (event: EventSeen) => { readonly type: string; readonly target: string };
}

/** What one machine of Step Functions does for a record; its file is `statemachines/<key>.asl.json`. */
export interface Workflow<R> {
  readonly help: string;
  /** Names the execution, which makes the start idempotent: the same name is never started twice. Kept to what Step Functions allows. */
  readonly name: (event: EventSeen) => string;
  /** The few values of the record that the machine may branch on; every step answers them. */
  readonly view: (record: R) => Loose;
  /** For each stage at which the machine waits: nothing (or false) while the wait goes on, its output once it is over. */
  readonly waits?: Readonly<Record<string, (record: R) => Loose | false | '' | null | undefined>>;
}

/** An edge from a record to another of its type. */
export interface Edge { readonly type: string; readonly target: string; readonly group?: string }

/**
 * The graph that records of one type make. Each edge stands in the record that it starts from and is kept, in the same transaction, beside
 * the one that it leads to, so that a walk reads both directions of a hundred records with one request.
 */
export interface EdgeRule<R> {
  readonly of: (record: R) => readonly Edge[];
  /** True of an edge whose target must not be closed as long as it is there. */
  readonly holds: (record: R, edge: Edge) => boolean;
  /** Of an edge whose target may need the record itself: whether it does as it stands, and so keeps the record from being closed. */
  readonly heldBy: (record: R, edge: Edge) => ((target: AnyRecord) => boolean) | undefined;
  /** True once a record takes no further edges. */
  readonly closed: (record: R) => boolean;
}

/** A record with the edges that lead to it, some 2,000 at most; `more` when there are others. */
export interface Near { readonly record: AnyRecord; readonly edges: readonly { readonly type: string; readonly source: string; readonly group?: string }[]; readonly more: boolean }

/** What a query may read; everything it answers has passed the policy. */
export interface Reader {
  get(type: string, id: string): Promise<AnyRecord | undefined>;
  /** A hundred with one request; those that do not exist are left out. */
  many(type: string, ids: readonly string[]): Promise<AnyRecord[]>;
  /** The same, with the edges that lead to them: fifty with one request. */
  near(type: string, ids: readonly string[]): Promise<Near[]>;
  /**
   * As many as there are, up to the limit (200 when left out), read on until then, or until 120 queries found no more.
   * @param options with `ofOthers`, what somebody without a role may see, and not only what they reported
   */
  list(type: string, filters: Readonly<Record<string, string>>, limit?: number, options?: { readonly ofOthers?: boolean }): Promise<AnyRecord[]>;
  search(type: string, words: string, limit?: number): Promise<AnyRecord[]>;
  /** The first 200 entries, oldest first; or the latest ones, newest first. */
  timeline(type: string, id: string, only?: { latest: number }): Promise<Record<string, any>[]>;
  /** What the record is tied to, from both ends. */
  links(type: string, id: string): Promise<{ readonly type: string; readonly end: 'source' | 'target'; readonly other: { readonly type: string; readonly id: string }; readonly at: string }[]>;
}

export interface QueryRule<Asks extends FieldMap = FieldMap> {
  readonly help: string;
  readonly by: readonly Who[];
  /** Query string parameters. */
  readonly asks?: Asks;
  /** Record types it reads beside those that the definition names: the role of its Lambda is made from both. */
  readonly reads?: readonly string[];
  /** True where the query is about one record: `GET /v1/incidents/INC0000001/answers`. */
  readonly ofRecord?: boolean;
  /** What the text that it answers is, such as `text/calendar; charset=utf-8`; left out: JSON. */
  readonly contentType?: string;
  readonly run: (context: { readonly input: any; readonly actor: Actor; readonly read: Reader; readonly now: string; readonly record?: AnyRecord }) => Promise<unknown>;
}

/** Events that every record type has. */
export const commonEvents = ['created', 'updated', 'commented', 'linked', 'unlinked', 'watched', 'unwatched', 'clock-warned', 'clock-breached'] as const;
export type CommonEvent = (typeof commonEvents)[number];

interface Spec<N extends string, F extends FieldMap, K extends FieldMap, S extends string, E extends string, C extends string, L extends Lookups, V extends string, W extends string, R, X> {
  readonly name: N;
  /** The folder under `functions/`, which is also the Lambda that serves it. */
  readonly practice: string;
  readonly family: 'general' | 'service' | 'technical';
  /** One sentence: what the record is. */
  readonly help: string;
  readonly route: string;
  readonly prefix: string;
  /** `name`: the record is addressed by its own field `name` (people, teams, services); otherwise by its number. */
  readonly identity?: 'name';
  /** Set by clients when the record is made, and later by PATCH unless named in `fixed`. */
  readonly fields: F;
  /** Set by commands and rules only. */
  readonly kept?: K;
  /** Fields that PATCH may not change, with the reason and what to do instead. */
  readonly fixed?: { readonly [P in keyof NoInfer<F>]?: string };
  readonly states: readonly S[];
  readonly initial?: (context: Context<R, Partial<Values<F>>, X, Facts<L>>) => NoInfer<S>;
  /** States in which nothing is left to do; they leave the work queues. */
  readonly done: readonly NoInfer<S>[];
  readonly events: readonly E[];
  readonly lookups?: L;
  /** What follows from the rest, recomputed after every command. */
  readonly derive?: { readonly [P in keyof NoInfer<K>]?: (context: Context<R, Loose, X, Facts<L>>) => Values<K>[P & keyof Values<K>] | undefined };
  readonly create: { readonly by: readonly Who[]; readonly check?: (context: Context<R, Partial<Values<F>>, X, Facts<L>>) => Refusal | undefined; readonly change?: (context: Context<R, Partial<Values<F>>, X, Facts<L>>) => Partial<R> };
  readonly update: { readonly by: readonly Who[]; readonly from?: readonly NoInfer<S>[]; readonly offered?: (record: R, actor: Actor) => boolean; readonly to?: (context: Context<R, Partial<Values<F>>, X, Facts<L>>) => NoInfer<S> | undefined; readonly also?: (context: Context<R, Partial<Values<F>>, X, Facts<L>>) => readonly { readonly type: NoInfer<E>; readonly data?: Loose }[]; readonly check?: (context: Context<R, Partial<Values<F>>, X, Facts<L>>) => Refusal | undefined; readonly change?: (context: Context<R, Partial<Values<F>>, X, Facts<L>>) => Partial<R> };
  /** What was said is `asked`: its `text` and `visibility`. */
  readonly comment?: { readonly by: readonly Who[]; readonly to?: (context: Context<R, Loose, X, Facts<L>>) => NoInfer<S> | undefined; readonly change?: (context: Context<R, Loose, X, Facts<L>>) => Partial<R>; readonly also?: (context: Context<R, Loose, X, Facts<L>>) => readonly { readonly type: NoInfer<E>; readonly data?: Loose }[] };
  readonly commands: { readonly [P in C]: Command<R, NoInfer<F>, NoInfer<K>, NoInfer<S>, NoInfer<E>, X, Facts<L>> };
  readonly clocks?: Readonly<Record<string, ClockRule<R, NoInfer<S>, X, Facts<L>>>>;
  readonly calendar?: (context: Context<R, Loose, X, Facts<L>>) => BusinessCalendar | undefined;
  readonly timers?: Readonly<Record<string, Timer<R, NoInfer<C>>>>;
  readonly unique?: Readonly<Record<string, { readonly by: (record: R) => readonly string[] | undefined; readonly carries?: readonly (keyof NoInfer<F> | keyof NoInfer<K>)[]; readonly help: string }>>;
  /** The graph that its records make, where they make one. */
  readonly edges?: EdgeRule<R>;
  readonly lists: Readonly<Record<string, ListRule<keyof NoInfer<F> | keyof NoInfer<K> | 'state'>>>;
  /** What a list shows and filters. Every index row holds all of it, so nothing long belongs here. */
  readonly summary: readonly (keyof NoInfer<F> | keyof NoInfer<K>)[];
  /** Fields whose words the search index holds. */
  readonly searched?: readonly (keyof NoInfer<F> | keyof NoInfer<K>)[];
  readonly queries?: Readonly<Record<string, QueryRule>>;
  readonly reactions?: Readonly<Record<string, Reaction<NoInfer<C> | 'create' | 'touch' | 'link'> & { readonly on: V }>>;
  /** The machines that order its steps and wait for its people, by name; `startsOn` is the event that starts one. */
  readonly workflows?: Readonly<Record<string, Workflow<R> & { readonly startsOn: W }>>;
  /** Who may know that the record exists; left out: staff, and whoever has a relation to it. */
  readonly visible?: (record: R, actor: Actor) => boolean;
}

/** A practice's record type as data: everything else (routes, Lambdas, IAM, OpenAPI, forms) is read from it. */
export type Definition<
  N extends string = string, F extends FieldMap = FieldMap, K extends FieldMap = FieldMap, S extends string = string, E extends string = string,
  C extends string = string, L extends Lookups = Lookups, V extends string = string, W extends string = string,
> = Spec<N, F, K, S, E, C, L, V, W, RecordOf<F, K>, Refs<F & K>>;

/** Any definition, for the machinery that reads them all; its rules take records as they come. */
export interface AnyDefinition extends Omit<Spec<string, FieldMap, FieldMap, string, string, string, Lookups, string, string, any, any>, 'commands'> {
  readonly commands: Readonly<Record<string, Command<any, FieldMap, FieldMap, string, string, any, any>>>;
}

/**
 * Describes one record type. A misspelt state, field, command, list or event does not compile; names of other
 * practices are checked where the catalogue is put together.
 */
export function defineRecord<
  const N extends string, const F extends FieldMap, const S extends string, const E extends string,
  const C extends string, const K extends FieldMap = {}, const L extends Lookups = {}, const V extends string = never, const W extends string = never,
>(definition: Definition<N, F, K, S, E, C, L, V, W>): Definition<N, F, K, S, E, C, L, V, W> {
  return definition;
}

/** A marker of another record type that rules of this one look at, typed by what it must carry. */
export const lookup = <const P extends FieldMap>(of: string, marker: string, { by, pick }: { by: Lookup['by']; pick: P }): Lookup<P> => ({ of, marker, by, pick });
