import { randomBytes } from 'node:crypto';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { Refusal } from '../record/fault.ts';
import type { Kernel } from '../store/kernel.ts';
import { Throttled } from '../store/table.ts';
import { compressed } from './compressed.ts';
import { securityHeaders } from './headers.ts';
import { problem, problemOf, type Answer } from './problem.ts';
import { isTenant, readRequest, type Event } from './request.ts';
import { nothingHere, type Route } from './resource.ts';

export type ApiHandler = (event: Event, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * The one stack that every API Lambda runs: routes, then turns answers, refusals and bugs into responses. A throttled table is logged with
 * the reason that it gave and answered 429; a bug is logged with its cause and answered as a bare 500.
 * @param kernel made on the first request, not while the bundle loads
 */
export function serveRoutes(kernel: () => Kernel, routes: (kernel: Kernel) => readonly Route[]): ApiHandler {
  let routed: ApiHandler | undefined;
  const answer: ApiHandler = async (event, context) => (routed ??= middy<Event, APIGatewayProxyStructuredResultV2>().use(answering(kernel)).handler(httpRouter({
    routes: routes(kernel()).map(({ method, path, handle }) => ({ method, path, handler: async (found: Event) => handle(readRequest(found, found.pathParameters as Record<string, string> ?? {})) as never })),
    notFoundResponse: ({ path }: { path: string }): never => { throw nothingHere(path); },
  }) as never) as unknown as ApiHandler)(event, context);
  // What a page of another origin may do, the gateway adds by itself.
  return async (event, context) => event.requestContext.http.method === 'OPTIONS' ? respond({ status: 204 }) : answer(event, context);
}

type Exchange = middy.Request<Event, unknown, Error, Context, { started: number; traceId: string }>;

/** Turns what a handler answered, or threw, into a response, and logs one line of it. */
function answering(kernel: () => Kernel) {
  const finish = (exchange: Exchange, answer: Answer): void => {
    const { started, traceId } = exchange.internal as { started: number; traceId: string };
    const { requestContext: { http: { method }, requestId, authorizer }, routeKey: route } = exchange.event;
    const tenant = authorizer?.jwt?.claims?.['custom:tenant'];
    kernel().log({
      message: 'request', method, route, status: answer.status, outcome: outcomeOf(answer), ms: Math.round(performance.now() - started), traceId, correlation: requestId,
      ...(typeof tenant === 'string' && isTenant(tenant) && { tenant }), ...(answer.status >= 400 && { code: (answer.body as { code?: string }).code }),
    });
    exchange.response = compressed(respond(answer), exchange.event.headers?.['accept-encoding']);
  };
  return {
    before: ({ internal }: Exchange): void => {
      internal.started = performance.now();
      internal.traceId = /Root=([^;]+)/.exec(process.env._X_AMZN_TRACE_ID ?? '')?.[1] ?? randomBytes(8).toString('hex');
    },
    after: (exchange: Exchange): void => finish(exchange, exchange.response as Answer),
    onError: (exchange: Exchange): void => finish(exchange, refusalOrBug(kernel, exchange.error, exchange.internal.traceId as string)),
  } as unknown as middy.MiddlewareObj<Event, APIGatewayProxyStructuredResultV2>;
}

const outcomeOf = ({ status }: Answer): 'done' | 'refused' | 'failed' => status < 400 ? 'done' : status < 500 ? 'refused' : 'failed';

function refusalOrBug(kernel: () => Kernel, error: unknown, traceId: string): Answer {
  if (error instanceof Refusal) return problemOf(error, traceId);
  if (error instanceof Throttled) {
    kernel().log({ message: 'throttled', throttled: error.reason, traceId });
    return problemOf(new Refusal('too-many', { code: 'busy', detail: 'More was asked than the table can take at the moment; try again shortly.' }), traceId);
  }
  kernel().log({ message: 'bug', bug: error instanceof Error ? error.name : 'unknown', cause: error, traceId });
  return problem({ status: 500, code: 'internal', detail: 'Something went wrong on our side.', traceId });
}

function respond({ status, headers = {}, body }: Answer): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: status,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...securityHeaders, ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  };
}
