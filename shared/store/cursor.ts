import { createHmac, timingSafeEqual } from 'node:crypto';
import { Refusal } from '../record/fault.ts';

/**
 * Turns the place where a page ended into an opaque text, signed and bound to what it continues (tenant, list, filters), so that it
 * serves nobody else and nothing else.
 */
export function sealCursor(secret: string, scope: string, place: object): string {
  const body = Buffer.from(JSON.stringify(place)).toString('base64url');
  return `${body}.${sign(secret, scope, body)}`;
}

/** @throws {Refusal} unreadable, for a cursor that is broken, forged, or of another list */
export function openCursor<T>(secret: string, scope: string, cursor: string): T {
  const [body = '', given = ''] = cursor.split('.');
  const [signature, expected] = [Buffer.from(given), Buffer.from(sign(secret, scope, body))];
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    throw new Refusal('unreadable', { code: 'invalid-cursor', detail: 'The cursor is not one of this list with these filters; start again without it.', faults: [{ pointer: '/cursor', code: 'invalid-cursor', detail: 'Use nextCursor of the page before, with the same filters.' }] });
  }
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as T;
}

const sign = (secret: string, scope: string, body: string): string =>
  createHmac('sha256', secret).update(`${scope}\n${body}`).digest('base64url').slice(0, 22);
