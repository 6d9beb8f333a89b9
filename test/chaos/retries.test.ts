import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBareDesk, type BareDesk, type Reply } from './bare-desk.ts';
import { answersLost } from './faulty-table.ts';

let desk: BareDesk;
beforeAll(async () => { desk = await openBareDesk(); });
afterAll(() => desk.close());

const report = (title: string) => ({ title, requester: 'guest', service: 'reception' });
const key = (name: string) => ({ 'idempotency-key': name });
const first = (count: number): boolean => count === 1;
const later = (minutes: number) => () => new Date(Date.now() + minutes * 60_000).toISOString();
const titled = async (title: string): Promise<any[]> => {
  const { body } = await desk.ask(desk.kernel(), 'GET /v1/incidents', { query: { limit: '200' } });
  return body.items.filter((item: { title: string }) => item.title === title);
};
const timeline = async (number: string): Promise<any[]> => (await desk.ask(desk.kernel(), `GET /v1/incidents/${number}/timeline`)).body.items;
const make = async (title: string): Promise<string> => (await desk.ask(desk.kernel(), 'POST /v1/incidents', { body: report(title) })).body.number;

/** Loses the answer of the first write, then sends the same again at once, and eleven minutes and 23 hours later. */
async function sendAgain(send: (kernel: ReturnType<BareDesk['kernel']>) => Promise<Reply>): Promise<{ lost: Reply; repeats: Reply[] }> {
  const lost = await send(desk.kernel({ table: answersLost(desk.table, first) }));
  const repeats = [];
  for (const minutes of [0, 11, 23 * 60]) repeats.push(await send(desk.kernel({ now: later(minutes) })));
  return { lost, repeats };
}

test('makes a record once when the answer to its making was lost, also past DynamoDB’s own ten minutes', async () => {
  const body = report('Gate camera is dark');
  const { lost, repeats } = await sendAgain((kernel) => desk.ask(kernel, 'POST /v1/incidents', { body, headers: key('gate') }));
  expect(lost.status).toBe(500);
  expect(repeats.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(new Set(repeats.map(({ body: { number } }) => number)).size).toBe(1);
  expect(repeats[1]).toEqual(repeats[0]);
  expect(repeats[2]).toEqual(repeats[0]);
  expect(await titled('Gate camera is dark')).toHaveLength(1);
});

test('gives a command once when its answer was lost', async () => {
  const number = await make('Bell does not ring');
  const { repeats } = await sendAgain((kernel) => desk.ask(kernel, `POST /v1/incidents/${number}/resolve`, { body: { resolution: 'New battery', resolutionCode: 'fixed' }, headers: key('bell') }));
  expect(repeats.map(({ status, body }) => [status, body.state, body.version])).toEqual(Array(3).fill([200, 'resolved', 2]));
  expect(await timeline(number)).toHaveLength(2);
});

test('says a comment once when its answer was lost', async () => {
  const number = await make('Swing squeaks');
  const { repeats } = await sendAgain((kernel) => desk.ask(kernel, `POST /v1/incidents/${number}/comments`, { body: { text: 'Oil is on its way' }, headers: key('swing') }));
  expect(repeats.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(await timeline(number)).toHaveLength(2);
});

test('sets a field once, and answers a PATCH sent again with its key as the first time, although the version moved on', async () => {
  const number = await make('Sign has fallen');
  const { repeats } = await sendAgain((kernel) => desk.ask(kernel, `PATCH /v1/incidents/${number}`, { body: { category: 'signs' }, headers: { ...key('sign'), 'if-match': '"1"' } }));
  expect(repeats.map(({ status, body }) => [status, body.version])).toEqual(Array(3).fill([200, 2]));
});

test('forgets a key after a day, so that it may be used anew', async () => {
  const body = report('Bin lorry did not come');
  const made = await desk.ask(desk.kernel(), 'POST /v1/incidents', { body, headers: key('bins') });
  const again = await desk.ask(desk.kernel({ now: later(24 * 60 + 1) }), 'POST /v1/incidents', { body, headers: key('bins') });
  expect(again.status).toBe(201);
  expect(again.body.number).not.toBe(made.body.number);
});

test('without a key, making something again makes another; a command again is refused by the state, a PATCH by its version', async () => {
  const body = report('Fridge of pitch 12 is warm');
  const lossy = () => desk.kernel({ table: answersLost(desk.table, first) });
  expect((await desk.ask(lossy(), 'POST /v1/incidents', { body })).status).toBe(500);
  const { body: { number } } = await desk.ask(desk.kernel(), 'POST /v1/incidents', { body });
  expect(await titled(body.title)).toHaveLength(2);

  const patch = { body: { category: 'kitchen' }, headers: { 'if-match': '"1"' } };
  expect((await desk.ask(lossy(), `PATCH /v1/incidents/${number}`, patch)).status).toBe(500);
  expect(await desk.ask(desk.kernel(), `PATCH /v1/incidents/${number}`, patch)).toMatchObject({ status: 412, body: { code: 'stale' } });

  const resolve = { body: { resolution: 'Plugged in again', resolutionCode: 'fixed' } };
  expect((await desk.ask(lossy(), `POST /v1/incidents/${number}/resolve`, resolve)).status).toBe(500);
  expect(await desk.ask(desk.kernel(), `POST /v1/incidents/${number}/resolve`, resolve)).toMatchObject({ status: 409, body: { code: 'command-not-allowed', allowedCommands: expect.arrayContaining(['reopen']) } });
  expect(await timeline(number)).toHaveLength(3);
});

test('makes a record of a unique name once when the answer was lost, and tells a second one that the name is taken', async () => {
  const admin = { as: 'admin', roles: ['agent', 'admin'] as const };
  const body = { name: 'minigolf', displayName: 'Minigolf' };
  const { repeats } = await sendAgain((kernel) => desk.ask(kernel, 'POST /v1/services', { ...admin, body, headers: key('golf') }));
  expect(repeats.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(await desk.ask(desk.kernel(), 'POST /v1/services', { ...admin, body })).toMatchObject({ status: 409, body: { code: 'already-exists' } });
});
