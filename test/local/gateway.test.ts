import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { startGateway, type GatewayHandler, type GatewayRoute } from '../../local/gateway.ts';

const bearer = { authorization: 'Bearer good' };
const echo: GatewayHandler = async (event) => ({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) });

const routes: GatewayRoute[] = [
  { method: 'GET', path: '/health', handler: async () => ({ statusCode: 200, body: 'fine' }), open: true },
  { method: 'GET', path: '/v1/incidents/{id}', handler: echo },
  { method: 'POST', path: '/v1/incidents/{id}/{command}', handler: echo },
  { method: 'POST', path: '/v1/incidents/{id}/comments', handler: echo },
  { method: 'PATCH', path: '/v1/incidents/{number}', handler: echo },
  { method: 'GET', path: '/v1/incidents/open', handler: echo },
  { method: 'ANY', path: '/docs/{proxy+}', handler: echo, open: true },
  { method: 'GET', path: '/broken', handler: async () => { throw new Error('the cause'); }, open: true },
  { method: 'GET', path: '/senseless', handler: async () => ({ statusCode: 200, headers: { 'x-bad': 'a\nb' }, body: 'x' }), open: true },
  {
    method: 'GET', path: '/rich', open: true, handler: async () => ({
      statusCode: 201, headers: { ETag: '"3"', 'content-type': 'image/png' }, cookies: ['a=1; Path=/', 'b=2'],
      body: Buffer.from([137, 80, 78, 71]).toString('base64'), isBase64Encoded: true,
    }),
  },
];

async function gateway(more: Partial<Parameters<typeof startGateway>[0]> = {}) {
  const logged: object[] = [];
  const started = await startGateway({
    port: 0, routes: () => routes, log: (line) => logged.push(line),
    verify: async (token) => (token === 'good' ? { sub: 'anna', 'cognito:groups': ['agent', 'lead'], exp: 1_800_000_000, verified: true } : undefined),
    ...more,
  });
  onTestFinished(started.close);
  return { ...started, logged, call: (path: string, options?: Call) => call(started.port, path, options) };
}

type Call = { method?: string; headers?: OutgoingHttpHeaders | readonly string[]; body?: string | Buffer };
type Reply = { status: number; headers: IncomingHttpHeaders; text: string; json(): any };

/** Sends the path as it is: `fetch` would tidy it. */
function call(port: number, path: string, { method = 'GET', headers = bearer, body }: Call = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    httpRequest({ host: '127.0.0.1', port, path, method, headers: headers as OutgoingHttpHeaders, agent: false }, async (response) => {
      const content = await text(response);
      resolve({ status: response.statusCode!, headers: response.headers, text: content, json: () => JSON.parse(content) });
    }).on('error', reject).end(body);
  });
}

const eventOf = async (reply: Promise<Reply>) => (await reply).json() as APIGatewayProxyEventV2WithJWTAuthorizer;

test('says the time of the service in its answers, which may have been moved', async () => {
  const moved = await gateway({ now: () => '2027-01-05T13:00:00.000Z' });
  expect((await moved.call('/nowhere')).headers.date).toBe('Tue, 05 Jan 2027 13:00:00 GMT');
  const real = await gateway();
  expect(Math.abs(Date.parse((await real.call('/nowhere')).headers.date!) - Date.now())).toBeLessThan(3_600_000);
});

