import type { SQSEvent } from 'aws-lambda';
import { expect, test } from 'vitest';
import { queueConsumer } from '../../../shared/aws/queue.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';

const lines: Record<string, unknown>[] = [];
const kernel = { log: (line: Record<string, unknown>) => lines.push(line) } as unknown as Kernel;
const batch = (...bodies: string[]): SQSEvent => ({ Records: bodies.map((body, n) => ({ messageId: `m${n}`, body })) }) as unknown as SQSEvent;
const message = (id: string): string => JSON.stringify({ 'detail-type': 'incident.created', detail: { metadata: { id }, data: {} } });

test('takes each event of a batch by itself, and has only those delivered again that failed', async () => {
  const seen: string[] = [];
  const consume = queueConsumer(() => kernel, 'search', async (_, { metadata }) => {
    if (metadata.id === 'bad') throw new TypeError('broken');
    seen.push(metadata.id);
  });
  expect(await consume(batch(message('a'), message('bad'), 'no JSON', message('b'), '{}'))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }, { itemIdentifier: 'm2' }, { itemIdentifier: 'm4' }] });
  expect(seen).toEqual(['a', 'b']);
  expect(lines.map(({ consumer, outcome, messageId, error }) => [consumer, outcome, messageId, error]).sort()).toEqual([['search', 'failed', 'm1', 'TypeError'], ['search', 'failed', 'm2', 'SyntaxError'], ['search', 'failed', 'm4', 'TypeError']]);
});

test('has nothing delivered again when all went well', async () => {
  expect(await queueConsumer(() => kernel, 'search', async () => {})(batch(message('a'), message('b')))).toEqual({ batchItemFailures: [] });
});
