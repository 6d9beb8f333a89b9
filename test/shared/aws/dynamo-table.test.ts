import {
  BatchGetItemCommand, DynamoDBClient, GetItemCommand, QueryCommand, TransactionCanceledException, TransactWriteItemsCommand, UpdateItemCommand, type CancellationReason,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { dynamoTable } from '../../../shared/aws/dynamo-table.ts';
import { Throttled, TooLarge, TransactionFailed, type Key, type Table } from '../../../shared/store/table.ts';

const dynamo = mockClient(DynamoDBClient);
let table: Table;
beforeEach(() => {
  dynamo.reset();
  table = dynamoTable({ client: new DynamoDBClient({}), name: 'desk' });
});

const key = (n: number): Key => ({ pk: `p${n}`, sk: '#' });
const marshalled = (n: number) => ({ pk: { S: `p${n}` }, sk: { S: '#' } });
const keysOf = (from: number, to: number): Key[] => Array.from({ length: to - from }, (_, n) => key(from + n));
const named = (name: string, message = 'no'): Error => Object.assign(new Error(message), { name });

describe('reading many items', () => {
  const answering = (left: (asked: Record<string, unknown>[], call: number) => Record<string, unknown>[]) => {
    let call = 0;
    dynamo.on(BatchGetItemCommand).callsFake(({ RequestItems }) => {
      const asked = RequestItems.desk.Keys;
      const unprocessed = left(asked, ++call);
      return { Responses: { desk: asked.filter((one: Record<string, unknown>) => !unprocessed.includes(one)) }, ...(unprocessed.length > 0 && { UnprocessedKeys: { desk: { Keys: unprocessed } } }), ConsumedCapacity: [{ CapacityUnits: 1.5 }] };
    });
  };

  test('asks again for what was not processed, until all is there', async () => {
    answering((asked, call) => (call < 3 ? asked.slice(1) : []));
    expect((await table.getAll(keysOf(0, 4))).map(({ pk }) => pk).sort()).toEqual(['p0', 'p1', 'p2', 'p3']);
    expect(dynamo.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input.RequestItems!.desk!.Keys!.length)).toEqual([4, 3, 2]);
    expect(table.meter).toEqual({ calls: 3, readUnits: 4.5, writeUnits: 0 });
  });

  test('gives up as throttled when nothing comes any more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] });
    try {
      answering((asked) => asked);
      const throttled = expect(table.getAll([key(1)])).rejects.toBeInstanceOf(Throttled);
      await vi.runAllTimersAsync();
      await throttled;
    } finally {
      vi.useRealTimers();
    }
    expect(dynamo.commandCalls(BatchGetItemCommand)).toHaveLength(8);
  });

  test('asks for a hundred at a time, consistently, and for none twice', async () => {
    answering((asked, call) => (call === 1 ? asked.slice(90) : []));
    expect(await table.getAll([...keysOf(0, 230), ...keysOf(0, 30)])).toHaveLength(230);
    const asked = dynamo.commandCalls(BatchGetItemCommand).map(({ args }) => args[0].input.RequestItems!.desk!);
    expect(asked.map(({ Keys }) => Keys!.length)).toEqual([100, 100, 40]);
    expect(asked.every(({ ConsistentRead }) => ConsistentRead)).toBe(true);
  });
});

