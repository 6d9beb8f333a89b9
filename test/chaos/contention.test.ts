import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDesk, type Desk, type Reply } from '../stories/desk.ts';
import { openBareDesk, type BareDesk } from './bare-desk.ts';
import { readTogether } from './faulty-table.ts';

let desk: Desk;
let bare: BareDesk;
beforeAll(async () => { [desk, bare] = await Promise.all([openDesk(), openBareDesk()]); });
afterAll(() => Promise.all([desk.stop(), bare.close()]));

const CLIENTS = 50;
const versionOf = ({ headers }: Reply): number => Number(headers.get('etag')!.slice(1, -1));
const together = <T>(many: number, act: (at: number) => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: many }, (_, at) => act(at)));
const statuses = (replies: readonly Reply[]): Record<number, number> =>
  Object.fromEntries([...Map.groupBy(replies, ({ status }) => status)].map(([status, some]) => [status, some.length]));
const timelineOf = async (number: string): Promise<any[]> => (await desk.as('anna').get(`/v1/incidents/${number}/timeline?limit=200`)).body.items;

test('lets one of fifty win who change the same version, and tells the others so', async () => {
  const anna = desk.as('anna');
  const number = await anna.report({ title: 'Barrier at the gate stays open', requester: 'guest', service: 'reception' });
  const replies = await together(CLIENTS, (at) => anna.patch(`/v1/incidents/${number}`, { category: `category ${at}` }, { 'if-match': '"1"' }));
  expect(statuses(replies)).toEqual({ 200: 1, 412: CLIENTS - 1 });
  const [winner] = replies.filter(({ status }) => status === 200);
  const { body } = await anna.get(`/v1/incidents/${number}`);
  expect(body).toMatchObject({ version: 2, category: winner!.body.category });
  expect(await timelineOf(number)).toHaveLength(2);
});

test('lets one of fifty win also when all of them have read the same version before any writes', async () => {
  const { body: { number } } = await bare.ask(bare.kernel(), 'POST /v1/incidents', { body: { title: 'Hose leaks', requester: 'guest' } });
  const kernel = bare.kernel({ table: readTogether(bare.table, CLIENTS) });
  const replies = await together(CLIENTS, (at) => bare.ask(kernel, `PATCH /v1/incidents/${number}`, { body: { category: `category ${at}` }, headers: { 'if-match': '"1"' } }));
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, ...Array(CLIENTS - 1).fill(412)]);
  expect((await bare.ask(kernel, `GET /v1/incidents/${number}`)).body).toMatchObject({ version: 2, category: replies.find(({ status }) => status === 200)!.body.category });
});

test('makes one record when all twenty that send one key have found it unused', async () => {
  const kernel = bare.kernel({ table: readTogether(bare.table, 20) });
  const replies = await together(20, () => bare.ask(kernel, 'POST /v1/incidents', { body: { title: 'Tap drips', requester: 'guest' }, headers: { 'idempotency-key': 'tap' } }));
  expect(replies).toEqual(Array(20).fill(replies[0]));
  const { body } = await bare.ask(kernel, 'GET /v1/incidents', { query: { limit: '200' } });
  expect(body.items.filter((item: { title: string }) => item.title === 'Tap drips')).toHaveLength(1);
});

test('gives every success of fifty at once a version of its own, and loses nothing', async () => {
  const anna = desk.as('anna');
  const number = await anna.report({ title: 'Lamps along the lake flicker', requester: 'guest', service: 'reception' });
  const replies = await together(CLIENTS, (at) => at % 2 === 0
    ? anna.post(`/v1/incidents/${number}/comments`, { text: `Comment ${at}` })
    : anna.post(`/v1/incidents/${number}/assign`, { assignee: ['anna', 'bram', 'dina'][at % 3] }));
  const { 200: assigned = 0, 201: said = 0, 409: lost = 0, ...others } = statuses(replies);
  expect(others).toEqual({});
  expect(assigned + said + lost).toBe(CLIENTS);
  expect(assigned + said).toBeGreaterThan(1);
  expect(replies.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(Array(lost).fill('contended'));

  const versions = replies.filter(({ status }) => status < 300).map(versionOf);
  expect(versions.toSorted((a, b) => a - b)).toEqual(versions.map((_, at) => at + 2));
  const entries = await timelineOf(number);
  expect(entries.map(({ version }) => version)).toEqual(entries.map((_, at) => at + 1));
  const comments = entries.filter(({ command }) => command === 'comment').map(({ note }) => note);
  expect(comments.toSorted()).toEqual(replies.filter(({ status }) => status === 201).map(({ body }) => body.text).toSorted());
  expect((await anna.get(`/v1/incidents/${number}`)).body.version).toBe(entries.length);
});

test('lets one of fifty resolve it, and refuses the rest by the state that they met', async () => {
  const anna = desk.as('anna');
  const number = await anna.report({ title: 'Ice machine does not freeze', requester: 'guest', service: 'reception' });
  const replies = await together(CLIENTS, (at) => anna.post(`/v1/incidents/${number}/resolve`, { resolution: `Way ${at}`, resolutionCode: 'fixed' }));
  expect(statuses(replies)).toEqual({ 200: 1, 409: CLIENTS - 1 });
  expect((await timelineOf(number)).filter(({ command }) => command === 'resolve')).toHaveLength(1);
});

test('makes one record of a request that is sent twenty times at once, and answers all alike', async () => {
  const guest = desk.as('guest');
  const title = 'Washing machine 4 takes coins and does nothing';
  const replies = await together(20, () => guest.post('/v1/incidents', { title, service: 'reception' }, { 'idempotency-key': 'washing-4' }));
  expect(statuses(replies)).toEqual({ 201: 20 });
  expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(new Set(replies.map(({ headers }) => headers.get('location'))).size).toBe(1);
  const { body } = await guest.get('/v1/incidents?limit=200');
  expect(body.items.filter((item: { title: string }) => item.title === title)).toHaveLength(1);
});

test('gives a command once that is sent twenty times at once', async () => {
  const anna = desk.as('anna');
  const number = await anna.report({ title: 'Router in the bar restarts', requester: 'guest', service: 'reception' });
  const replies = await together(20, () => anna.post(`/v1/incidents/${number}/comments`, { text: 'Said once' }, { 'idempotency-key': 'bar-1' }));
  expect(statuses(replies)).toEqual({ 201: 20 });
  expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  expect(await timelineOf(number)).toHaveLength(2);
});

test('keeps the keys of two people apart, and refuses one for another request', async () => {
  const [anna, bram] = [desk.as('anna'), desk.as('bram')];
  const key = { 'idempotency-key': 'shared-name' };
  const replies = await Promise.all([anna, bram].map((one) => one.post('/v1/incidents', { title: 'Sprinkler runs all night', requester: 'guest' }, key)));
  expect(statuses(replies)).toEqual({ 201: 2 });
  expect(replies[0]!.body.number).not.toBe(replies[1]!.body.number);
  expect(await anna.post('/v1/incidents', { title: 'Another matter', requester: 'guest' }, key)).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
});
