import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { isDeepStrictEqual } from 'node:util';
import { dynamoTable } from '../shared/aws/dynamo-table.ts';
import { entryPrefix } from '../shared/store/keys.ts';
import { recordOf } from '../shared/store/rows.ts';
import type { Item } from '../shared/store/table.ts';

/** How many items were compared, and the keys of those that are not the same in both tables. */
export interface Comparison { readonly compared: number; readonly differ: readonly string[] }

/** A sample is drawn from so many places of a table, and so many items are looked at in each. */
const PLACES = 64;
const ITEMS = 16;
/** A command takes its time before it is committed. */
const UNDER_WAY_MS = 60_000;

/**
 * Compares records and timeline entries that were last written before a moment: those must be the same in a table restored from it. What is newer,
 * and what is kept for a while only, is left out.
 * @param at RFC 3339
 */
export async function compare(client: DynamoDBClient, { from, to, at }: { from: string; to: string; at: string }): Promise<Comparison> {
  const drawn = await Promise.all(Array.from({ length: PLACES }, async (_, place) =>
    (await client.send(new ScanCommand({ TableName: from, Segment: place, TotalSegments: PLACES, Limit: ITEMS }))).Items ?? []));
  const settled = drawn.flat().map((item) => unmarshall(item) as Item).filter((item) => isSettled(item, at));
  const found = new Map((await dynamoTable({ client, name: to }).getAll(settled)).map((item) => [nameOf(item), item]));
  return { compared: settled.length, differ: settled.filter((item) => !isDeepStrictEqual(item, found.get(nameOf(item)))).map(nameOf) };
}

/** What a comparison means to an operator. */
export function verdictOn({ compared, differ }: Comparison): { fits: boolean; says: string } {
  if (compared === 0) return { fits: false, says: 'Nothing could be compared: no record that was drawn is older than that moment.' };
  if (differ.length === 0) return { fits: true, says: `compared ${compared} records and entries from all over the table: the same in both` };
  const shown = differ.slice(0, 10).join('\n  ');
  return { fits: false, says: `${differ.length} of ${compared} records and entries that should be the same are not:\n  ${shown}\nHistory that was imported since carries old times, and differs rightly. Anything else does not: do not deploy with this table.` };
}

const nameOf = ({ pk, sk }: Item): string => `${pk} ${sk}`;

function isSettled(item: Item, at: string): boolean {
  const written = item.sk.startsWith(entryPrefix) ? !item.replay && item.at : recordOf(item).updatedAt;
  return typeof written === 'string' && Date.parse(written) < Date.parse(at) - UNDER_WAY_MS;
}
