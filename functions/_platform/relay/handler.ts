import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { BUS_NAME, eventBridge } from '../../../shared/aws/event-bus.ts';
import { relay } from '../../../shared/events/relay.ts';
import { catalogueOf } from '../../../shared/store/catalogue.ts';
import { definitions } from '../../index.ts';

const catalogue = catalogueOf(definitions);
const publish = eventBridge({ client: new EventBridgeClient({}), bus: process.env[BUS_NAME]! });

/** Publishes the timeline entries of a stream batch; the stream comes back from the first one that was not taken. */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const items = Records.filter(({ eventName }) => eventName === 'INSERT').map(({ dynamodb }) =>
    ({ sequence: dynamodb!.SequenceNumber!, item: unmarshall(dynamodb!.NewImage as Record<string, AttributeValue>) }));
  const failed = await relay(catalogue, items, publish);
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
