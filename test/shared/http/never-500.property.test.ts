import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import fc, { type Arbitrary } from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { startEngine, type Engine } from '../../../local/engine.ts';
import { createTable, localClient } from '../../../local/table.ts';
import { dynamoTable } from '../../../shared/aws/dynamo-table.ts';
import { kernelOn } from '../../../shared/aws/lambda-kernel.ts';
import { practiceHandlers } from '../../../shared/aws/serve.ts';
import { platformRoutes } from '../../../shared/http/platform.ts';
import type { Event } from '../../../shared/http/request.ts';
import { serveRoutes, type ApiHandler } from '../../../shared/http/serve.ts';
import { roles, type AnyDefinition } from '../../../shared/record/define.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { ruleOf, sharedCommands } from '../../../shared/record/rules.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { perform } from '../../../shared/store/perform.ts';
import { valid, values } from '../../values.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-http-'));
const bugs: Record<string, unknown>[] = [];
let engine: Engine;
let kernel: Kernel;
let handlers: Map<string, ApiHandler>;

beforeAll(async () => {
  engine = await startEngine({ dataDir, log() {} });
  const client = localClient(engine.endpoint);
  await createTable(client, 'lambdesk');
  kernel = kernelOn({ table: dynamoTable({ client, name: 'lambdesk' }), definitions, log: (line) => { if ('bug' in line) bugs.push(line); } });
  handlers = new Map([...new Set(definitions.map(({ practice }) => practice))].map((practice) => [practice, practiceHandlers({ practice, definitions, kernel: () => kernel }).api]));
  handlers.set('platform', serveRoutes(() => kernel, (on) => platformRoutes(on, definitions)));
  // Twice, because records refer to each other.
  for (const _ of [1, 2]) for (const definition of definitions) await fill(definition);
});

