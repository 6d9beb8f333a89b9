import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { EventSeen } from '../record/define.ts';
import type { Kernel } from '../store/kernel.ts';

/** A Lambda that takes bus events from a queue one by one; what fails is delivered again by itself. */
export const queueConsumer = (kernel: () => Kernel, name: string, consume: (kernel: Kernel, event: EventSeen) => Promise<void>) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => ({
    batchItemFailures: (await Promise.all(Records.map(async ({ messageId, body }) => {
      try {
        await consume(kernel(), (JSON.parse(body) as { detail: EventSeen }).detail);
        return [];
      } catch (error) {
        kernel().log({ consumer: name, outcome: 'failed', messageId, error: error instanceof Error ? error.name : 'unknown', cause: String(error) });
        return [{ itemIdentifier: messageId }];
      }
    }))).flat(),
  });
