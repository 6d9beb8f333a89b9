import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { EventSeen } from '../record/define.ts';
import type { Kernel } from '../store/kernel.ts';
import { Throttled } from '../store/table.ts';
import { nameOf } from './described-error.ts';

/** A Lambda that takes bus events from a queue one by one; what fails is delivered again by itself. */
export const queueConsumer = (kernel: () => Kernel, name: string, consume: (kernel: Kernel, event: EventSeen) => Promise<void>) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => ({
    batchItemFailures: (await Promise.all(Records.map(async ({ messageId, body }) => {
      try {
        await consume(kernel(), (JSON.parse(body) as { detail: EventSeen }).detail);
        return [];
      } catch (error) {
        if (error instanceof Throttled) kernel().log({ message: 'throttled', throttled: error.reason });
        kernel().log({ message: 'consumer', consumer: name, outcome: 'failed', messageId, error: nameOf(error), cause: error });
        return [{ itemIdentifier: messageId }];
      }
    }))).flat(),
  });
