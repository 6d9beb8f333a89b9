import { Refusal, type RefusalKind } from '../record/fault.ts';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const statuses: Record<RefusalKind, number> = {
  unreadable: 400, forbidden: 403, 'not-found': 404, refused: 409, stale: 412, invalid: 422, 'precondition-required': 428, 'too-many': 429,
};
const titles: Record<number, string> = {
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict', 412: 'Precondition Failed',
  413: 'Content Too Large', 415: 'Unsupported Media Type', 422: 'Unprocessable Content', 428: 'Precondition Required', 429: 'Too Many Requests', 500: 'Internal Server Error',
};

/** An answer by RFC 9457; `type` points into the published list of problem codes. */
export function problem({ status, code, detail, errors = [], traceId, allowedCommands, headers }: {
  status: number; code: string; detail: string; errors?: readonly object[]; traceId: string; allowedCommands?: readonly string[]; headers?: Record<string, string>;
}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
    body: { type: `urn:lambdesk:problem:${code}`, title: titles[status] ?? 'Error', status, code, detail, errors, traceId, ...(allowedCommands && { allowedCommands }) },
  };
}

/** The answer to a refusal; the only place where one becomes a status. */
export function problemOf(refusal: Refusal, traceId: string): Answer {
  const status = ({ 'payload-too-large': 413, 'unsupported-media-type': 415 } as Record<string, number>)[refusal.code] ?? statuses[refusal.kind];
  return problem({
    status, code: refusal.code, detail: refusal.message, errors: refusal.faults, traceId, allowedCommands: refusal.allowedCommands,
    ...(status === 429 && { headers: { 'retry-after': '1' } }),
  });
}
