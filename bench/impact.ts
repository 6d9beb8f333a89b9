import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createTable } from '../local/table.ts';
import { dynamoTable } from '../shared/aws/dynamo-table.ts';
import type { AnyDefinition, AnyRecord, Edge } from '../shared/record/define.ts';
import { MOST_BESIDE, type Incoming } from '../shared/store/edges.ts';
import { edgesKey, furtherEdgeKey, recordKey, secretKey } from '../shared/store/keys.ts';
import { itemOf } from '../shared/store/rows.ts';
import { openBareDesk, TENANT } from '../test/chaos/bare-desk.ts';
import { median, type Measure } from './measure.ts';
import { writeAll } from './writing.ts';

/** Shares of all CIs, from what everything stands on up to what people use. */
const layers = [
  { of: 'core', share: 0.0004 }, { of: 'switch', share: 0.01 }, { of: 'host', share: 0.09 }, { of: 'vm', share: 0.4 }, { of: 'app', share: 0.4996 },
] as const;
const RELATIONS = 4;
const AT = '2026-01-01T00:00:00.000Z';

interface Sample { readonly name: string; readonly relations: readonly Edge[] }

/**
 * A graph like that of a large organisation: each CI has four relations to the layer below or to its own (so that there are circles), half of
 * them in pairs of which one is enough; a tenth of all rely on one directory.
 */
function* graphOf(cis: number): Generator<Sample> {
  const sizes = layers.map(({ share }) => Math.max(1, Math.round(cis * share)));
  const nameOf = (layer: number, at: number): string => `${layers[layer]!.of}-${at % sizes[layer]!}`;
  // A plain multiplicative generator, so that every run has the same graph.
  let seed = 42;
  const next = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  yield { name: 'directory', relations: [{ type: 'runs-on', target: 'host-0' }] };
  for (let layer = 0; layer < layers.length; layer++) {
    for (let at = 0; at < sizes[layer]!; at++) {
      const name = nameOf(layer, at);
      const below = Math.max(0, layer - 1);
      const relations = new Map<string, Edge>();
      const add = (edge: Edge): void => { if (edge.target !== name) relations.set(`${edge.type} ${edge.target}`, edge); };
      if (layer > 1 && at % 9 === 0) add({ type: 'depends-on', target: 'directory' });
      const paired = layer > 0 && at % 2 === 0;
      for (let one = relations.size; one < RELATIONS; one++) {
        const own = layer === 0 || next(20) === 0;
        const target = nameOf(own ? layer : below, next(1_000_000));
        add(layer === 0 ? { type: 'connected-to', target } : { type: one === 0 ? 'runs-on' : 'depends-on', target, ...(paired && one >= 2 && { group: 'pair' }) });
      }
      yield { name, relations: [...relations.values()] };
    }
  }
}

/** Writes the graph straight into a table, as the store would lay it out. */
async function fillGraph({ client, table, definition, cis }: { client: DynamoDBClient; table: string; definition: AnyDefinition; cis: number }): Promise<{ cis: number; relations: number; most: number }> {
  const incoming = new Map<string, Incoming[]>();
  const samples = [...graphOf(cis)];
  for (const { name, relations } of samples) {
    for (const { target, type, group } of relations) {
      const edges = incoming.get(target) ?? [];
      incoming.set(target, edges);
      edges.push({ type, source: name, ...(group !== undefined && { group }), ...(type !== 'connected-to' && { holds: true as const }) });
    }
  }
  function* items(): Generator<object> {
    for (const [at, { name, relations }] of samples.entries()) {
      const record = {
        id: name, number: `CI${String(at).padStart(7, '0')}`, name, displayName: `${name} of the bench`, type: 'server', state: 'live', version: 2, createdAt: AT, createdBy: 'bench', updatedAt: AT, liveAt: AT, watchers: [],
        attributes: { serial: `SN-${at}`, memoryGb: 16, model: 'R6515' }, relations, ...(name.startsWith('app-') && { service: 'shop' }),
      };
      const edges = incoming.get(name) ?? [];
      yield itemOf({ definition, tenant: TENANT, record: record as unknown as AnyRecord, wall: AT });
      if (edges.length === 0) continue;
      const key = recordKey(TENANT, definition.name, name);
      yield { ...edgesKey(key), version: 1, edges: edges.slice(0, MOST_BESIDE), further: Math.max(0, edges.length - MOST_BESIDE), held: edges.filter(({ holds }) => holds).length };
      for (const edge of edges.slice(MOST_BESIDE)) yield { ...furtherEdgeKey(key, edge), ...edge };
    }
  }
  await writeAll({ client, table, items: items() });
  return { cis: samples.length, relations: samples.reduce((sum, { relations }) => sum + relations.length, 0), most: Math.max(...[...incoming.values()].map(({ length }) => length)) };
}