test('hands a request on as an HTTP API event, payload format 2.0', async () => {
  const { call, port } = await gateway();
  const event = await eventOf(call('/v1/incidents/INC0000001/resolve?note=a%20b&note=c+d&empty=&x=1=2', {
    method: 'POST', body: '{"resolution":"é"}',
    headers: ['Host', 'desk.test:1', 'Authorization', 'Bearer good', 'Content-Type', 'application/json; charset=utf-8',
      'X-Twice', 'one', 'x-twice', 'two', 'Cookie', 'a=1; b=2', 'User-Agent', 'test', 'Content-Length', '19'],
  }));
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'POST /v1/incidents/{id}/{command}',
    rawPath: '/v1/incidents/INC0000001/resolve',
    rawQueryString: 'note=a%20b&note=c+d&empty=&x=1=2',
    cookies: ['a=1', 'b=2'],
    queryStringParameters: { note: 'a b,c d', empty: '', x: '1=2' },
    pathParameters: { id: 'INC0000001', command: 'resolve' },
    body: '{"resolution":"é"}',
    isBase64Encoded: false,
    requestContext: {
      domainName: 'desk.test:1', stage: '$default', routeKey: 'POST /v1/incidents/{id}/{command}',
      authorizer: { jwt: { claims: { sub: 'anna', 'cognito:groups': '[agent lead]', exp: '1800000000', verified: 'true' }, scopes: null } },
      http: { method: 'POST', path: '/v1/incidents/INC0000001/resolve', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      time: expect.stringMatching(/^\d{2}\/[A-Z][a-z]{2}\/\d{4}:\d{2}:\d{2}:\d{2} \+0000$/),
      timeEpoch: expect.any(Number), requestId: expect.any(String),
    },
  });
  expect(event.headers).toMatchObject({ 'x-twice': 'one,two', 'x-forwarded-port': String(port), 'x-amzn-trace-id': expect.stringMatching(/^Root=1-/) });
  expect(event.headers).not.toHaveProperty('cookie');
});

test('leaves out what a request does not have', async () => {
  const { call } = await gateway();
  const event = await eventOf(call('/v1/incidents/open'));
  for (const absent of ['cookies', 'queryStringParameters', 'pathParameters', 'body']) expect(event).not.toHaveProperty(absent);
  expect(event).toMatchObject({ rawQueryString: '', isBase64Encoded: false });
});

test.each(['application/merge-patch+json', 'application/x-www-form-urlencoded', 'application/octet-stream', undefined])(
  'passes a body of type %s in base64, as an HTTP API does', async (type) => {
    const { call } = await gateway();
    const body = Buffer.from([0, 255, 128]);
    const event = await eventOf(call('/v1/incidents/1', { method: 'PATCH', body, headers: { ...bearer, ...(type && { 'content-type': type }) } }));
    expect(event).toMatchObject({ isBase64Encoded: true, body: body.toString('base64') });
  });

test('decodes path parameters and the raw path, an encoded slash within its parameter', async () => {
  const { call } = await gateway();
  expect(await eventOf(call('/v1/incidents/a%2Fb%20%C3%A9'))).toMatchObject({ rawPath: '/v1/incidents/a/b é', pathParameters: { id: 'a/b é' } });
});

test.each([
  ['GET', '/v1/incidents/open', 'GET /v1/incidents/open'],
  ['GET', '/v1/incidents/INC1', 'GET /v1/incidents/{id}'],
  ['PATCH', '/v1/incidents/open', 'PATCH /v1/incidents/{number}'],
  ['POST', '/v1/incidents/INC1/comments', 'POST /v1/incidents/{id}/comments'],
  ['POST', '/v1/incidents/INC1/close', 'POST /v1/incidents/{id}/{command}'],
  ['DELETE', '/docs/a/b/c', 'ANY /docs/{proxy+}'],
])('routes %s %s to %s', async (method, path, routeKey) => {
  const { call } = await gateway();
  expect(await eventOf(call(path, { method }))).toMatchObject({ routeKey });
});

test.each([
  ['no such path', '/v1/nothing', 'GET'],
  ['no such method', '/health', 'POST'],
  ['an empty parameter', '/v1/incidents/', 'GET'],
  ['an empty greedy parameter', '/docs/', 'GET'],
  ['a trailing slash', '/health/', 'GET'],
  ['a doubled slash', '//health', 'GET'],
])('answers 404 for %s', async (_what, path, method) => {
  const { call } = await gateway();
  const reply = await call(path, { method });
  expect(reply.status).toBe(404);
  expect(reply.headers['content-type']).toBe('application/problem+json');
  expect(reply.json()).toEqual({
    type: 'about:blank', title: 'Not Found', status: 404, code: 'not-found', detail: expect.any(String), errors: [],
    traceId: reply.headers['apigw-requestid'],
  });
});

