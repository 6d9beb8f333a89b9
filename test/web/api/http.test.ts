import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ApiProblem, createApi, failureText, type Session } from '../../../web/api/http.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function served(handle: Handler, session?: Partial<Session>) {
  const asked: { method?: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    asked.push({ method: request.method, headers: request.headers });
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => { server.closeAllConnections(); server.close(); });
  const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  let ended = 0;
  const api = createApi({ base, session: { token: 'old', renew: async () => undefined, end: () => { ended++; }, ...session } });
  return { api, asked, ended: () => ended };
}
const json = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
const failure = (task: Promise<unknown>): Promise<ApiProblem> => task.then(() => { throw new Error('it was answered'); }, (error: ApiProblem) => error);
const onlyFor = (token: string): Handler => ({ headers }, response) => (headers.authorization === `Bearer ${token}` ? json(response, 200, { ok: true }) : json(response, 401, { code: 'unauthorised', detail: 'No.' }));

describe('reading', () => {
  it('gives the very same object again as long as nothing changed', async () => {
    let version = 1;
    const { api, asked } = await served(({ headers }, response) => (headers['if-none-match'] === `"${version}"` ? void response.writeHead(304).end() : json(response, 200, { version }, { etag: `"${version}"` })));
    const first = await api.get('/v1/a');
    expect(await api.get('/v1/a')).toBe(first);
    expect(asked[1]!.headers['if-none-match']).toBe('"1"');
    version = 2;
    expect(await api.get('/v1/a')).toEqual({ version: 2 });
  });

  it('says of what breaks off, or is not there at all, that the service cannot be reached', async () => {
    const { api } = await served(({ url }, response) => {
      if (url === '/gone') return void response.destroy();
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
      response.write('{"half":', () => response.destroy());
    });
    for (const task of [() => api.get('/half'), () => api.text('/half'), () => api.post('/half'), () => api.get('/gone')]) expect(await failure(task())).toMatchObject({ name: 'ApiProblem', status: 0, code: 'unreachable' });
  });

  it('breaks off what nobody waits for any more, which is no problem', async () => {
    const { api } = await served(() => {});
    const left = new AbortController();
    const task = failure(api.get('/v1/a', left.signal));
    left.abort();
    expect(await task).toMatchObject({ name: 'AbortError' });
  });
});

describe('writing', () => {
  it('says which version was read and which intention it is', async () => {
    const { api, asked } = await served((_, response) => json(response, 200, {}));
    await api.patch('/v1/a', { title: null }, { version: 7, key: 'mine' });
    await api.post('/v1/a');
    await api.post('/v1/a');
    expect(asked.map(({ method, headers }) => [method, headers['if-match']])).toEqual([['PATCH', '"7"'], ['POST', undefined], ['POST', undefined]]);
    const keys = asked.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toBe('mine');
    expect(new Set(keys).size).toBe(3);
  });
});

describe('a refusal', () => {
  it('carries its faults, its trace and when to come again, and reads as a whole', async () => {
    const errors = [{ pointer: '/title', code: 'required', detail: 'Title is missing.' }, { pointer: '/team', code: 'unknown', detail: 'There is no such team.' }];
    const { api } = await served((_, response) => json(response, 429, { code: 'too-many', detail: '2 fields are wrong.', errors, traceId: 't-1' }, { 'retry-after': '7' }));
    const problem = await failure(api.post('/v1/a'));
    expect(problem).toMatchObject({ status: 429, code: 'too-many', faults: errors, traceId: 't-1', retryAfter: 7_000 });
    expect(failureText(problem)).toBe('2 fields are wrong. Title is missing. There is no such team.');
  });

  it('is told even if it is no JSON', async () => {
    const { api } = await served((_, response) => void response.writeHead(502).end('<html>'));
    expect(await failure(api.get('/v1/a'))).toMatchObject({ status: 502, code: 'failed', message: 'The service answered 502.', retryAfter: undefined });
  });
});

describe('a token that is not taken any more', () => {
  it('is renewed once for all that were refused, and each of them is answered', async () => {
    let renewals = 0;
    const { api, ended } = await served(onlyFor('new'), { renew: async () => { renewals++; await new Promise((resolve) => setTimeout(resolve, 30)); return 'new'; } });
    expect(await Promise.all([api.get('/v1/a'), api.get('/v1/b'), api.post('/v1/c')])).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
    expect(await api.get('/v1/d')).toEqual({ ok: true });
    expect([renewals, ended()]).toEqual([1, 0]);
  });

  it('ends the session when there is no other, or the other is not taken either', async () => {
    for (const renew of [async () => undefined, async () => 'worn out too']) {
      const { api, ended } = await served(onlyFor('new'), { renew });
      expect(await failure(api.get('/v1/a'))).toMatchObject({ status: 401 });
      expect(ended()).toBe(1);
    }
  });
});
