import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * Settings of every DynamoDB client. The SDK copies whatever is sent and received for its logger before it asks whether there is one (11 %
 * of the CPU of a list), and puts its middleware together anew for each request; a logger without `info` and `error`, and a cache, spare both.
 */
export const leanClient: DynamoDBClientConfig = {
  cacheMiddleware: true,
  logger: { trace() {}, debug() {}, warn() {} } as unknown as NonNullable<DynamoDBClientConfig['logger']>,
};
