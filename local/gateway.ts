import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describedError } from '../shared/aws/described-error.ts';
import { allowLocalPages, REFUSALS, send, sendProblem, type Exchange } from './gateway-answers.ts';
import { gatewayEvent, lambdaContext, parseTarget, type Target } from './gateway-event.ts';
import { routeMatcher, type GatewayRoute, type RouteMatch } from './gateway-routes.ts';
import { isLoopbackAddress, isLoopbackHost, isLoopbackOrigin } from './loopback.ts';

export type { GatewayHandler, GatewayRoute } from './gateway-routes.ts';

export type NodeHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export type Gateway = {
  /** `http://localhost:3000` */
  url: string;
  port: number;
  /**
   * Hands every request whose path starts with `prefix` to a plain Node handler, for callers on this machine only; the
   * longest prefix wins. A handler for `/` gets what neither another prefix nor a route takes.
   */
  mount(prefix: string, handler: NodeHandler): void;
  /** Takes no new requests and lets running ones finish, at most 10 seconds. */
  close(): Promise<void>;
};

type Options = {
  /** 0 for any free port. */
  port: number;
  host?: string;
  /** Asked on every request; hand out the same array while the routes are the same. */
  routes(): readonly GatewayRoute[];
  /** The claims of a valid access token. */
  verify(token: string): Promise<object | undefined>;
  /** What the Date of answers says; the real time when left out. */
  now?(): string;
  log?(line: object): void;
};

// Lambda's limit for the payload of a synchronous invocation.
const MAX_BODY_BYTES = 6 * 1024 * 1024;
const CLOSE_TIMEOUT_MS = 10_000;
const LINGER_MS = 2_000;

/**
 * Amazon API Gateway's HTTP API in this process: routes with JWT authorizer, Lambda events in payload format 2.0, CORS.
 * Unlike on AWS its own refusals are problem+json, as all others are. Throws a message for the user when the port is taken.
 */
export async function startGateway({ port, host = '127.0.0.1', routes, verify, now, log = logLine }: Options): Promise<Gateway> {
  const mounts = new Map<string, NodeHandler>();
  const running = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  let closing = false;
  let compiled: { from: readonly GatewayRoute[]; match: ReturnType<typeof routeMatcher> } | undefined;

  function find(method: string, segments: string[]): RouteMatch | undefined {
    const from = routes();
    if (compiled?.from !== from) compiled = { from, match: routeMatcher(from) };
    return compiled.match(method, segments);
  }

  async function answer(exchange: Exchange): Promise<void> {
    const { request, response } = exchange;
    const { method = 'GET', url = '/' } = request;
    allowLocalPages(exchange);
    if (method === 'OPTIONS') return send(exchange, { statusCode: 204 });
    const mounted = mountFor(mounts, url);
    if (mounted) return serveMounted(exchange, mounted);
    const target = targetOf(url);
    if (!target) return sendProblem(exchange, REFUSALS.malformedTarget);
    const match = find(method, target.segments);
    if (!match) {
      const rest = mounts.get('/');
      return rest ? serveMounted(exchange, rest) : sendProblem(exchange, REFUSALS.noRoute);
    }
    const claims = match.route.open ? undefined : await claimsOf(request, verify);
    if (claims === 'missing') return sendProblem(exchange, REFUSALS.tokenMissing);
    if (claims === 'invalid') return sendProblem(exchange, REFUSALS.tokenInvalid);
    const body = await readBody(request, response);
    if (!body) return refuseBody(exchange);
    const { traceId: requestId } = exchange;
    const event = gatewayEvent({ request, requestId, target, match, claims, body });
    send(exchange, await match.route.handler(event, lambdaContext({ requestId, functionName: match.route.path })));
  }

  function receive(request: IncomingMessage, response: ServerResponse) {
    const exchange = { request, response, traceId: randomUUID() };
    response.setHeader('apigw-requestid', exchange.traceId);
    if (now) response.setHeader('date', new Date(now()).toUTCString());
    running.add(response);
    response.once('close', () => running.delete(response));
    // Refused before `100 Continue`, a caller keeps its body to itself, and the next request would be read as that body.
    if (closing || request.headers.expect) response.shouldKeepAlive = false;
    answer(exchange).catch((error: Error) => {
      // A caller that went away while sending is no fault of ours, and hears nothing any more.
      if (request.destroyed && !request.complete) return;
      log({ level: 'error', traceId: exchange.traceId, method: request.method, error: describedError(error) });
      if (response.headersSent) response.destroy();
      else sendProblem(exchange, REFUSALS.broken);
    });
  }

  const server = createServer({ keepAliveTimeout: 65_000 }, receive).on('checkContinue', receive);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const bound = await listen(server, { port, host });

  return {
    url: `http://${['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host) ? 'localhost' : host}:${bound}`,
    port: bound,
    mount: (prefix, handler) => void mounts.set(prefix, handler),
    close: () => new Promise((resolve) => {
      closing = true;
      for (const response of running) response.shouldKeepAlive = false;
      const impatience = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS);
      server.close(() => {
        clearTimeout(impatience);
        resolve();
      });
      const busy = new Set([...running].map((response) => response.socket));
      // Node's closeIdleConnections spares connections that never sent anything, such as a browser opens in advance.
      for (const socket of sockets) if (!busy.has(socket)) socket.destroy();
    }),
  };
}

async function listen(server: Server, { port, host }: { port: number; host: string }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: { code?: string }) => {
    if (error.code === 'EADDRINUSE') throw new Error(`Port ${port} is in use. Choose another with PORT, such as PORT=${port + 1} npm start`);
    if (error.code === 'EACCES') throw new Error(`Port ${port} needs more rights than this process has. Choose another with PORT`);
    throw error;
  });
  return (server.address() as { port: number }).port;
}

function mountFor(mounts: Map<string, NodeHandler>, url: string): NodeHandler | undefined {
  const prefixes = [...mounts.keys()].filter((prefix) => prefix !== '/' && url.startsWith(prefix));
  return mounts.get(prefixes.sort((one, other) => other.length - one.length)[0] ?? '');
}

async function serveMounted(exchange: Exchange, handler: NodeHandler): Promise<void> {
  const { request, response } = exchange;
  const { host, origin } = request.headers;
  const local = isLoopbackAddress(request.socket.remoteAddress) && isLoopbackHost(host)
    && (origin === undefined || isLoopbackOrigin(origin));
  if (!local) return sendProblem(exchange, REFUSALS.notFromHere);
  continueIfAsked(request, response);
  await handler(request, response);
}

function targetOf(url: string): Target | undefined {
  try {
    return parseTarget(url);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

async function claimsOf({ headers }: IncomingMessage, verify: Options['verify']): Promise<object | 'missing' | 'invalid'> {
  const [, token] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (!token) return 'missing';
  return await verify(token) ?? 'invalid';
}

/** The body, or undefined as soon as it is known to be too large; the rest of it is then not kept. */
async function readBody(request: IncomingMessage, response: ServerResponse): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return undefined;
  continueIfAsked(request, response);
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed on leaving the loop, or the refusal could not be sent any more.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** A caller that is cut off in the middle of sending often never reads the answer, so what it sends is dropped for a moment. */
function refuseBody(exchange: Exchange): void {
  sendProblem(exchange, REFUSALS.tooLarge);
  const { request } = exchange;
  request.resume();
  setTimeout(() => request.complete || request.destroy(), LINGER_MS).unref();
}

function continueIfAsked({ headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
}

const logLine = (line: object) => console.error(JSON.stringify(line));