test.each([
  ['missing', {}, 'Bearer'],
  ['bad', { authorization: 'Bearer bad' }, 'Bearer error="invalid_token"'],
  ['of another scheme', { authorization: 'Basic Z29vZA==' }, 'Bearer'],
])('answers 401 when the token is %s, unless the route is open', async (_what, headers, challenge) => {
  const { call } = await gateway();
  const reply = await call('/v1/incidents/1', { headers });
  expect(reply.status).toBe(401);
  expect(reply.headers['www-authenticate']).toBe(challenge);
  expect(reply.json()).toMatchObject({ status: 401, code: 'unauthorized' });
  expect(await call('/health', { headers })).toMatchObject({ status: 200, text: 'fine' });
});

test.each(['/v1/incidents/%', '/v1/incidents/%zz', '/v1/incidents/%ff', '/health?q=%'])('answers 400 for %s', async (path) => {
  const { call } = await gateway();
  expect((await call(path)).json()).toMatchObject({ status: 400, code: 'malformed-url' });
});

const SIX_MB = 6 * 1024 * 1024;
const patch = { ...bearer, 'content-type': 'application/json' };

test('takes a body of exactly 6 MB and answers 413 for one byte more', async () => {
  const { call } = await gateway({ routes: () => [{ method: 'POST', path: '/in', open: true, handler: async ({ body }) => ({ statusCode: 200, body: String(body?.length) }) }] });
  expect(await call('/in', { method: 'POST', headers: patch, body: 'x'.repeat(SIX_MB) })).toMatchObject({ status: 200, text: String(SIX_MB) });
  expect((await call('/in', { method: 'POST', headers: patch, body: 'x'.repeat(SIX_MB + 1) })).json()).toMatchObject({ status: 413, code: 'content-too-large' });
});

test('answers 413 for a body of unknown length as soon as it passes 6 MB, while it is still being sent', async () => {
  const { port } = await gateway();
  const outgoing = httpRequest({ host: '127.0.0.1', port, path: '/v1/incidents/1', method: 'PATCH', headers: patch, agent: false });
  outgoing.on('error', () => {});
  outgoing.write(Buffer.alloc(SIX_MB + 1));
  const [response] = await once(outgoing, 'response');
  expect(response.statusCode).toBe(413);
  expect(JSON.parse(await text(response))).toMatchObject({ code: 'content-too-large' });
  outgoing.destroy();
});

test('asks for no body that is too large, and for one that is not', async () => {
  const { port } = await gateway();
  const status = async (length: number) => {
    const outgoing = httpRequest({
      host: '127.0.0.1', port, path: '/v1/incidents/1', method: 'PATCH', agent: false,
      headers: { ...patch, expect: '100-continue', 'content-length': length },
    });
    let asked = false;
    outgoing.on('continue', () => {
      asked = true;
      outgoing.end('{}');
    }).flushHeaders();
    const [response] = await once(outgoing, 'response');
    await text(response);
    outgoing.destroy();
    return { asked, status: response.statusCode };
  };
  expect(await status(SIX_MB + 1)).toEqual({ asked: false, status: 413 });
  expect(await status(2)).toEqual({ asked: true, status: 200 });
});

test.each(['/broken', '/senseless'])('answers a bare 500 when %s throws, and logs the cause under the same traceId', async (path) => {
  const { call, logged } = await gateway();
  const reply = await call(path);
  expect(reply.json()).toMatchObject({ status: 500, code: 'internal-error' });
  expect(reply.text).not.toContain('the cause');
  expect(logged).toEqual([expect.objectContaining({ traceId: reply.json().traceId, error: expect.stringContaining('Error') })]);
});

test('answers HEAD as GET without the body', async () => {
  const { call } = await gateway();
  expect(await call('/health', { method: 'HEAD' })).toMatchObject({ status: 200, text: '', headers: { 'content-length': '4' } });
});

test('writes binary bodies, headers and every cookie', async () => {
  const { port } = await gateway();
  const response = await fetch(`http://127.0.0.1:${port}/rich`);
  expect(response.status).toBe(201);
  expect(response.headers.get('etag')).toBe('"3"');
  expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2']);
  expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([137, 80, 78, 71]);
});

