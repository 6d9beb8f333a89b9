import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { indexEvent } from '../../functions/_platform/search/consume.ts';
import { mailNotices } from '../../functions/_platform/mail/consume.ts';
import { practiceHandlers } from '../../shared/aws/serve.ts';
import { noticesOf } from '../../shared/events/notify.ts';
import type { EventSeen } from '../../shared/record/define.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { openBareDesk, TENANT, type BareDesk } from './bare-desk.ts';
import { failingOn } from './faulty-table.ts';

let desk: BareDesk;
let kernel: Kernel;
const outbox: string[] = [];
const mail = mailNotices({ send: async ({ id }) => void outbox.push(id) });
beforeAll(async () => {
  desk = await openBareDesk();
  kernel = desk.kernel();
});
afterAll(() => desk.close());

const report = async (title: string): Promise<string> =>
  (await desk.ask(kernel, 'POST /v1/incidents', { body: { title, requester: 'guest', service: 'reception' } })).body.number;
const order = (number: string, command: string, body: object, as = 'anna') =>
  desk.ask(kernel, `POST /v1/incidents/${number}/${command}`, { as, roles: as === 'guest' ? [] : ['agent'], body });
const read = async (number: string): Promise<any> => (await desk.ask(kernel, `GET /v1/incidents/${number}`)).body;
const titled = async (title: string): Promise<any[]> =>
  (await desk.ask(kernel, 'GET /v1/incidents', { query: { limit: '200', service: 'reception' } })).body.items.filter((item: { title: string }) => item.title === title);
const fixed = (how: string) => ({ resolution: how, resolutionCode: 'fixed' });

/** Delivers events as the queue of the incident practice would, in batches of three; answers what is to be delivered again. */
async function react(events: readonly EventSeen[], on = kernel): Promise<EventSeen[]> {
  const { react: handler } = practiceHandlers({ practice: 'incident', definitions: kernel.catalogue.all, kernel: () => on });
  const again: EventSeen[] = [];
  for (let start = 0; start < events.length; start += 3) {
    const batch = events.slice(start, start + 3);
    const { batchItemFailures } = await handler({ Records: batch.map((detail, at) => ({ messageId: String(at), body: JSON.stringify({ detail }) })) as never });
    again.push(...batchItemFailures.map(({ itemIdentifier }) => batch[Number(itemIdentifier)]!));
  }
  return again;
}

let stories = 0;

/** A parent resolved with two children, and a reply to what is closed: all events that come of it, oldest first. */
async function story() {
  const name = `Story ${++stories}`;
  const parent = await report(`${name} parent`);
  const children = [await report(`${name} child a`), await report(`${name} child b`)];
  for (const child of children) await order(child, 'links', { type: 'child-of', target: parent });
  await order(parent, 'resolve', { ...fixed(`${name} was the server`), withChildren: true });
  const closed = await report(`${name} closed`);
  await order(closed, 'resolve', fixed('Cleaned'));
  await order(closed, 'close', {}, 'guest');
  await order(closed, 'comments', { text: 'It is back' }, 'guest');
  const events = (await Promise.all([parent, ...children, closed].map((number) => desk.events('incident', number)))).flat();
  return { name, children, closed, events };
}

async function expectOnce({ name, children }: Awaited<ReturnType<typeof story>>): Promise<void> {
  expect((await Promise.all(children.map(read))).map(({ state, version }) => [state, version])).toEqual([['resolved', 3], ['resolved', 3]]);
  expect(await titled(`Re: ${name} closed`)).toHaveLength(1);
}

test('reacts once to events that come three times and in reverse', async () => {
  const told = await story();
  expect(await react([...told.events, ...told.events.toReversed(), ...told.events])).toEqual([]);
  await expectOnce(told);
});

test('reacts once whatever the order and number of deliveries', async () => {
  await fc.assert(fc.asyncProperty(fc.infiniteStream(fc.nat()), async (random) => {
    const told = await story();
    const deliveries = told.events.flatMap((event) => Array.from({ length: 1 + random.next().value % 3 }, () => ({ event, at: random.next().value })));
    expect(await react(deliveries.toSorted((a, b) => a.at - b.at).map(({ event }) => event))).toEqual([]);
    await expectOnce(told);
  }), { numRuns: 6 });
}, 30_000);

test('indexes the record as it is now, whatever event says so, three times and in reverse', async () => {
  const number = await report('Zirkonia gleams');
  await desk.ask(kernel, `PATCH /v1/incidents/${number}`, { body: { title: 'Quarzwerk hums' }, headers: { 'if-match': '"1"' } });
  const events = await desk.events('incident', number);
  const search = async (q: string): Promise<string[]> => (await desk.ask(kernel, 'GET /v1/incidents/duplicates', { query: { title: q } })).body.items.map((hit: { number: string }) => hit.number);
  for (const event of [...events, ...events, ...events].toReversed()) await indexEvent(kernel, event);
  expect([await search('Quarzwerk'), await search('Zirkonia')]).toEqual([[number], []]);
  await Promise.all([...events, ...events, ...events].map((event) => indexEvent(kernel, event)));
  expect([await search('Quarzwerk'), await search('Zirkonia')]).toEqual([[number], []]);
});

test('mails each of whom it concerns once for events that come three times and in reverse', async () => {
  const { events } = await story();
  outbox.length = 0;
  for (const event of [...events, ...events.toReversed(), ...events]) await mail(kernel, event);
  const due = events.flatMap((event) => noticesOf(event).map(({ to }) => `${event.metadata.id}-${to}`));
  expect(due.length).toBeGreaterThan(4);
  expect(outbox.toSorted()).toEqual(due.toSorted());
});

test('mails nothing of a replay', async () => {
  const { events } = await story();
  outbox.length = 0;
  for (const { metadata, data } of events) await mail(kernel, { metadata: { ...metadata, replay: true }, data });
  expect(outbox).toEqual([]);
});

test('delivers again what failed, twice if need be, and reacts once in the end', async () => {
  const told = await story();
  let failures = 0;
  const flaky = desk.kernel({ table: failingOn(desk.table, (pk) => pk === `T#${TENANT}#incident#${told.children[1]}` && failures++ < 2) });
  const first = await react(told.events, flaky);
  expect(first.map(({ metadata }) => metadata.type)).toEqual(['incident.children-to-resolve']);
  expect((await read(told.children[0]!)).state).toBe('resolved');
  const second = await react(first, flaky);
  expect(second).toEqual(first);
  expect(await react(second, flaky)).toEqual([]);
  await expectOnce(told);
});

test('lets the neighbours of an event flow that fails for ever', async () => {
  const [poisoned, sound] = [await story(), await story()];
  const broken = desk.kernel({ table: failingOn(desk.table, (pk) => pk === `T#${TENANT}#incident#${poisoned.children[0]}`) });
  const again = await react([...poisoned.events, ...sound.events], broken);
  expect(again.map(({ metadata }) => metadata.type)).toEqual(['incident.children-to-resolve']);
  expect((await read(poisoned.children[0]!)).state).not.toBe('resolved');
  expect(await titled(`Re: ${poisoned.name} closed`)).toHaveLength(1);
  await expectOnce(sound);
});
