import type { Context } from 'aws-lambda';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { startRuntime, type Runtime } from '../../../local/runtime.ts';
import { practiceHandlers } from '../../../shared/aws/serve.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { Throttled } from '../../../shared/store/table.ts';
import { requestOf } from '../../infra/at-work.ts';

const wanted = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

let runtime: Runtime;
let scratch: string;
let token: string;
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'lambdesk-headers-'));
  runtime = await startRuntime({ dataDir: scratch, port: 0, definitions, log: () => {}, fill: async (_, people) => people.add([{ name: 'anna', displayName: 'Anna', tenant: 'acme', roles: ['agent', 'admin'] }]) });
  token = await runtime.token('anna');
});
afterAll(async () => {
  await runtime?.stop();
  if (scratch) rmSync(scratch, { recursive: true, force: true });
});

const signedIn = (): Record<string, string> => ({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
const large = JSON.stringify({ title: 'x'.repeat(7 * 1024 * 1024) });

it.each<[number, string, () => RequestInit]>([
  [200, '/health', () => ({})],
  [200, '/openapi.json', () => ({})],
  [200, '/v1/incidents', () => ({ headers: signedIn() })],
  [201, '/v1/teams', () => ({ method: 'POST', headers: signedIn(), body: '{"name":"first","displayName":"First line"}' })],
  [400, '/v1/incidents', () => ({ method: 'POST', headers: signedIn(), body: '{' })],
  [400, '/v1/incidents/%zz', () => ({ headers: signedIn() })],
  [401, '/v1/incidents', () => ({})],
  [401, '/v1/incidents', () => ({ headers: { authorization: 'Bearer nothing' } })],
  [404, '/v1/incidents/INC9999999', () => ({ headers: signedIn() })],
  [404, '/v1/nothing', () => ({ headers: signedIn() })],
  [413, '/v1/incidents', () => ({ method: 'POST', headers: signedIn(), body: large })],
  [415, '/v1/incidents', () => ({ method: 'POST', headers: { ...signedIn(), 'content-type': 'text/plain' }, body: 'x' })],
  [422, '/v1/incidents', () => ({ method: 'POST', headers: signedIn(), body: '{}' })],
  [428, '/v1/incidents/INC0000001', () => ({ method: 'PATCH', headers: signedIn(), body: '{"title":"x"}' })],
])('answers %i to %s with the headers that keep it from being kept, guessed at or framed', async (status, path, init) => {
  const answer = await fetch(`${runtime.url}${path}`, init());
  await answer.arrayBuffer();
  expect(answer.status).toBe(status);
  expect(Object.fromEntries(answer.headers)).toMatchObject(wanted);
});

it.each<[number, Error]>([[500, new TypeError('a bug')], [429, new Throttled(new Error('over capacity'))]])('answers %i with the same', async (status, error) => {
  const fail = (): Promise<never> => Promise.reject(error);
  const kernel: Kernel = { ...runtime.kernel, log: () => {}, table: { ...runtime.kernel.table, get: fail, getAll: fail, query: fail } };
  const { api } = practiceHandlers({ practice: 'incident', definitions, kernel: () => kernel });
  const answer = await api(requestOf({ name: 'anna', groups: ['agent'], method: 'GET', path: '/v1/incidents/INC0000001' }) as never, {} as Context);
  expect(answer.statusCode).toBe(status);
  expect(answer.headers).toMatchObject(wanted);
});

it('answers whoever asks what a page may do, without a token and without looking anything up', async () => {
  const { api } = practiceHandlers({ practice: 'incident', definitions, kernel: () => { throw new Error('no kernel is needed'); } });
  const answer = await api({ requestContext: { http: { method: 'OPTIONS', path: '/v1/incidents' } }, headers: { origin: 'https://desk.example.com' } } as never, {} as Context);
  expect(answer).toEqual({ statusCode: 204, headers: wanted });
});