/** Makes what can be made of the type by chance, so that there is something of it to ask for and to refer to. */
async function fill(definition: AnyDefinition): Promise<void> {
  for (const [seed, name] of people.slice(0, definition.identity === 'name' ? 5 : 2).entries()) {
    const [body] = fc.sample(values(definition.fields), { numRuns: 1, seed });
    const required = Object.fromEntries(Object.entries(body!).filter(([field]) => !definition.fields[field]!.optional));
    for (const some of [body, required]) {
      await perform(kernel, { definition, command: 'create', body: { ...some, ...(definition.identity === 'name' && { name }), ...('requester' in definition.fields && { requester: 'guest' }) }, caller: { tenant: 't', name: 'anna', roles: ['system', ...roles.filter((role) => role !== 'importer')] }, answer: ({ record }) => { made.push({ type: definition.name, id: record.id }); } })
        .catch((error: unknown) => { if (!(error instanceof Refusal)) throw error; });
    }
  }
}
afterAll(async () => {
  await engine?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const odd = fc.oneof(fc.string({ unit: 'binary', maxLength: 20 }), fc.constantFrom('', '0', '-1', '1e9', '%00', '%E0%A4%A', '..', '\ud800', '\0', 'é'.repeat(30), 'x'.repeat(3_000), '__proto__', 'constructor', 'a#b', 'null', '*', '"1"', ','));
const people = ['anna', 'bram', 'network', 'default', 'guest'];
const made: { type: string; id: string }[] = [];
/** One of those that were made by then, or something else. */
const idsOf = ({ name }: AnyDefinition): Arbitrary<string> => fc.oneof({ weight: 6, arbitrary: fc.nat(30).map((n) => made.filter(({ type }) => type === name).map(({ id }) => id)[n % 10] ?? 'INC0000001') }, { weight: 1, arbitrary: odd });

type Call = { practice: string; method: string; path: string; query: Record<string, string>; headers: Record<string, string>; body: string | undefined };
const queries = (names: readonly string[]): Arbitrary<Record<string, string>> => fc.dictionary(fc.oneof(fc.constantFrom(...names), odd), fc.oneof(fc.constantFrom('me', 'anna', 'new,resolved', '50', 'x.y', 'createdAt'), odd), { maxKeys: 3 });
const headers = fc.dictionary(fc.constantFrom('if-match', 'if-none-match', 'idempotency-key', 'content-type'), fc.oneof({ weight: 8, arbitrary: fc.constantFrom('*', '*', '"1"', 'W/"2"', 'key-1') }, { weight: 1, arbitrary: odd }), { maxKeys: 2 })
  // Most clients know what they send.
  .chain((some) => fc.constantFrom(some, ...Array.from({ length: 5 }, () => ({ ...some, 'content-type': 'application/json' }))));
const spoilt = (body: Arbitrary<unknown>): Arbitrary<string | undefined> => fc.oneof({ weight: 4, arbitrary: body.map((value) => JSON.stringify(value)) }, { weight: 2, arbitrary: fc.json() }, { weight: 1, arbitrary: fc.oneof(odd, fc.constant(undefined)) });

const calls: Arbitrary<Call> = fc.constantFrom(...definitions).chain((definition) => {
  const root = `/v1/${definition.route}`;
  const ids = idsOf(definition);
  const names = ['state', 'limit', 'cursor', 'sort', ...definition.summary as string[]];
  const reading = fc.tuple(fc.constantFrom('', '/timeline', '/comments', '/links', ...Object.keys(definition.queries ?? {}).map((name) => `/${name}`)), ids, fc.boolean(), queries(names), headers)
    .map(([tail, id, ofOne, query, some]): Call => ({ practice: definition.practice, method: 'GET', path: `${root}${ofOne ? `/${id}` : ''}${tail}`, query, headers: some, body: undefined }));
  const writing = fc.constantFrom('create', 'update', ...sharedCommands, ...Object.keys(definition.commands)).chain((command) => {
    const rule = ruleOf(definition, command)!;
    const fields = { ...rule.fields, ...rule.asks };
    const body = fc.oneof({ weight: 3, arbitrary: values(fields) }, { weight: 2, arbitrary: fc.tuple(fc.dictionary(fc.constantFrom(...Object.keys(fields), 'x'), fc.jsonValue()), fc.constantFrom(...Object.entries(fields), ['x', undefined] as const).chain(([name, field]) => (field ? valid(field) : fc.jsonValue()).map((value) => ({ [name]: value })))).map(([one, other]) => ({ ...one, ...other })) });
    const tail = command === 'comment' ? '/comments' : command === 'link' ? '/links' : `/${command}`;
    return fc.tuple(ids, spoilt(body), headers).map(([id, sent, some]): Call => command === 'create' ? { practice: definition.practice, method: 'POST', path: root, query: {}, headers: some, body: sent }
      : { practice: definition.practice, method: command === 'update' ? 'PATCH' : 'POST', path: command === 'update' ? `${root}/${id}` : `${root}/${id}${tail}`, query: {}, headers: some, body: sent });
  });
  const platform = fc.tuple(fc.constantFrom('/v1/me', '/v1/practices', '/v1/search', '/v1/event-schemas', '/v1/nothing', '/'), queries(['q', 'type', 'limit']), headers)
    .map(([path, query, some]): Call => ({ practice: 'platform', method: 'GET', path, query, headers: some, body: undefined }));
  return fc.oneof({ weight: 3, arbitrary: writing }, { weight: 3, arbitrary: reading }, { weight: 1, arbitrary: platform });
});

const callers = fc.constantFrom<[string, string[]]>(['guest', []], ['anna', ['agent']], ['bram', ['agent', 'lead', 'manager', 'admin', 'operations', 'change-manager', 'release-manager', 'cab']], ['sven', ['security', 'agent']]);

test('nothing that a client sends is answered with 500, and every no says what it is', async () => {
  await fc.assert(fc.asyncProperty(calls, callers, async ({ practice, method, path, query, headers: some, body }, [name, groups]) => {
    const event = {
      version: '2.0', routeKey: '$default', rawPath: path, rawQueryString: '', headers: some, queryStringParameters: query, body, isBase64Encoded: false,
      requestContext: { http: { method, path }, authorizer: { jwt: { claims: { 'custom:tenant': 't', 'cognito:username': name, 'cognito:groups': groups } } } },
    } as unknown as Event;
    const answer = await handlers.get(practice)!(event, {} as Context);
    expect([answer.statusCode, bugs]).toEqual([expect.any(Number), []]);
    expect(answer.statusCode).toBeLessThan(500);
    if (answer.statusCode! < 400) return;
    expect(answer.headers).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(JSON.parse(answer.body!)).toMatchObject({ status: answer.statusCode, code: expect.stringMatching(/^[a-z][a-z-]+$/), detail: expect.any(String), traceId: expect.any(String), errors: expect.any(Array) });
  }), { numRuns: 600 });
});