test('lets pages of this machine call, on any port, and no others', async () => {
  const { call } = await gateway();
  const preflight = (origin: string) => call('/v1/incidents/1', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'PATCH' } });
  const allowed = await preflight('http://localhost:5173');
  expect(allowed.status).toBe(204);
  expect(allowed.headers).toMatchObject({
    'access-control-allow-origin': 'http://localhost:5173',
    'access-control-allow-methods': expect.stringContaining('PATCH'),
    'access-control-allow-headers': expect.stringContaining('idempotency-key'),
  });
  const answered = await call('/v1/nothing', { headers: { origin: 'http://127.0.0.1:8080' } });
  expect(answered.headers).toMatchObject({ 'access-control-allow-origin': 'http://127.0.0.1:8080', 'access-control-expose-headers': 'etag, location, retry-after' });
  for (const origin of ['https://evil.example', 'http://localhost.evil.example', 'null']) {
    expect((await preflight(origin)).headers).not.toHaveProperty('access-control-allow-origin');
  }
});

test('gives a mounted prefix to a plain handler, for callers of this machine only', async () => {
  const { call, mount } = await gateway();
  mount('/local/', (_request, response) => void response.end('local'));
  mount('/local/mail', (_request, response) => void response.end('mail'));
  expect(await call('/local/clock')).toMatchObject({ status: 200, text: 'local' });
  expect(await call('/local/mail?after=1')).toMatchObject({ text: 'mail' });
  expect(await call('/local/clock', { headers: { host: '[::1]:3000', origin: 'http://localhost:3000' } })).toMatchObject({ text: 'local' });
  for (const headers of [{ host: 'rebound.example:3000' }, { host: 'localhost.evil.example' }, { origin: 'https://evil.example' }]) {
    expect((await call('/local/clock', { method: 'POST', headers })).json()).toMatchObject({ status: 403, code: 'loopback-only' });
  }
});

test('gives a handler mounted at / what no route takes', async () => {
  const { call, mount } = await gateway();
  mount('/', (_request, response) => void response.end('console'));
  expect(await call('/incidents/INC1')).toMatchObject({ text: 'console' });
  expect(await call('/health')).toMatchObject({ text: 'fine' });
});

test('answers 500 when a mounted handler fails', async () => {
  const { call, mount } = await gateway();
  mount('/local/', async () => { throw new Error('no'); });
  expect((await call('/local/x')).status).toBe(500);
});

test('serves routes that were added while it runs', async () => {
  let current: GatewayRoute[] = [];
  const { call } = await gateway({ routes: () => current });
  expect((await call('/health')).status).toBe(404);
  current = routes;
  expect((await call('/health')).status).toBe(200);
});

test('lets running requests finish when closing, and hangs up idle connections', async () => {
  const entered = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const { port, close } = await gateway({
    routes: () => [{ method: 'GET', path: '/slow', open: true, handler: async () => (entered.resolve(), await gate.promise, { statusCode: 200, body: 'done' }) }],
  });
  const idle = connect(port, '127.0.0.1');
  await once(idle, 'connect');
  const slow = fetch(`http://127.0.0.1:${port}/slow`);
  await entered.promise;
  const closed = close();
  idle.resume();
  await once(idle, 'close');
  await expect(fetch(`http://127.0.0.1:${port}/slow`)).rejects.toThrow();
  gate.resolve();
  expect(await (await slow).text()).toBe('done');
  await closed;
});

test('goes on after a caller that hangs up in the middle of its body', async () => {
  const { port, call, logged } = await gateway();
  const socket = connect(port, '127.0.0.1');
  socket.write('PATCH /v1/incidents/1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer good\r\nContent-Length: 100\r\n\r\nhalf');
  await delay(20);
  socket.destroy();
  expect((await call('/health')).status).toBe(200);
  expect(logged).toEqual([]);
});

test('says how to choose another port when its own is in use', async () => {
  const { port } = await gateway();
  await expect(gateway({ port })).rejects.toThrow(`Port ${port} is in use. Choose another with PORT`);
});
