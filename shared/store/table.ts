/** What the store asks of a table; `shared/aws/dynamo-table.ts` is the one that speaks DynamoDB. */
export interface Key { readonly pk: string; readonly sk: string }
export type Item = Key & Record<string, unknown>;

export type Write =
  | { readonly put: Item; readonly unless?: 'exists' | { readonly expiredBefore: number } | { readonly otherThan: string }; readonly version?: number; readonly as: string }
  | { readonly remove: Key; readonly as: string; readonly must?: 'exist' }
  | { readonly exists: Key; readonly version?: number; readonly as: string };

export interface Query {
  readonly index?: string;
  readonly pk: string;
  readonly prefix?: string;
  /** The key of the last item already seen, as the index has it. */
  readonly after?: Readonly<Record<string, string>>;
  /** Sort keys up to and including this one. */
  readonly upTo?: string;
  readonly limit: number;
  readonly newestFirst?: boolean;
  readonly consistent?: boolean;
}

/** Requests made and capacity used, as DynamoDB reported it. */
export interface Meter { calls: number; readUnits: number; writeUnits: number }

export interface Table {
  readonly meter: Meter;
  get(key: Key): Promise<Item | undefined>;
  /** Strongly consistent, however many keys; the order of the answer is no order. */
  getAll(keys: readonly Key[]): Promise<Item[]>;
  query(query: Query): Promise<{ items: Item[]; more: boolean }>;
  /**
   * All or nothing. `token` makes a repeat of the very same call within ten minutes do nothing.
   * @throws {TransactionFailed} naming, by their `as`, the writes whose condition did not hold
   * @throws {TooLarge} when an item is
   */
  write(writes: readonly Write[], token: string): Promise<void>;
  /** Adds to a number and answers the new value. */
  add(key: Key, amount?: number): Promise<number>;
}

/** A transaction that did not happen. `contended` when another one was under way on the same items: the same call may do later. */
export class TransactionFailed extends Error {
  readonly failed: readonly string[];
  readonly contended: boolean;
  constructor(failed: readonly string[], contended: boolean) {
    super(`Conditions failed: ${failed.join(', ') || 'contention'}`);
    this.name = 'TransactionFailed';
    this.failed = failed;
    this.contended = contended;
  }
}

/** An item of the transaction is larger than the 400 KB that DynamoDB keeps. */
export class TooLarge extends Error {
  constructor(cause: unknown) {
    super('An item is too large', { cause });
    this.name = 'TooLarge';
  }
}

/** The table is over its capacity, and stayed so through the client's own retries. */
export class Throttled extends Error {
  /** What DynamoDB said: which table or index, and which of its limits. */
  readonly reason: string;
  constructor(cause: unknown) {
    super('The table is throttled', { cause });
    this.name = 'Throttled';
    this.reason = cause instanceof Error ? cause.message : String(cause);
  }
}
