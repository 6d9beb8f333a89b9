import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { roles, type Role } from '../record/define.ts';
import { Refusal, type Fault } from '../record/fault.ts';
import type { Caller } from '../store/kernel.ts';

export type Event = APIGatewayProxyEventV2 & { requestContext: { authorizer?: { jwt?: { claims?: Record<string, unknown> } } } };

/** A whole request may hold this much; the largest fields together stay below it. */
const MOST_BYTES = 262_144;

const unreadable = (code: string, detail: string, faults: readonly Fault[] = []): Refusal => new Refusal('unreadable', { code, detail, faults });

/** Everything of a request that handlers look at, checked. */
export interface Request {
  readonly caller: Caller;
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** @throws {Refusal} for a body that is not JSON, too large, or of another media type */
  body(): unknown;
  readonly rawBody: string;
}

/**
 * Reads an API Gateway event. The tenant comes from the verified token and from nothing else; asking for the `caller` throws a
 * {@link Refusal} when the token names none.
 */
export function readRequest(event: Event, params: Readonly<Record<string, string>>): Request {
  const headers = Object.fromEntries(Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const rawBody = event.body === undefined ? '' : event.isBase64Encoded ? Buffer.from(event.body, 'base64').toString('utf8') : event.body;
  return {
    get caller() { return callerOf(event.requestContext.authorizer?.jwt?.claims ?? {}); },
    method: event.requestContext.http.method, path: event.rawPath, params, headers, rawBody,
    query: Object.fromEntries(Object.entries(event.queryStringParameters ?? {}).map(([name, value]) => [name, value ?? ''])),
    body: () => parseBody(rawBody, headers['content-type']),
  };
}

/** Whether this can be the short name of a tenant. */
export const isTenant = (name: string): boolean => /^[a-z0-9][a-z0-9-]{0,62}$/.test(name);

function callerOf(claims: Record<string, unknown>): Caller {
  const tenant = claims['custom:tenant'];
  const name = claims['cognito:username'] ?? claims.username ?? claims.sub;
  if (typeof tenant !== 'string' || typeof name !== 'string' || !isTenant(tenant)) {
    throw new Refusal('forbidden', { code: 'no-tenant', detail: 'The token names no tenant (claim custom:tenant); ask who administers your sign-in to set it.' });
  }
  return { tenant, name, roles: rolesOf(claims['cognito:groups']) };
}

/** API Gateway hands an array claim over as the string `[a b]`; other hosts as an array. `system` and `importer` are never granted by a token. */
function rolesOf(groups: unknown): Role[] {
  const named = Array.isArray(groups) ? groups : typeof groups === 'string' ? groups.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];
  return roles.filter((role) => role !== 'system' && role !== 'importer' && named.includes(role));
}

function parseBody(raw: string, contentType: string | undefined): unknown {
  if (Buffer.byteLength(raw) > MOST_BYTES) throw unreadable('payload-too-large', `A request may hold at most ${MOST_BYTES} bytes.`);
  if (raw === '') return {};
  const media = contentType?.split(';')[0]!.trim().toLowerCase();
  if (media && media !== 'application/json' && media !== 'application/merge-patch+json') {
    throw unreadable('unsupported-media-type', 'Send application/json, or application/merge-patch+json with PATCH.');
  }
  try {
    return JSON.parse(raw);
  } catch {
    throw unreadable('invalid-json', 'The body is not valid JSON.');
  }
}

/**
 * The versions that an If-Match header names; undefined without one, or for `*`. A weak tag never matches (RFC 9110, 13.1.1).
 * @throws {Refusal} precondition-required, when it is missing although it is required; unreadable, when it is not a list of tags
 */
export function ifMatch({ headers }: Request, required: boolean): readonly number[] | undefined {
  const header = headers['if-match'];
  if (header === undefined) {
    if (!required) return undefined;
    throw new Refusal('precondition-required', { code: 'if-match-required', detail: 'Send If-Match with the ETag of the version that you changed, so that nobody’s edit is overwritten unseen.' });
  }
  if (header.trim() === '*') return undefined;
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.every((tag) => /^(W\/)?"[^"]*"$/.test(tag))) throw unreadable('invalid-if-match', 'If-Match takes an ETag such as "3", several with commas, or *.');
  return tags.map((tag) => /^"\d{1,15}"$/.test(tag) ? Number(tag.slice(1, -1)) : -1);
}

/** The client's Idempotency-Key. @throws {Refusal} unreadable, unless it has 1 to 255 visible ASCII characters */
export function idempotencyKeyOf({ headers }: Request): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw unreadable('invalid-idempotency-key', 'Idempotency-Key takes 1 to 255 visible ASCII characters.');
  return key;
}

/** @throws {Refusal} invalid */
export function limitOf({ query }: Request, standard = 50): number {
  if (query.limit === undefined) return standard;
  const limit = Number(query.limit);
  if (!/^\d{1,6}$/.test(query.limit) || limit < 1 || limit > 200) {
    throw new Refusal('invalid', { code: 'invalid-fields', detail: 'limit must be from 1 to 200.', faults: [{ pointer: '/limit', code: 'not-allowed', detail: 'limit must be a whole number from 1 to 200.' }] });
  }
  return limit;
}
