import type { Context } from 'aws-lambda';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { mailNotices } from '../functions/_platform/mail/consume.ts';
import { indexEvent } from '../functions/_platform/search/consume.ts';
import { definitions } from '../functions/index.ts';
import { startRuntime, type Runtime } from '../local/runtime.ts';
import { queueConsumer } from '../shared/aws/queue.ts';
import { practiceHandlers } from '../shared/aws/serve.ts';
import { logLine, observed } from '../shared/aws/telemetry.ts';
import { step } from '../shared/events/workflow.ts';
import { sweep } from '../shared/events/sweep.ts';
import { platformRoutes } from '../shared/http/platform.ts';
import { serveRoutes } from '../shared/http/serve.ts';
import type { LogLine } from '../shared/store/kernel.ts';
import { Throttled, type Table } from '../shared/store/table.ts';
import { atWork, openDesk, queued, requestOf, tenant, useEvery, type Caller } from './infra/at-work.ts';

// Stands wherever somebody may write something, and may stand in no log. Its last part has no digit of a trace id, or chance would write it.
const mark = 'quokkaw';
const canary = `canary-${mark}`;
const words = `Canary-Quokkaw cannot sign in: ${canary}@example.com says ${canary}`;
const leaked = new RegExp(`canary|${mark}`, 'i');

/** All that the service wrote, whichever way. */
const lines: string[] = [];
const kinds = new Set<string>();
let runtime: Runtime;
let scratch: string;
let desk: ReturnType<typeof atWork>;
let anna: Caller;

const heard = (): string[] => lines.filter((line) => leaked.test(line));
const trace = (line: LogLine): void => {
  kinds.add(line.message ?? 'gateway');
  logLine(line);
};
/** A kernel whose table fails with what people wrote in the message, as DynamoDB's and SES's own errors may have it. */
const failing = (error: () => Error, ...operations: (keyof Table)[]): Runtime['kernel'] =>
  ({ ...runtime.kernel, table: { ...runtime.kernel.table, ...Object.fromEntries(operations.map((operation) => [operation, () => Promise.reject(error())])) } });
const quoting = (name = 'ValidationException') => (): Error =>
  Object.assign(new AggregateError([new SyntaxError(`Unexpected token 'c', "${words}" is not valid JSON\n    at ${canary} (file:1:1)`)], `${name}: value ${words} at item\n    at ${canary} (nowhere.ts:1:1)`, { cause: new Error(words) }), { name, $metadata: { httpStatusCode: 400 } });
const all: (keyof Table)[] = ['get', 'getAll', 'query', 'write', 'add'];
const heardOf = (type: string): never => queued(type, { recordId: 'INC0000001', data: { command: 'create', changes: { title: words }, record: { title: words, requester: canary, assignee: canary } }, actor: 'rita' }) as never;

beforeAll(async () => {
  for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation((text) => { lines.push(String(text)); return true; });
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) vi.spyOn(console, method).mockImplementation((...said) => { lines.push(said.map(String).join(' ')); });
  scratch = mkdtempSync(join(tmpdir(), 'lambdesk-quiet-'));
  runtime = await startRuntime({ dataDir: scratch, port: 0, definitions, log: (line) => { lines.push(line); }, trace: trace as never });
  desk = atWork(async (practice, event: any) => {
    // More of it wherever a client can put it, whatever the request is.
    Object.assign(event.requestContext.authorizer.jwt.claims, { sub: canary, name: words, email: `${canary}@example.com`, 'custom:secret': canary });
    Object.assign(event.headers, { 'user-agent': words, referer: `https://${canary}.example.com/`, cookie: canary, traceparent: canary, ...(event.requestContext.http.method === 'POST' && { 'idempotency-key': `${canary}-${Math.random()}` }) });
    Object.assign(event.requestContext.http, { userAgent: words, sourceIp: canary });
    return practiceHandlers({ practice, definitions, kernel: () => runtime.kernel }).api(event, {} as Context) as never;
  });
  anna = desk.as(canary);
  await openDesk(anna);
  await anna('person', 'POST', '', { name: canary, displayName: words, email: `${canary}@example.com`, team: 'first' });
});
afterAll(async () => {
  vi.restoreAllMocks();
  await runtime?.stop();
  if (scratch) rmSync(scratch, { recursive: true, force: true });
});

