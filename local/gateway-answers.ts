import type { IncomingMessage, ServerResponse } from 'node:http';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { crossOrigin, securityHeaders } from '../shared/http/headers.ts';
import { isLoopbackOrigin } from './loopback.ts';

/** What the gateway itself refuses a request with. */
export type Refusal = { status: number; title: string; code: string; detail: string; headers?: Record<string, string> };

export const REFUSALS = {
  malformedTarget: { status: 400, title: 'Bad Request', code: 'malformed-url', detail: 'The path or query holds malformed percent-encoding.' },
  tokenMissing: {
    status: 401, title: 'Unauthorized', code: 'unauthorized', detail: 'Send an access token: Authorization: Bearer <token>.',
    headers: { 'www-authenticate': 'Bearer' },
  },
  tokenInvalid: {
    status: 401, title: 'Unauthorized', code: 'unauthorized', detail: 'The access token is not valid here, or has expired.',
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
  },
  notFromHere: { status: 403, title: 'Forbidden', code: 'loopback-only', detail: 'This path answers programs and pages of this machine only.' },
  noRoute: { status: 404, title: 'Not Found', code: 'not-found', detail: 'There is nothing at this path for this method.' },
  tooLarge: { status: 413, title: 'Content Too Large', code: 'content-too-large', detail: 'The body is larger than 6 MB.' },
  broken: { status: 500, title: 'Internal Server Error', code: 'internal-error', detail: 'Something went wrong here; the log has more under this traceId.' },
} satisfies Record<string, Refusal>;

/** Answers with RFC 9457 problem details. */
export function sendProblem({ response, traceId }: Exchange, { status, title, code, detail, headers }: Refusal): void {
  send({ response }, {
    statusCode: status,
    headers: { ...securityHeaders, 'content-type': 'application/problem+json', ...headers },
    body: JSON.stringify({ type: 'about:blank', title, status, code, detail, errors: [], traceId }),
  });
}

export type Exchange = { request: IncomingMessage; response: ServerResponse; traceId: string };

/** Writes a function's answer (payload format 2.0). Throws, with nothing sent yet, when it is no answer HTTP can carry. */
export function send({ response }: Pick<Exchange, 'response'>, result: APIGatewayProxyStructuredResultV2): void {
  const status = result.statusCode ?? 200;
  const body = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8');
  const headers = new Map(Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]));
  if (body.length > 0 && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  headers.delete('content-length');
  const vary = [response.getHeader('vary'), headers.get('vary')].filter((one) => one !== undefined);
  if (vary.length > 0) headers.set('vary', vary.join(', '));
  const bodyless = status === 204 || status === 304;
  response.writeHead(status, {
    ...Object.fromEntries(headers),
    ...(!bodyless && { 'content-length': body.length }),
    ...(result.cookies?.length && { 'set-cookie': result.cookies }),
  });
  // Node itself withholds the body where the method or the status forbids one.
  response.end(body);
}

/** Lets pages of this machine, on whatever port, call the API. */
export function allowLocalPages({ request, response }: Exchange): void {
  response.setHeader('vary', 'Origin');
  const { origin } = request.headers;
  if (!origin || !isLoopbackOrigin(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-expose-headers', crossOrigin.read.join(', '));
  if (request.method !== 'OPTIONS') return;
  response.setHeader('access-control-allow-methods', ['HEAD', ...crossOrigin.methods].join(', '));
  response.setHeader('access-control-allow-headers', crossOrigin.sent.join(', '));
  response.setHeader('access-control-max-age', '600');
}
