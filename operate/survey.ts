import { ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { dynamoTable } from '../shared/aws/dynamo-table.ts';
import { isCounter } from '../shared/store/keys.ts';
import type { Item, Key } from '../shared/store/table.ts';

/** How many items a table holds, and how far its numbers have been given out. */
export interface Survey { readonly items: number; readonly counters: readonly (Key & { readonly n: number })[] }

/** So many parts of a table are read side by side. */
const PARTS = 8;

/** Reads the keys of a whole table: half a read unit for each 4 KB that it holds. */
export async function surveyOf(client: DynamoDBClient, table: string): Promise<Survey> {
  const parts = await Promise.all(Array.from({ length: PARTS }, (_, part) => surveyPart(client, table, part)));
  return { items: parts.reduce((sum, { items }) => sum + items, 0), counters: parts.flatMap(({ counters }) => counters) };
}

async function surveyPart(client: DynamoDBClient, table: string, part: number): Promise<Survey> {
  let items = 0;
  const counters: Survey['counters'][number][] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await client.send(new ScanCommand({
      TableName: table, Segment: part, TotalSegments: PARTS, ProjectionExpression: 'pk, sk, n', ...(from && { ExclusiveStartKey: from as never }),
    }));
    items += Items.length;
    counters.push(...Items.map((item) => unmarshall(item) as Item & { n: number }).filter(isCounter));
    from = LastEvaluatedKey;
  } while (from);
  return { items, counters };
}

/** So many numbers more may be given while the restored table is deployed; a gap does no harm, a number given twice does. */
export const MARGIN = 100;

/** Lets a restored table go on counting a little beyond where the other one is; answers how many counters that moved. */
export async function takeOverNumbers(client: DynamoDBClient, restored: string, { from, to }: { from: Survey; to: Survey }): Promise<number> {
  const table = dynamoTable({ client, name: restored });
  const behind = from.counters.map(({ pk, sk, n }) => ({ key: { pk, sk }, by: n + MARGIN - (to.counters.find((one) => one.pk === pk && one.sk === sk)?.n ?? 0) })).filter(({ by }) => by > 0);
  for (const { key, by } of behind) await table.add(key, by);
  return behind.length;
}
