import type { Catalogue } from './catalogue.ts';
import type { Table } from './table.ts';

/** What commands and queries run on; everything that is not pure is in here, so that tests and the local clock can replace it. */
export interface Kernel {
  readonly table: Table;
  readonly catalogue: Catalogue;
  /** The time of the service: the real time, or the local runtime's movable one. RFC 3339 with milliseconds. */
  now(): string;
  /** A ULID made at the given time. */
  newId(at: string): string;
  /** Signs cursors; the same in every Lambda. */
  secret(): Promise<string>;
  log(line: LogLine): void;
}

/**
 * A structured line of the log. Ids, codes and times; never what people wrote, nor their names, hence the record ids that are numbers and no
 * others. `cause` is the error itself: whoever writes the line says how much of it may be told.
 */
export type LogLine = Readonly<{
  message: 'request' | 'command' | 'reaction' | 'step' | 'wait' | 'consumer' | 'tick' | 'sweep' | 'relay' | 'mail' | 'throttled' | 'bug';
  outcome?: 'done' | 'repeated' | 'unchanged' | 'refused' | 'skipped' | 'failed' | 'answered';
  /** Of a refusal. */
  code?: string;
  ms?: number;
  practice?: string;
  tenant?: string;
  type?: string;
  command?: string;
  record?: string;
  from?: string;
  to?: string;
  /** The types of the events that a command made. */
  events?: readonly string[];
  correlation?: string;
  causation?: string;
  /** How often a command was tried, because others came in between. */
  tries?: number;
  method?: string;
  route?: string;
  status?: number;
  traceId?: string;
  /** The event that is reacted to, and what reacts. */
  event?: string;
  reaction?: string;
  consumer?: string;
  messageId?: string;
  machine?: string;
  execution?: string;
  state?: string;
  wait?: string;
  looked?: number;
  acted?: number;
  failed?: number;
  published?: number;
  behind?: boolean;
  lagSeconds?: number;
  /** What DynamoDB said of a throttled request: which table or index, and which limit. */
  throttled?: string;
  /** The names of errors. */
  error?: string;
  bug?: string;
  cause?: unknown;
}>;

/** Who asks, before the person's own record has been read. */
export interface Caller { readonly tenant: string; readonly name: string; readonly roles: readonly import('../record/define.ts').Role[] }

/** Where a command comes from: carried into the events that it makes. */
export interface Cause { readonly correlation?: string; readonly causation?: string; readonly hops?: number; readonly replay?: boolean }