describe('no log line holds what people wrote, nor who they are', () => {
  it('while records of every type are made, listed, searched and looked at', async () => {
    await useEvery(anna, { words, email: `${canary}@example.com`, name: () => canary, everything: true });
    expect(desk.replies.filter(({ status }) => status === 201).length).toBeGreaterThan(definitions.length / 2);
    expect(desk.replies.filter(({ status }) => status >= 500).map(({ asked }) => asked)).toEqual([]);
    expect(heard()).toEqual([]);
  });

  it('while an incident lives its life: reactions, mail, search, a machine and clocks', async () => {
    const made = await anna('incident', 'POST', '', { title: words, description: words, requester: canary, service: 'reception', impact: 'high', urgency: 'high' });
    expect(made.status).toBe(201);
    const one = `/${made.body.number}`;
    for (const [command, body] of [['assign', { assignee: canary }], ['comments', { text: words }], ['promoteMajor', { commander: canary, reason: words }], ['watch', { watcher: canary }]] as const) await anna('incident', 'POST', `${one}/${command}`, body);
    await runtime.settle();
    await fetch(`${runtime.url}/local/clock`, { method: 'POST', body: JSON.stringify({ advance: 'P3D' }) });
    await anna('incident', 'POST', `${one}/resolve`, { resolution: words, resolutionCode: 'fixed' });
    await runtime.settle();
    const { items } = await (await fetch(`${runtime.url}/local/mail`)).json() as { items: object[] };
    expect(JSON.stringify(items)).toContain(canary);
    expect(kinds).toEqual(new Set([...kinds, 'request', 'command', 'reaction', 'step']));
    expect(heard()).toEqual([]);
  });

  it('when requests are refused', async () => {
    const refused = async (type: string, method: string, path: string, body?: object, headers?: object): Promise<number> => (await anna(type, method, path, body, headers)).status;
    const statuses = [
      await refused('incident', 'POST', '', { title: 7, [canary]: words, requester: `${words}!`, impact: canary }),
      await refused('person', 'POST', '', { name: canary, displayName: words, email: `${canary}@example.com`, team: 'first' }),
      await refused('person', 'GET', `/${canary}-nobody`),
      await refused('person', 'PATCH', `/${canary}`, { displayName: words }, { 'if-match': `"${canary}"` }),
      await refused('person', 'PATCH', `/${canary}`, { email: words }, { 'if-match': '"1"' }),
      await refused('incident', 'GET', `?cursor=${canary}`),
      await refused('incident', 'GET', `?${canary}=${canary}`),
      await refused('incident', 'POST', `/INC0000001/${canary}`, { text: words }),
      await refused('incident', 'DELETE', `/${canary}`),
      await refused('incident', 'POST', '', undefined, { 'content-type': canary }),
    ];
    const api = practiceHandlers({ practice: 'incident', definitions, kernel: () => runtime.kernel }).api;
    const raw = (event: any): Promise<{ statusCode?: number }> => api(event, {} as Context);
    const asked = (): any => requestOf({ name: canary, groups: [], method: 'POST', path: '/v1/incidents' });
    statuses.push((await raw({ ...asked(), body: `{"title": ${words}` })).statusCode!);
    const elsewhere = asked();
    elsewhere.requestContext.authorizer.jwt.claims['custom:tenant'] = words;
    statuses.push((await raw(elsewhere)).statusCode!);
    expect(statuses.filter((status) => status >= 400 && status < 500).length).toBeGreaterThan(9);
    const search = serveRoutes(() => runtime.kernel, (on) => platformRoutes(on, definitions));
    for (const path of [`/v1/search?q=${canary}`, `/v1/search?type=${canary}`, '/v1/me', `/${canary}`]) await search(requestOf({ name: canary, groups: [], method: 'GET', path }) as never, {} as Context);
    const at = (path: string, init?: RequestInit): Promise<Response> => fetch(`${runtime.url}${path}`, init);
    await at(`/v1/people/${canary}`, { headers: { authorization: `Bearer ${canary}` } });
    await at(`/v1/people/${canary}%zz?q=${canary}`);
    await at(`/${canary}`);
    expect(heard()).toEqual([]);
  });

  it('when something fails with a message that quotes it', async () => {
    const context = { awsRequestId: 'R' } as Context;
    const api = observed('incident', practiceHandlers({ practice: 'incident', definitions, kernel: () => failing(quoting(), ...all) }).api);
    const request = requestOf({ name: canary, groups: ['agent'], method: 'GET', path: `/v1/incidents/INC0000001?q=${canary}` }) as never;
    expect((await api(request, context)).statusCode).toBe(500);
    expect((await practiceHandlers({ practice: 'incident', definitions, kernel: () => failing(() => new Throttled(Object.assign(new Error('Throughput exceeds the current capacity of your table or index'), { name: 'ThrottlingException' })), ...all) }).api(request, context)).statusCode).toBe(429);
    const broken = (): Runtime['kernel'] => failing(quoting(), ...all);
    for (const [name, consume] of [['search', indexEvent], ['mail', mailNotices({ send: () => Promise.reject(quoting('MessageRejected')()) })]] as const) {
      for (const kernel of [broken, () => runtime.kernel]) await queueConsumer(kernel, name, consume)(heardOf('incident.created'));
    }
    await practiceHandlers({ practice: 'incident', definitions, kernel: broken }).react(heardOf('incident.children-to-resolve'));
    await queueConsumer(() => runtime.kernel, 'search', indexEvent)({ Records: [{ messageId: 'M', body: words }] } as never);
    const thrown: unknown[] = [];
    const record = { tenant, type: 'incident', id: 'INC0000001' };
    for (const handler of [
      () => step(broken(), { machine: 'major-incident', execution: 'e', state: 's', entered: '1', command: 'askForUpdate', record }, async () => {}),
      () => sweep(broken()),
      () => Promise.reject(quoting()()),
      () => Promise.reject(words),
    ]) await observed('_platform', handler as never)({}, context).catch((error: unknown) => thrown.push(error));
    // The runtime of Lambda logs what it is thrown, and Step Functions keeps it.
    expect(thrown).toHaveLength(4);
    for (const error of thrown) expect(`${String(error)} ${(error as Error).stack} ${JSON.stringify(error)}`).not.toMatch(leaked);
    expect(kinds).toEqual(new Set([...kinds, 'bug', 'throttled', 'consumer']));
    expect(heard()).toEqual([]);
  });

  it('when the embedded runtime gives up', async () => {
    await anna('incident', 'POST', '/INC0000001/comments', { text: words });
    const { body: { number } } = await anna('incident', 'POST', '', { title: words, requester: canary, impact: 'high', urgency: 'high' });
    await anna('incident', 'POST', `/${number}/promoteMajor`, { commander: canary, reason: words });
    const { table } = runtime.kernel;
    const whole = { ...table };
    Object.assign(table, failing(quoting(), ...all).table);
    await runtime.settle();
    // The next sweep is some seconds away.
    await vi.waitFor(() => expect(lines.some((line) => line.includes('The sweep failed'))).toBe(true), { timeout: 30_000, interval: 100 });
    Object.assign(table, whole);
    for (const says of ['gave up', ' failed: ']) expect([says, lines.some((line) => line.includes(says))]).toEqual([says, true]);
    expect(heard()).toEqual([]);
  });

  it('and yet says what failed, and where in the code', () => {
    const bug = lines.find((line) => line.includes('"bug"') && line.includes('ValidationException'))!;
    expect(bug).toMatch(/quiet-logs\.test\.ts:\d+/);
    expect(bug).toContain('400');
    expect(lines.find((line) => line.includes('MessageRejected'))).toBeDefined();
  });
});