interface Case { readonly what: string; readonly ci: string; readonly path?: string; readonly query?: Record<string, string>; readonly requests: number }

/** What is asked, with the requests that it may take: as many as its limit asks for at fifty CIs each, and some for every relation away. */
const cases: readonly Case[] = [
  { what: 'downstream of an application', ci: 'app-100', requests: 5 },
  { what: 'downstream of a virtual machine', ci: 'vm-100', requests: 10 },
  { what: 'downstream of a host, 500 at most', ci: 'host-100', requests: 25 },
  { what: 'downstream of a switch, 500 at most', ci: 'switch-10', requests: 20 },
  { what: 'downstream of a switch, 2,000 at most', ci: 'switch-10', query: { limit: '2000' }, requests: 60 },
  { what: 'downstream of the directory, 500 at most', ci: 'directory', requests: 20 },
  { what: 'downstream of the core, 2,000 at most', ci: 'core-0', query: { limit: '2000' }, requests: 90 },
  { what: 'upstream of an application', ci: 'app-101', query: { direction: 'upstream' }, requests: 60 },
  { what: 'map of a virtual machine', ci: 'vm-100', path: 'map', requests: 10 },
  { what: 'recent changes around a host', ci: 'host-100', path: 'recent-changes', requests: 10 },
];

/** Requests, read units and time of impact, maps and recent changes over a large graph. */
export async function impact({ cis, rounds, log }: { cis: number; rounds: number; log(message: string): void }): Promise<Measure[]> {
  const desk = await openBareDesk();
  try {
    const definition = desk.kernel().catalogue.byName('ci')!;
    const name = 'graph';
    await createTable(desk.client, name);
    const table = dynamoTable({ client: desk.client, name });
    await table.write([{ put: { ...secretKey(), secret: 'bench' }, as: 'secret' }], crypto.randomUUID());
    const began = performance.now();
    const made = await fillGraph({ client: desk.client, table: name, definition, cis });
    log(`${made.cis} CIs and ${made.relations} relations, at most ${made.most} to one CI, written in ${Math.round((performance.now() - began) / 1000)} s.`);
    const kernel = desk.kernel({ table });
    const measures: Measure[] = [];
    for (const { what, ci, path = 'impact', query, requests } of cases) {
      const times: number[] = [];
      let calls = 0, units = 0, told = '';
      for (let round = -1; round < rounds; round++) {
        const before = { ...table.meter };
        const start = performance.now();
        const { status, body } = await desk.ask(kernel, `GET /v1/cis/${ci}/${path}`, { query });
        if (round >= 0) times.push(performance.now() - start);
        if (status !== 200) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
        [calls, units] = [table.meter.calls - before.calls, table.meter.readUnits - before.readUnits];
        told = `${(body.nodes ?? body.items).length} CIs${body.looked ? ` of ${body.looked}` : ''}${body.complete ? '' : ', cut'}`;
      }
      const line = `${what}: ${told}`;
      measures.push({ bench: 'impact', what: line, figure: calls, unit: 'requests', atMost: requests }, { bench: 'impact', what: line, figure: units, unit: 'read units' }, { bench: 'impact', what: line, figure: median(times), unit: 'ms' });
    }
    return measures;
  } finally {
    await desk.close();
  }
}