describe('a transaction that does not happen', () => {
  const reasons = (...codes: (string | CancellationReason)[]) => new TransactionCanceledException({ message: 'cancelled', $metadata: {}, CancellationReasons: codes.map((one) => (typeof one === 'string' ? { Code: one } : one)) });
  const write = (): Promise<void> => table.write([{ put: { ...key(1) }, as: 'record' }, { put: { ...key(2) }, as: 'entry' }, { exists: key(3), as: 'target' }], 'token');
  const failing = async (error: Error): Promise<Error> => {
    dynamo.on(TransactWriteItemsCommand).rejects(error);
    return write().then(() => { throw new Error('It did happen'); }, (one: Error) => one);
  };

  test('names the conditions that failed', async () => {
    expect(await failing(reasons('None', 'ConditionalCheckFailed', 'ConditionalCheckFailed'))).toMatchObject({ name: 'TransactionFailed', failed: ['entry', 'target'], contended: false });
  });
  test('is contended when another was under way', async () => {
    expect(await failing(reasons('TransactionConflict', 'None', 'ConditionalCheckFailed'))).toMatchObject({ failed: ['target'], contended: true });
    expect(await failing(reasons('TransactionConflict', 'None', 'None'))).toBeInstanceOf(TransactionFailed);
  });
  test.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])('is throttled for %s, whatever else', async (code) => {
    expect(await failing(reasons('ConditionalCheckFailed', code, 'None'))).toBeInstanceOf(Throttled);
  });
  test.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'TransactionInProgressException'])('is throttled for %s, with its reason', async (name) => {
    expect(await failing(named(name, 'Throughput exceeds the limit of index list1'))).toMatchObject({ name: 'Throttled', reason: 'Throughput exceeds the limit of index list1' });
  });
  test('is too large in either way that DynamoDB says so', async () => {
    expect(await failing(named('ValidationException', 'Item size has exceeded the maximum allowed size'))).toBeInstanceOf(TooLarge);
    expect(await failing(reasons('None', { Code: 'ValidationError', Message: 'Item size to update has exceeded the maximum allowed size' }, 'None'))).toBeInstanceOf(TooLarge);
  });
  test('is a bug for every other reason', async () => {
    expect(await failing(reasons('ValidationError', 'None', 'None'))).toBeInstanceOf(TransactionCanceledException);
    expect(await failing(named('AccessDeniedException'))).toMatchObject({ name: 'AccessDeniedException' });
  });
});

describe('what is asked of DynamoDB', () => {
  test('carries the token, so that a repeat does nothing', async () => {
    dynamo.on(TransactWriteItemsCommand).resolves({ ConsumedCapacity: [{ CapacityUnits: 6 }, { CapacityUnits: 2 }] });
    await table.write([{ put: { ...key(1), gone: undefined, version: 2 }, version: 1, as: 'record' }], 'token-1');
    expect(dynamo.commandCalls(TransactWriteItemsCommand)[0]!.args[0].input).toMatchObject({ ClientRequestToken: 'token-1', TransactItems: [{ Put: { TableName: 'desk', Item: { pk: { S: 'p1' }, version: { N: '2' } }, ConditionExpression: 'version = :v' } }] });
    expect(table.meter).toEqual({ calls: 1, readUnits: 0, writeUnits: 8 });
  });

  test('of an index is in its keys, from where a page ended', async () => {
    dynamo.on(QueryCommand).resolves({ Items: [marshalled(1)], LastEvaluatedKey: marshalled(1), ConsumedCapacity: { CapacityUnits: 0.5 } });
    expect(await table.query({ index: 'list1', pk: 'x', limit: 5, newestFirst: true, after: { pk: 'p0', sk: '#', l1p: 'x', l1s: 'y' } })).toEqual({ items: [key(1)], more: true });
    expect(dynamo.commandCalls(QueryCommand)[0]!.args[0].input).toMatchObject({ IndexName: 'list1', ExpressionAttributeNames: { '#p': 'l1p' }, ExclusiveStartKey: { l1s: { S: 'y' } }, ScanIndexForward: false, Limit: 5 });
  });

  test('of a query, a get or a count that is throttled is told as that', async () => {
    for (const command of [QueryCommand, GetItemCommand, UpdateItemCommand] as const) dynamo.on(command as never).rejects(named('ThrottlingException'));
    for (const call of [table.query({ pk: 'x', limit: 1 }), table.get(key(1)), table.add(key(1))]) await expect(call).rejects.toBeInstanceOf(Throttled);
    expect(table.meter.calls).toBe(3);
  });
});
