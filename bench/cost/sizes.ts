import type { Item } from '../../shared/store/table.ts';

const KB = 1024;
export const GB = KB ** 3;

/** What EventBridge and SQS charge a payload by. */
export const CHUNK = 64 * KB;
/** What an HTTP API charges a request or its answer by. */
export const API_CHUNK = 512 * KB;
/** What DynamoDB keeps for itself with each item, and with each row of an index. */
const OVERHEAD = 100;

/** How many units of a size so many bytes are charged as; nothing at all is one unit, because a request is one. */
export const chunksOf = (bytes: number, size: number): number => Math.max(1, Math.ceil(bytes / size));

/** Write units of an item of so many bytes: one for each KB begun, twice that in a transaction. */
export const writeUnitsOf = (bytes: number, { inTransaction }: { inTransaction: boolean }): number => chunksOf(bytes, KB) * (inTransaction ? 2 : 1);

/** An item's size by DynamoDB's rules: names and values; 3 bytes for a list or map and 1 for each of what is in it. */
export const itemBytes = (item: Readonly<Record<string, unknown>>): number =>
  Object.entries(item).reduce((sum, [name, value]) => value === undefined ? sum : sum + Buffer.byteLength(name) + valueBytes(value), 0);

/** Bytes that an item takes up: itself, and a row in each index that it has the keys of. */
export function storedBytes(item: Item, { indexes, summary }: { indexes: readonly { readonly pk: string; readonly sk: string }[]; summary: string }): { table: number; indexes: number } {
  const rows = indexes.filter(({ pk, sk }) => pk in item && sk in item);
  const row = (names: readonly string[]): number => OVERHEAD + itemBytes(Object.fromEntries(names.map((name) => [name, item[name]])));
  return { table: OVERHEAD + itemBytes(item), indexes: rows.reduce((sum, { pk, sk }) => sum + row(['pk', 'sk', pk, sk, summary]), 0) };
}

function valueBytes(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  // Two digits a byte and one byte more.
  if (typeof value === 'number') return Math.ceil(String(value).replace(/[-.]/g, '').length / 2) + 1;
  if (value instanceof Uint8Array) return value.byteLength;
  if (Array.isArray(value)) return 3 + value.reduce((sum: number, one) => sum + 1 + valueBytes(one), 0);
  if (typeof value === 'object' && value !== null) return 3 + Object.values(value).filter((one) => one !== undefined).length + itemBytes(value as Record<string, unknown>);
  return 1;
}
