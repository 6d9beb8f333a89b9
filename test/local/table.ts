import {
  CreateTableCommand, DynamoDBClient, GetItemCommand, PutItemCommand, TransactWriteItemsCommand, type AttributeValue,
} from '@aws-sdk/client-dynamodb';

type Item = Record<string, AttributeValue>;

/** A table with the keys `pk` and `sk` on the engine at `endpoint`. */
export function tableOn(endpoint: string, TableName = 'lambdesk') {
  const client = new DynamoDBClient({ endpoint, region: 'local', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  const item = (sk: string, more: Item = {}): Item => ({ pk: { S: 'demo#incident#1' }, sk: { S: sk }, ...more });
  return {
    create: () => client.send(new CreateTableCommand({
      TableName, BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'S' }],
    })),
    put: (sk: string, more?: Item) => client.send(new PutItemCommand({ TableName, Item: item(sk, more) })),
    transact: (...keys: string[]) => client.send(new TransactWriteItemsCommand({
      TransactItems: keys.map((sk) => ({ Put: { TableName, Item: item(sk) } })),
    })),
    get: async (sk: string) => (await client.send(new GetItemCommand({ TableName, Key: item(sk) }))).Item,
  };
}
