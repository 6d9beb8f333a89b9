import type { Key } from './table.ts';

/**
 * Every key of the table, and nowhere else. All start with the tenant, except those of the sweep, which serves all.
 * `#` parts a key; names and numbers cannot hold one.
 */
export const recordKey = (tenant: string, type: string, id: string): Key => ({ pk: `T#${tenant}#${type}#${id}`, sk: '#' });

/** Zero-padded so that entries sort by the version that they made; unique because a version is made once. */
export const entryKey = (record: Key, version: number): Key => ({ pk: record.pk, sk: `ENTRY#${String(version).padStart(9, '0')}` });
export const linkKey = (record: Key, link: { type: string; target: string; id: string }): Key => ({ pk: record.pk, sk: `LINK#${link.type}#${link.target}#${link.id}` });
/** The edges that lead to a record, as many as go into one small item; and each of the further ones. */
export const edgesKey = (record: Key): Key => ({ pk: record.pk, sk: 'EDGES' });
export const furtherEdgePrefix = 'EDGES#';
export const furtherEdgeKey = (record: Key, edge: { type: string; source: string }): Key => ({ pk: record.pk, sk: `${furtherEdgePrefix}${edge.type}#${edge.source}` });
export const counterKey = (tenant: string, type: string): Key => ({ pk: `T#${tenant}#counter`, sk: type });
/** Whether a key is that of a counter, of whatever tenant. */
export const isCounter = ({ pk }: Key): boolean => /^T#[^#]+#counter$/.test(pk);
export const markerKey = (tenant: string, type: string, marker: string, values: readonly string[]): Key =>
  ({ pk: `T#${tenant}#unique#${type}#${marker}#${values.map(encodeURIComponent).join('#')}`, sk: '#' });
export const idempotencyKey = (tenant: string, actor: string, key: string): Key => ({ pk: `T#${tenant}#idempotency#${actor}#${encodeURIComponent(key)}`, sk: '#' });
/** A notice that went out. */
export const noticeKey = (tenant: string, id: string): Key => ({ pk: `T#${tenant}#notice#${id}`, sk: '#' });
export const tenantKey = (tenant: string): Key => ({ pk: `T#${tenant}`, sk: '#' });
/** What signs cursors. */
export const secretKey = (): Key => ({ pk: 'SECRET', sk: 'cursor' });
export const watermarkKey = (): Key => ({ pk: 'SWEEP', sk: 'watermark' });

/** The partition of a list: all records of a type whose field has one value, in one phase of a queue where it is one. */
export const listPartition = ({ tenant, type, list, value }: { tenant: string; type: string; list: string; value: string }): string =>
  `T#${tenant}#${type}#${list}#${value}`;

/** Clocks are spread over this many partitions an hour, so that a busy hour is not one hot partition. */
export const dueShards = 4;
export const duePartition = (hour: string, shard: number): string => `DUE#${hour}#${shard}`;
/** The hour an instant is in: `2026-11-21T17`. */
export const hourOf = (instant: string): string => instant.slice(0, 13);
export const shardOf = (id: string): number => [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7) % dueShards;

/** Secondary indexes by name, with the attributes that are their keys. Every one projects the summary only. */
const listSlots = 6;
export const listIndex = (slot: number): string => `list${slot}`;
export const listAttributes = (slot: number): { pk: string; sk: string } => ({ pk: `l${slot}p`, sk: `l${slot}s` });
export const indexes: Readonly<Record<string, { pk: string; sk: string }>> = {
  ...Object.fromEntries(Array.from({ length: listSlots }, (_, slot) => [listIndex(slot), listAttributes(slot)])),
  due: { pk: 'dup', sk: 'dus' },
  links: { pk: 'lkp', sk: 'lks' },
};
/** The one attribute besides keys that indexes project. */
export const summaryAttribute = 'sum';
/** Set on idempotency records, notices and waits only, in epoch seconds. */
export const expiryAttribute = 'expires';
/** What the timeline's sort keys start with; the relay picks entries out of the table's changes by it. */
export const entryPrefix = 'ENTRY#';

/** Words are parted by their first two letters: many partitions to write to, and one Query finds what begins with what was typed. */
export const wordPartition = ({ tenant, type, word }: { tenant: string; type: string; word: string }): string =>
  `T#${tenant}#search#${type}#${[...word].slice(0, 2).join('')}`;
export const wordKey = (posting: { tenant: string; type: string; word: string; id: string }): Key => ({ pk: wordPartition(posting), sk: `${posting.word}#${posting.id}` });
/** Which words of a record the index holds. */
export const keptWordsKey = (tenant: string, type: string, id: string): Key => ({ pk: `T#${tenant}#search#${type}#kept#${id}`, sk: '#' });
/** How many documents a type has is spread over so many items, because those who index at the same time all count. */
export const tallyShards = 16;
export const tallyPartition = (tenant: string): string => `T#${tenant}#search`;
export const tallyKey = (tenant: string, type: string, shard: number): Key => ({ pk: tallyPartition(tenant), sk: `${type}#${shard}` });

/** What the sort keys of task tokens start with, beside the record that a machine waits for. */
export const waitPrefix = 'WAIT#';
/** Each token has an item of its own: a loop that waits again, or a late delivery of an earlier try, can overwrite nothing. */
export const waitKey = (record: Key, wait: { execution: string; state: string; token: string }): Key => ({ pk: record.pk, sk: `${waitPrefix}${wait.execution}#${wait.state}#${wait.token}` });
