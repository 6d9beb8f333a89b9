import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { Refusal } from '../record/fault.ts';
import { expiryAttribute, idempotencyKey } from './keys.ts';
import type { Item, Key, Write } from './table.ts';

/** A key that a caller chose, with what it was first used for. */
export interface Once { readonly key: string; readonly fingerprint: string; readonly seconds: number }

const DAY = 24 * 60 * 60;

/** A client's `Idempotency-Key`: the same answer for 24 hours. */
export const onceByKey = (key: string, request: string): Once =>
  ({ key, fingerprint: createHash('sha256').update(request).digest('base64url').slice(0, 22), seconds: DAY });

/** For what is delivered at least once: longer than any queue keeps a message (14 days). */
export const onceByEvent = (key: string): Once => ({ key, fingerprint: 'event', seconds: 30 * DAY });

export const onceKey = (tenant: string, actor: string, once: Once): Key => idempotencyKey(tenant, actor, once.key);

/** The kept answer of an earlier request with the same key, or undefined when there is none, or it is over. */
export function keptAnswer<T>(item: Item | undefined, once: Once, epoch: number): T | undefined {
  if (!item || (item[expiryAttribute] as number) < epoch) return undefined;
  if (item.fingerprint !== once.fingerprint) {
    throw new Refusal('invalid', { code: 'idempotency-key-reused', detail: 'This Idempotency-Key was used for another request; choose a new one for a new request.' });
  }
  return JSON.parse(inflateRawSync(item.answer as Uint8Array).toString()) as T;
}

/** The write that keeps an answer; it fails when the key was taken meanwhile. Deflated, so that it mostly fits one write unit. */
export const keepAnswer = ({ key, once, answer, epoch }: { key: Key; once: Once; answer: unknown; epoch: number }): Write => ({
  put: { ...key, fingerprint: once.fingerprint, answer: deflateRawSync(JSON.stringify(answer)), [expiryAttribute]: epoch + once.seconds },
  unless: { expiredBefore: epoch },
  as: 'once',
});
