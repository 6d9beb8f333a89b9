import {
  BatchGetItemCommand, DynamoDBClient, GetItemCommand, QueryCommand, TransactionCanceledException, TransactWriteItemsCommand, UpdateItemCommand,
  type ConsumedCapacity, type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { indexes } from '../store/keys.ts';
import { Throttled, TooLarge, TransactionFailed, type Item, type Key, type Meter, type Query, type Table, type Write } from '../store/table.ts';

/** The last is a call that is still under way when the client repeats it: it will have an answer by and by. */
const throttles = new Set(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'TransactionInProgressException']);
/** BatchGetItem takes so many keys at once. */
const MOST_KEYS = 100;
const keyOf = ({ pk, sk }: Key) => ({ pk: { S: pk }, sk: { S: sk } });
const toItem = (value: unknown) => marshall(value, { removeUndefinedValues: true });

/** The table over DynamoDB's own API. Counts every request and the capacity units that DynamoDB reports. */
export function dynamoTable({ client, name }: { client: DynamoDBClient; name: string }): Table {
  const meter: Meter = { calls: 0, readUnits: 0, writeUnits: 0 };
  const spent = async <T extends { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] | undefined }>(kind: 'readUnits' | 'writeUnits', answer: Promise<T>): Promise<T> => {
    meter.calls++;
    try {
      const got = await answer;
      for (const capacity of [got.ConsumedCapacity ?? []].flat()) meter[kind] += capacity.CapacityUnits ?? 0;
      return got;
    } catch (error) {
      if (error instanceof Error && throttles.has(error.name)) throw new Throttled(error);
      throw error;
    }
  };
  return {
    meter,

    async get(key) {
      const { Item: item } = await spent('readUnits', client.send(new GetItemCommand({ TableName: name, Key: keyOf(key), ConsistentRead: true, ReturnConsumedCapacity: 'TOTAL' })));
      return item && unmarshall(item) as Item;
    },

    async getAll(keys) {
      const unique = [...new Map(keys.map((key) => [`${key.pk} ${key.sk}`, key])).values()];
      const items: Item[] = [];
      let waiting = unique.map(keyOf);
      for (let tries = 0; waiting.length > 0;) {
        const [wanted, later] = [waiting.slice(0, MOST_KEYS), waiting.slice(MOST_KEYS)];
        const answer = await spent('readUnits', client.send(new BatchGetItemCommand({ RequestItems: { [name]: { Keys: wanted, ConsistentRead: true } }, ReturnConsumedCapacity: 'TOTAL' })));
        items.push(...(answer.Responses?.[name] ?? []).map((item) => unmarshall(item) as Item));
        const left = (answer.UnprocessedKeys?.[name]?.Keys ?? []) as typeof waiting;
        waiting = [...left, ...later];
        if (left.length === 0) continue;
        if (++tries === 8) throw new Throttled('unprocessed keys');
        await pause(tries);
      }
      return items;
    },

    async query(query) {
      const answer = await spent('readUnits', client.send(new QueryCommand(queryInput(name, query))));
      return { items: (answer.Items ?? []).map((item) => unmarshall(item) as Item), more: answer.LastEvaluatedKey !== undefined };
    },

    async write(writes, token) {
      try {
        await spent('writeUnits', client.send(new TransactWriteItemsCommand({
          TransactItems: writes.map((write) => transactItem(name, write)), ClientRequestToken: token, ReturnConsumedCapacity: 'TOTAL',
        })));
      } catch (error) {
        if (error instanceof Error && tooLarge.test(error.message)) throw new TooLarge(error);
        if (!(error instanceof TransactionCanceledException)) throw error;
        if (error.CancellationReasons?.some(({ Message }) => tooLarge.test(Message ?? ''))) throw new TooLarge(error);
        const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
        if (codes.some((code) => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded')) throw new Throttled(error);
        if (codes.every((code) => code === 'None' || code === 'ConditionalCheckFailed' || code === 'TransactionConflict')) {
          throw new TransactionFailed(writes.filter((_, at) => codes[at] === 'ConditionalCheckFailed').map(({ as }) => as), codes.includes('TransactionConflict'));
        }
        throw error;
      }
    },

    async add(key, amount = 1) {
      const { Attributes } = await spent('writeUnits', client.send(new UpdateItemCommand({
        TableName: name, Key: keyOf(key), UpdateExpression: 'ADD n :n', ExpressionAttributeValues: { ':n': { N: String(amount) } }, ReturnValues: 'UPDATED_NEW', ReturnConsumedCapacity: 'TOTAL',
      })));
      return Number(Attributes?.n?.N);
    },
  };
}

function queryInput(name: string, { index, pk, prefix, after, upTo, limit, newestFirst, consistent }: Query) {
  const keys = index ? indexes[index]! : { pk: 'pk', sk: 'sk' };
  const range = prefix !== undefined ? ' AND begins_with(#s, :s)' : upTo !== undefined ? ' AND #s <= :s' : '';
  return {
    TableName: name,
    ...(index && { IndexName: index }),
    KeyConditionExpression: `#p = :p${range}`,
    ExpressionAttributeNames: { '#p': keys.pk, ...(range && { '#s': keys.sk }) },
    ExpressionAttributeValues: { ':p': { S: pk }, ...(range && { ':s': { S: prefix ?? upTo! } }) },
    ScanIndexForward: !newestFirst,
    Limit: limit,
    ...(after && { ExclusiveStartKey: toItem(after) }),
    ...(consistent && { ConsistentRead: true }),
    ReturnConsumedCapacity: 'TOTAL' as const,
  };
}

function transactItem(name: string, write: Write): TransactWriteItem {
  if ('exists' in write && write.version !== undefined) return { ConditionCheck: { TableName: name, Key: keyOf(write.exists), ConditionExpression: 'version = :v', ExpressionAttributeValues: { ':v': { N: String(write.version) } } } };
  if ('exists' in write) return { ConditionCheck: { TableName: name, Key: keyOf(write.exists), ConditionExpression: 'attribute_exists(pk)' } };
  if ('remove' in write) return { Delete: { TableName: name, Key: keyOf(write.remove), ...(write.must && { ConditionExpression: 'attribute_exists(pk)' }) } };
  const { put, unless, version } = write;
  const item = { TableName: name, Item: toItem(put) };
  if (version !== undefined) return { Put: { ...item, ConditionExpression: 'version = :v', ExpressionAttributeValues: { ':v': { N: String(version) } } } };
  if (unless === 'exists') return { Put: { ...item, ConditionExpression: 'attribute_not_exists(pk)' } };
  if (unless && 'expiredBefore' in unless) return { Put: { ...item, ConditionExpression: 'attribute_not_exists(pk) OR expires < :e', ExpressionAttributeValues: { ':e': { N: String(unless.expiredBefore) } } } };
  if (unless) return { Put: { ...item, ConditionExpression: 'attribute_not_exists(pk) OR #id = :id', ExpressionAttributeNames: { '#id': 'id' }, ExpressionAttributeValues: { ':id': { S: unless.otherThan } } } };
  return { Put: item };
}

const tooLarge = /item size .*exceeded the maximum/i;

const pause = (tries: number): Promise<void> => new Promise((done) => { setTimeout(done, Math.random() * 2 ** tries * 20); });
