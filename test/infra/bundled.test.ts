import { afterAll, beforeAll, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { atWork, of, openDesk, queued, requestOf, targetOf, tenant, useEvery, type Caller } from './at-work.ts';
import { openBundled, type Bundled } from './bundled.ts';

let bundled: Bundled;
let desk: ReturnType<typeof atWork>;
let anna: Caller;
let made: ReadonlyMap<string, string>;

const bugs = (): unknown[] => bundled.logged.filter((line) => line.bug || line.outcome === 'failed');

beforeAll(async () => {
  bundled = await openBundled();
  desk = atWork((practice, event) => bundled.call(practice, 'api', event));
  anna = desk.as('anna');
  await openDesk(anna);
  made = await useEvery(anna);
}, 120_000);
afterAll(() => bundled?.close());

it('makes and reads a record in the bundle of every practice, and fails at nothing', () => {
  const practices = new Set(definitions.map(({ practice }) => practice));
  const refused = desk.replies.filter(({ status, asked }) => status >= 400 && asked.includes(': POST ')).map(({ asked }) => asked);
  expect([...practices].filter((practice) => ![...made.keys()].some((type) => of(type).practice === practice)), `What at-work.ts sends was refused: ${refused.join('\n')}`).toEqual([]);
  expect(desk.replies.filter(({ status }) => status >= 500).map(({ asked }) => asked)).toEqual([]);
  expect(bugs()).toEqual([]);
});

it('lives an incident’s life in its bundle, tied to records of every other practice', async () => {
  const { body: { number } } = await anna('incident', 'POST', '', { title: 'No key cards at reception', requester: 'rita', service: 'reception', impact: 'high' }, { 'idempotency-key': 'k1' });
  const one = `/${number}`;
  expect((await anna('incident', 'GET', one)).body).toMatchObject({ title: 'No key cards at reception', priority: 2, team: 'first' });
  expect((await anna('incident', 'POST', `${one}/assign`, { assignee: 'anna' })).body).toMatchObject({ state: 'assigned', assignee: 'anna' });
  expect((await anna('incident', 'GET', '?assignee=me')).body.items.map((item: any) => item.number)).toContain(number);
  const others = [...made].filter(([type]) => type !== 'incident');
  for (const [type, id] of others) {
    const reply = await anna('incident', 'POST', `${one}/links`, { type: 'relates-to', target: targetOf(type, id) });
    expect([reply.status, reply.asked]).toEqual([201, reply.asked]);
  }
  const tied = (await anna('incident', 'GET', `${one}/links`)).body.items;
  expect(tied.map(({ targetType }: any) => targetType).sort()).toEqual(others.map(([type]) => type).sort());
  expect(tied.find(({ targetType }: any) => targetType === 'team').title).toBe('Some words');
  for (const [type, id] of others) {
    expect((await anna(type, 'GET', `/${id}/links`)).body.items).toContainEqual(expect.objectContaining({ end: 'target', target: number, title: 'No key cards at reception' }));
  }
  // Who is no staff sees of the far ends what each practice shows them, which its outline knows.
  const rita = desk.as('rita', []);
  const seen = (await rita('incident', 'GET', `${one}/links`)).body.items.map(({ targetType }: any) => targetType);
  expect(seen).toEqual(expect.arrayContaining(['team', 'priority-matrix']));
  for (const type of ['risk', 'supplier', 'test-plan', 'service']) expect(seen).not.toContain(type);
  const refused = await anna('incident', 'POST', `${one}/links`, { type: 'relates-to', target: 'RSK9999999' });
  expect([refused.status, refused.body.code]).toEqual([422, 'invalid-fields']);
  expect(bugs()).toEqual([]);
});

it('reacts to an event once in a practice’s bundle', async () => {
  const replied = queued('incident.replied-after-closing', { recordId: 'INC0000001', data: { title: 'No key cards', text: 'Dark again', requester: 'rita' } });
  for (let times = 0; times < 2; times++) expect(await bundled.call('incident', 'react', replied)).toEqual({ batchItemFailures: [] });
  const { items } = (await anna('incident', 'GET', '?requester=rita')).body;
  const told = await Promise.all(items.map(async ({ number }: any) => (await anna('incident', 'GET', `/${number}`)).body.description ?? ''));
  expect(told.filter((description) => description.startsWith('Dark again'))).toHaveLength(1);
  expect(bundled.logged).toContainEqual(expect.objectContaining({ outcome: 'done', practice: 'incident' }));
  expect(bugs()).toEqual([]);
});

it('relays, indexes, finds and mails with outlines alone', async () => {
  const { body: { number } } = await anna('incident', 'POST', '', { title: 'The zeppelin leaks', requester: 'rita' });
  const created = queued('incident.created', { recordId: number, data: { command: 'create', visibility: 'public', state: 'new', changes: {}, record: { requester: 'rita', title: 'The zeppelin leaks' } } });
  for (const consumer of ['_platform/search', '_platform/mail']) expect(await bundled.call(consumer, 'handler', created)).toEqual({ batchItemFailures: [] });
  expect(bundled.sent).toContainEqual(expect.objectContaining({ Destination: { ToAddresses: ['rita@example.com'] } }));
  const found = await bundled.call('_platform/api', 'api', requestOf({ name: 'anna', groups: ['agent'], method: 'GET', path: '/v1/search?q=zeppelin' }));
  expect(JSON.parse(found.body).items.map((item: any) => item.number)).toEqual([number]);
  expect((await anna('incident', 'GET', '/duplicates?title=zeppelin')).body.items.map((item: any) => item.number)).toEqual([number]);
  const entry = { pk: 'P', sk: 'ENTRY#1', tenant, type: 'risk', id: 'RSK0000001', version: 1, at: '2026-01-01T00:00:00.000Z', actor: 'anna', command: 'create', to: 'identified', visibility: 'public', correlation: 'C' };
  const text = Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]));
  const image = { ...text, changes: { M: {} }, events: { L: [{ M: { id: { S: 'E9' }, type: { S: 'created' } } }] } };
  expect(await bundled.call('_platform/relay', 'handler', { Records: [{ eventName: 'INSERT', dynamodb: { SequenceNumber: '1', NewImage: image } }] })).toEqual({ batchItemFailures: [] });
  expect(bundled.sent).toContainEqual(expect.objectContaining({ Entries: [expect.objectContaining({ Source: 'lambdesk.risk', DetailType: 'risk.created' })] }));
});
