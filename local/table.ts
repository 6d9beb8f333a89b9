import { CreateTableCommand, DynamoDBClient, ResourceInUseException, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { leanClient } from '../shared/aws/lean-client.ts';
import { indexes, summaryAttribute } from '../shared/store/keys.ts';

/** A local DynamoDB looks who calls, but checks no signature; to reckon one is a quarter of the CPU of a request. */
const signer: DynamoDBClientConfig['signer'] = {
  sign: async (request) => {
    Object.assign(request.headers, { 'x-amz-date': '20260101T000000Z', authorization: 'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0' });
    return request;
  },
};

/** A client for an engine on this machine; the credentials are what any local DynamoDB takes. */
export const localClient = (endpoint: string): DynamoDBClient => new DynamoDBClient({
  ...leanClient, endpoint, signer, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' }, requestHandler: { httpAgent: { maxSockets: 64, keepAlive: true } },
});

/** Makes the table with its indexes as `infra` does, unless it exists. */
export async function createTable(client: DynamoDBClient, name: string): Promise<void> {
  const key = ({ pk, sk }: { pk: string; sk: string }) => [{ AttributeName: pk, KeyType: 'HASH' as const }, { AttributeName: sk, KeyType: 'RANGE' as const }];
  const names = [{ pk: 'pk', sk: 'sk' }, ...Object.values(indexes)].flatMap(({ pk, sk }) => [pk, sk]);
  try {
    await client.send(new CreateTableCommand({
      TableName: name, BillingMode: 'PAY_PER_REQUEST',
      KeySchema: key({ pk: 'pk', sk: 'sk' }),
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: Object.entries(indexes).map(([IndexName, keys]) => ({ IndexName, KeySchema: key(keys), Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [summaryAttribute] } })),
    }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
  }
}
