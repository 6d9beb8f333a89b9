import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { BusEvent } from '../events/envelope.ts';

/** The environment variable by which the stacks tell a function its bus. */
export const BUS_NAME = 'BUS_NAME';

/** Puts at most ten events on a bus and answers for each whether it was taken: EventBridge may take some and refuse others. */
export const eventBridge = ({ client, bus }: { client: EventBridgeClient; bus: string }) => async (events: readonly BusEvent[]): Promise<boolean[]> => {
  const { Entries = [] } = await client.send(new PutEventsCommand({
    Entries: events.map(({ source, detailType, detail }) => ({ EventBusName: bus, Source: source, DetailType: detailType, Detail: JSON.stringify(detail), Time: new Date(detail.metadata.time) })),
  }));
  return events.map((_, at) => Entries[at]?.EventId !== undefined);
};
