import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { BUS_NAME, eventBridge } from '../../../shared/aws/event-bus.ts';
import { logLine, observed } from '../../../shared/aws/telemetry.ts';
import { relay } from '../../../shared/events/relay.ts';
import { catalogueOf } from '../../../shared/store/catalogue.ts';
import { definitions } from '../../index.ts';

const catalogue = catalogueOf(definitions);
const publish = eventBridge({ client: new EventBridgeClient({}), bus: process.env[BUS_NAME]! });

/** Publishes the timeline entries of a stream batch; the stream comes back from the first one that was not taken. */
export const handler = observed('relay', async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const items = Records.filter(({ eventName }) => eventName === 'INSERT').map(({ dynamodb }) =>
    ({ sequence: dynamodb!.SequenceNumber!, item: unmarshall(dynamodb!.NewImage as Record<string, AttributeValue>) }));
  const failed = await relay(catalogue, items, publish);
  logLine({ message: 'relay', outcome: failed.length > 0 ? 'failed' : 'done', published: items.length - failed.length, failed: failed.length, lagSeconds: lagOf(Records) });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
});

/** How long ago the oldest of these changes was made, by the stream: an entry that was imported says when it happened elsewhere. */
const lagOf = (records: readonly DynamoDBRecord[]): number =>
  Math.max(0, ...records.map(({ dynamodb }) => Math.round(Date.now() / 1000 - (dynamodb?.ApproximateCreationDateTime ?? Infinity))));
