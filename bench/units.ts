import { indexEvent } from '../functions/_platform/search/consume.ts';
import { react } from '../shared/events/react.ts';
import { sweep, tick } from '../shared/events/sweep.ts';
import { recordKey } from '../shared/store/keys.ts';
import { recordOf } from '../shared/store/rows.ts';
import type { Table } from '../shared/store/table.ts';
import { openBareDesk, TABLE, TENANT, type BareDesk, type Sent } from '../test/chaos/bare-desk.ts';
import { fillIncidents, pages } from './filling.ts';
import type { Measure } from './measure.ts';
import { typicalComment, typicalReport, typicalTransfer } from './typical.ts';

/** What an operation asked of the table: requests, how many of them had to wait for another (round trips), queries, and capacity units. */
interface Spent { readonly requests: number; readonly trips: number; readonly queries: number; readonly reads: number; readonly writes: number }
type Targets = Partial<Spent>;

/** Round trips and capacity units of every operation, as the database reports them: what a month on AWS costs follows from these. */
export async function units({ incidents }: { incidents: number }): Promise<Measure[]> {
  const desk = await openBareDesk();
  try {
    return await measureOn(desk, incidents);
  } finally {
    await desk.close();
  }
}

async function measureOn(desk: BareDesk, incidents: number): Promise<Measure[]> {
  const measures: Measure[] = [];
  const watch = watching(desk.table);
  let hours = 0;
  const now = (): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const kernel = desk.kernel({ table: watch.table, now });
  const definition = kernel.catalogue.byName('incident')!;

  const measure = async <T>(what: string, act: () => Promise<T>, targets: Targets = {}): Promise<T> => {
    const before = { ...desk.table.meter };
    watch.reset();
    const result = await act();
    const { calls, readUnits, writeUnits } = desk.table.meter;
    const spent: Spent = { requests: calls - before.calls, ...watch.seen(), reads: readUnits - before.readUnits, writes: writeUnits - before.writeUnits };
    for (const [name, unit] of [['trips', 'round trips'], ['requests', 'requests'], ['queries', 'queries'], ['reads', 'read units'], ['writes', 'write units']] as const) {
      const atMost = targets[name];
      const worthy = name === 'requests' ? spent.requests > spent.trips : name !== 'queries' && spent[name] > 0;
      if (atMost !== undefined || worthy) measures.push({ bench: 'units', what, figure: spent[name], unit, ...(atMost !== undefined && { atMost }) });
    }
    return result;
  };
  let keys = 0;
  const ask = async (request: string, sent: Sent = {}): Promise<any> => {
    const keyed = request.startsWith('POST') ? { ...sent, headers: { 'idempotency-key': `bench-${++keys}` } } : sent;
    const { status, body } = await desk.ask(kernel, request, keyed);
    if (status >= 300) throw new Error(`${request}: ${status} ${JSON.stringify(body)}`);
    return body;
  };
  const guest = { as: 'guest', roles: [] };

  await kernel.secret();
  await sweep(kernel);
  await measure('sweep with nothing due', () => sweep(kernel));
  const { number } = await measure('create an incident', () => ask('POST /v1/incidents', { body: typicalReport(1) }), { trips: 3, writes: 16 });
  const other = await measure('create an incident, by its requester', () => ask('POST /v1/incidents', { ...guest, body: typicalReport(2) }), { trips: 3, writes: 16 });
  const one = `/v1/incidents/${number}`;
  await measure('read with clocks', () => ask(`GET ${one}`), { trips: 1 });
  await measure('read with clocks, by its requester', () => ask(`GET ${one}`, guest), { trips: 1 });
  await measure('patch', () => ask(`PATCH ${one}`, { body: { category: 'payment' }, headers: { 'if-match': '"1"' } }));
  await measure('assign', () => ask(`POST ${one}/assign`, { body: { assignee: 'anna' } }));
  await measure('start', () => ask(`POST ${one}/start`, { body: {} }));
  await measure('comment', () => ask(`POST ${one}/comments`, { body: typicalComment }));
  await measure('transfer', () => ask(`POST ${one}/transfer`, { body: typicalTransfer }));
  await measure('accept', () => ask(`POST ${one}/accept`, { as: 'chen', body: {} }));
  await measure('link', () => ask(`POST ${one}/links`, { body: { type: 'relates-to', target: other.number } }));
  await measure('links', () => ask(`GET ${one}/links`));
  await measure('timeline', () => ask(`GET ${one}/timeline`));
  const pattern = recordOf((await desk.table.get(recordKey(TENANT, 'incident', number)))!);
  await measure('resolve', () => ask(`POST ${one}/resolve`, { as: 'chen', body: { resolution: 'Switch port replaced and the reader tested for an hour', resolutionCode: 'fixed' } }));
  await ask(`POST ${one}/close`, { ...guest, body: {} });
  await ask(`POST ${one}/comments`, { ...guest, body: typicalComment });

  const events = await desk.events('incident', number);
  await measure('index a new incident for search', () => indexEvent(kernel, events[0]!));
  await measure('index it again, unchanged', () => indexEvent(kernel, events[0]!));
  await measure('search for three words', () => ask('GET /v1/incidents/duplicates', { query: { title: 'card reader slow' } }));
  const replied = events.find(({ metadata }) => metadata.type === 'incident.replied-after-closing')!;
  await measure('reaction that makes an incident', () => react(kernel, definition, replied));
  await measure('the same event again', () => react(kernel, definition, replied));
  hours = 96;
  await measure('sweep tick that tells of a breach', () => tick(kernel, { definition, tenant: TENANT, id: other.number, now: now() }));
  await measure('the same tick again', () => tick(kernel, { definition, tenant: TENANT, id: other.number, now: now() }));

  await fillIncidents({ client: desk.client, table: TABLE, definition, tenant: TENANT, pattern, many: incidents });
  for (const [list, query] of Object.entries(pages)) {
    const { items } = await measure(`list ${list}, a page of 50`, () => ask('GET /v1/incidents', { query: { ...query, limit: '50' } }), { queries: 1, reads: 10 });
    if (items.length !== 50) throw new Error(`The list ${list} has ${items.length} incidents on its first page.`);
  }
  return measures;
}

/** A table that is watched: how long the chain of requests was of which each had to wait for one before, and how many were queries. */
export function watching(table: Table): { table: Table; reset(): void; seen(): { trips: number; queries: number } } {
  let trips = 0;
  let queries = 0;
  const watched = <A extends unknown[], T>(act: (...given: A) => Promise<T>) => async (...given: A): Promise<T> => {
    const mine = trips + 1;
    if (act === (table.query as unknown)) queries++;
    const result = await act(...given);
    trips = Math.max(trips, mine);
    return result;
  };
  return {
    table: { meter: table.meter, get: watched(table.get), getAll: watched(table.getAll), query: watched(table.query), write: watched(table.write), add: watched(table.add) },
    reset: () => { trips = queries = 0; },
    seen: () => ({ trips, queries }),
  };
}
