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
  /** One structured line; ids only, never what people wrote. */
  log(line: Readonly<Record<string, unknown>>): void;
}

/** Who asks, before the person's own record has been read. */
export interface Caller { readonly tenant: string; readonly name: string; readonly roles: readonly import('../record/define.ts').Role[] }

/** Where a command comes from: carried into the events that it makes. */
export interface Cause { readonly correlation?: string; readonly causation?: string; readonly hops?: number; readonly replay?: boolean }
