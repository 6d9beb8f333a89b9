import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBareDesk, type BareDesk, type Reply, type Sent } from './bare-desk.ts';
import { throttled } from './faulty-table.ts';

let desk: BareDesk;
let cursor: string;
let number: string;
beforeAll(async () => {
  desk = await openBareDesk();
  const page = await get('/v1/incidents', { query: { limit: '2' } });
  cursor = page.body.nextCursor;
  number = page.body.items[0].number;
});
afterAll(() => desk.close());

const get = (path: string, sent?: Sent): Promise<Reply> => desk.ask(desk.kernel(), `GET ${path}`, sent);

describe('a cursor', () => {
  test('goes on where its page ended', async () => {
    const all = (await get('/v1/incidents')).body.items.map((item: { number: string }) => item.number);
    const next = await get('/v1/incidents', { query: { limit: '2', cursor } });
    expect(next.body.items.map((item: { number: string }) => item.number)).toEqual(all.slice(2, 4));
  });

  const refusals: [string, string, Sent][] = [
    ['used by another tenant', '/v1/incidents', { tenant: 'vendotool', as: 'vt-agent' }],
    ['used by another tenant under the same name', '/v1/incidents', { tenant: 'vendotool', as: 'anna' }],
    ['used by somebody else', '/v1/incidents', { as: 'chen' }],
    ['on a list with another filter', '/v1/incidents', { query: { state: 'new' } }],
    ['on a list in another order', '/v1/incidents', { query: { sort: 'createdAt' } }],
    ['on the list of another type', '/v1/services', {}],
  ];
  test.each(refusals)('is refused when %s', async (_, path, sent) => {
    expect(await get(path, { ...sent, query: { ...sent.query, cursor } })).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  });

  test('is refused on a timeline', async () => {
    expect(await get(`/v1/incidents/${number}/timeline`, { query: { cursor } })).toMatchObject({ status: 400, body: { code: 'invalid-cursor' } });
  });

  test('is refused when it was forged, cut short or is no cursor at all', async () => {
    const [place, signature] = cursor.split('.') as [string, string];
    const elsewhere = Buffer.from(JSON.stringify({ p: 0, sk: '2020', id: 'INC0000001' })).toString('base64url');
    const forged = [
      `${elsewhere}.${signature}`, place, `${place}.`, `.${signature}`, `${place}.${signature.slice(1)}`, `${place}.${'é'.repeat(signature.length)}`,
      `${place}.${'A'.repeat(signature.length)}`, 'x', '.', '\u0000', '😀'.repeat(200),
    ];
    const replies = await Promise.all(forged.map((text) => get('/v1/incidents', { query: { cursor: text } })));
    expect(replies.map(({ status, body }) => [status, body.code])).toEqual(forged.map(() => [400, 'invalid-cursor']));
  });
});

describe('a table over its capacity', () => {
  const requests: [string, Sent][] = [
    ['POST /v1/incidents', { body: { title: 'Kettle trips the fuse' } }],
    ['POST /v1/incidents', { body: { title: 'Kettle trips the fuse' }, headers: { 'idempotency-key': 'kettle' } }],
    ['GET /v1/incidents', {}],
    ['GET /v1/incidents', { as: 'guest', roles: [] }],
    ['GET /v1/incidents/{number}', {}],
    ['PATCH /v1/incidents/{number}', { body: { category: 'x' }, headers: { 'if-match': '"1"' } }],
    ['POST /v1/incidents/{number}/comments', { body: { text: 'Hello' } }],
    ['GET /v1/incidents/{number}/timeline', {}],
    ['GET /v1/incidents/{number}/links', {}],
    ['GET /v1/incidents/duplicates', { query: { title: 'tablet' } }],
  ];
  test.each(requests)('answers %s with 429 and when to come again', async (request, sent) => {
    const kernel = desk.kernel({ table: throttled(desk.table, 'get', 'getAll', 'query', 'add', 'write') });
    const { status, headers, body } = await desk.ask(kernel, request.replace('{number}', number), sent);
    expect({ status, code: body.code, retryAfter: headers['retry-after'] }).toEqual({ status: 429, code: 'busy', retryAfter: '1' });
  });

  test.each(['getAll', 'add', 'write'] as const)('answers 429 when only %s is throttled, and makes nothing', async (operation) => {
    const title = `Kettle trips the fuse by ${operation}`;
    const { status } = await desk.ask(desk.kernel({ table: throttled(desk.table, operation) }), 'POST /v1/incidents', { body: { title } });
    expect(status).toBe(429);
    const { body } = await get('/v1/incidents', { query: { limit: '200' } });
    expect(body.items.filter((item: { title: string }) => item.title === title)).toEqual([]);
  });

  test('is told apart from a bug in the log', async () => {
    desk.lines.length = 0;
    await desk.ask(desk.kernel({ table: throttled(desk.table, 'query') }), 'GET /v1/incidents');
    expect(desk.lines.filter((line) => 'bug' in line)).toEqual([]);
    expect(desk.lines).toContainEqual(expect.objectContaining({ throttled: 'over capacity' }));
  });
});
