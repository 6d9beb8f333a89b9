import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailNotices } from '../../functions/_platform/mail/consume.ts';
import { indexEvent } from '../../functions/_platform/search/consume.ts';
import { definitions } from '../../functions/index.ts';
import { sourcesIn, visibleAlone } from '../../infra/definition-source.ts';
import { outlined, outlineOf } from '../../infra/outline.ts';
import { startEngine, type Engine } from '../../local/engine.ts';
import { createTable, localClient } from '../../local/table.ts';
import { dynamoTable } from '../../shared/aws/dynamo-table.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import { practiceHandlers, type PracticeHandlers } from '../../shared/aws/serve.ts';
import { relay } from '../../shared/events/relay.ts';
import { defineRecord, type AnyDefinition, type EventSeen, type Reader } from '../../shared/record/define.ts';
import { indexRecord } from '../../shared/store/index-record.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { atWork, openDesk, queued, requestOf, targetOf, tenant, useEvery } from './at-work.ts';

/** What was asked of an outline that only the whole definition knows. */
const missed = new Set<string>();

/** An outline that notes, and refuses to answer, whatever the definition behind it has and it has not. */
function guarded<T extends object>(outline: T, whole: object, path: string): T {
  const known = (key: string | symbol): boolean => {
    if (key in outline || !(key in whole)) return true;
    missed.add(`${path}.${String(key)}`);
    throw new Error(`${path}.${String(key)} is not in the outline`);
  };
  return new Proxy(outline, {
    has: (_, key) => known(key) && key in outline,
    get: (target, key) => {
      const value = known(key) ? target[key as keyof T] as unknown : undefined;
      const behind = (whole as Record<string | symbol, unknown>)[key];
      return typeof value === 'object' && value !== null ? guarded(value, behind as object, `${path}.${String(key)}`) : value;
    },
  });
}

const outlines = definitions.map((definition) => guarded({ ...JSON.parse(JSON.stringify(outlineOf(definition))), visible: definition.visible } as AnyDefinition, definition, definition.name));

/** The catalogue as the bundle of a practice has it. */
const seenBy = (practice: string): AnyDefinition[] => definitions.map((definition, at) => definition.practice === practice ? definition : outlines[at]!);

/** All that a query can ask about records of a type. */
async function everythingOf({ name, lists, states, prefix }: AnyDefinition, read: Reader): Promise<unknown[]> {
  const listed = await read.list(name, {});
  const ids = [...listed.map(({ id }) => id), 'nobody'];
  const filters = Object.values(lists).flatMap(({ by }) => [{ [by]: 'anna,first' }, { [by]: 'anna', state: states[0]! }]);
  return (await Promise.all([
    ...filters.map((filter) => read.list(name, filter)), read.many(name, ids), read.near(name, ids),
    read.search(name, 'some words'), read.search(name, `${prefix}0000001`), read.search(name, 'EXT0000001'),
    ...ids.flatMap((id) => [read.links(name, id), read.timeline(name, id), read.timeline(name, id, { latest: 2 }), read.get(name, id).then((record) => record ? [record] : [])]),
  ])).flat();
}

describe('an outline', () => {
  let dataDir: string;
  let engine: Engine;
  let client: ReturnType<typeof localClient>;
  const bugs: unknown[] = [];
  const kernelOver = (seen: readonly AnyDefinition[]): Kernel => kernelOn({ table: dynamoTable({ client, name: 'lambdesk' }), definitions: seen, log: (line) => { if ('bug' in line) bugs.push(line); } });

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-outline-'));
    engine = await startEngine({ dataDir, log() {} });
    client = localClient(engine.endpoint);
    await createTable(client, 'lambdesk');
  });
  afterAll(async () => {
    client?.destroy();
    await engine?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('tells a practice all that the kernel asks of other practices’ records', async () => {
    const handlers = new Map<string, PracticeHandlers>([...new Set(definitions.map(({ practice }) => practice))].map((practice) => {
      const kernel = kernelOver(seenBy(practice));
      return [practice, practiceHandlers({ practice, definitions: seenBy(practice), kernel: () => kernel })];
    }));
    const desk = atWork(async (practice, event) => await handlers.get(practice)!.api(event as never, {} as never) as never);
    const anna = desk.as('anna');
    await openDesk(anna);
    const made = await useEvery(anna);
    for (const [type, id] of made) await indexRecord(kernelOver(definitions), { definition: definitions.find(({ name }) => name === type)!, tenant, id });
    const { body: { number } } = await anna('incident', 'POST', '', { title: 'No key cards', requester: 'rita', service: 'reception' });
    for (const [type, id] of made) {
      await anna('incident', 'POST', `/${number}/links`, { type: 'relates-to', target: targetOf(type, id) });
      for (const name of ['anna', 'rita']) await desk.as(name, name === 'rita' ? [] : ['agent'])(type, 'GET', `/${id}/links`);
    }
    for (const groups of [['agent'], []]) expect((await desk.as('rita', groups)('incident', 'GET', `/${number}/links`)).status).toBe(200);
    // Reactions may well fail at events that say nothing; what they asked of outlines is noted all the same.
    for (const practice of handlers.keys()) {
      for (const on of new Set(definitions.filter((definition) => definition.practice === practice).flatMap(({ reactions }) => Object.values(reactions ?? {}).map((reaction) => reaction.on)))) {
        await handlers.get(practice)!.react(queued(on, { recordId: made.get(on.split('.')[0]!) ?? number, data: { record: {} } }) as never);
      }
    }
    expect([...missed]).toEqual([]);
    expect(desk.replies.filter(({ status }) => status >= 500)).toEqual([]);
    expect(bugs).toEqual([]);
  }, 60_000);

  it('tells a query all that it may read of any record', async () => {
    const types = definitions.map(({ name }) => name);
    const probe = defineRecord({
      name: 'probe', practice: 'probe', family: 'general', route: 'probes', prefix: 'PROBE', help: 'A practice that reads everything.', fields: {}, states: ['open'], done: [], events: [],
      create: { by: [] }, update: { by: [] }, commands: {}, lists: {}, summary: [],
      queries: { all: { help: '', by: ['anyone'], reads: types, run: async ({ read }) => ({ found: (await Promise.all(definitions.map((definition) => everythingOf(definition, read)))).flat().length }) } },
    }) as unknown as AnyDefinition;
    const kernel = kernelOver([...outlines, probe]);
    const { api } = practiceHandlers({ practice: 'probe', definitions: [...outlines, probe], kernel: () => kernel });
    for (const groups of [['agent'], []]) {
      const { statusCode, body } = await api(requestOf({ name: 'rita', groups, method: 'GET', path: '/v1/probes/all' }) as never, {} as never) as { statusCode: number; body: string };
      expect([statusCode, JSON.parse(body).found > 0]).toEqual([200, true]);
    }
    expect([...missed]).toEqual([]);
    expect(bugs).toEqual([]);
  });

  it('tells the relay, the search index and the mailer all that they ask', async () => {
    const kernel = kernelOver(outlines);
    for (const { name } of definitions) {
      const event = { metadata: { id: 'E1', type: `${name}.created`, tenant, recordId: `${name}-1`, actor: 'anna', hops: 0 }, data: { command: 'create', changes: {}, visibility: 'public', record: { requester: 'rita', assignee: 'rita', title: 'No key cards' } } } as unknown as EventSeen;
      await indexEvent(kernel, event);
      await mailNotices({ send: async () => {} })(kernel, event);
    }
    const sources: string[] = [];
    await relay(kernel.catalogue, definitions.map(({ name }) => ({ sequence: name, item: { pk: name, sk: 'ENTRY#1', type: name, changes: {}, events: [{ id: 'E', type: 'created' }] } })), async (events) => events.map(({ source }) => !!sources.push(source)));
    expect(new Set(sources)).toEqual(new Set(definitions.map(({ practice }) => `lambdesk.${practice}`)));
    expect([...missed]).toEqual([]);
  });

  it('is what the list of its parts says, and is never asked for more unnoticed', () => {
    const parts: readonly string[] = outlined;
    for (const definition of definitions) expect(Object.keys(outlineOf(definition)).filter((part) => !parts.includes(part))).toEqual([]);
    const probe = guarded(outlineOf(definitions[0]!), definitions[0]!, 'probe') as unknown as AnyDefinition;
    expect(() => probe.commands).toThrow('probe.commands is not in the outline');
    expect(() => probe.fields.name!.kind).toThrow('probe.fields.name.kind is not in the outline');
    missed.clear();
  });
});

describe('the source of a definition', () => {
  const file = (visible: string): string => `
    import { defineRecord } from '../kernel.ts';
    import { staff } from './staff.ts';
    import { parseXml } from 'heavy';
    const open = ['new'], closed = ['done'];
    function mine(record) { return open.includes(record.state); }
    export const other = parseXml('<a/>');
    export const note = defineRecord({ name: 'note', closed, parse: parseXml, ${visible} });`;

  it('gives visible alone, with what it needs', () => {
    const alone = visibleAlone(file('visible: (record, actor) => staff(actor) || mine(record)'), { file: 'note.ts', exported: 'note' });
    expect(alone).toContain('staff(actor) || mine(record)');
    expect(alone).toContain(`import { staff } from './staff.ts'`);
    expect(alone).toContain('const open =');
    for (const gone of ['heavy', 'defineRecord', 'other', 'note']) expect(alone).not.toContain(gone);
  });

  it('refuses a visible that comes from elsewhere, instead of leaving it out', () => {
    for (const visible of ['...register', 'visible() { return true; }', 'states: []']) {
      expect(() => visibleAlone(file(visible), { file: 'note.ts', exported: 'note' })).toThrow('note.ts: write visible as a property');
    }
  });

  it('is found through the catalogue, in its order', () => {
    expect(sourcesIn(`import { a, b as c } from './x.ts'; import { d } from './y.ts'; export const definitions = defineCatalogue([d, c, a]);`))
      .toEqual([{ file: './y.ts', exported: 'd' }, { file: './x.ts', exported: 'b' }, { file: './x.ts', exported: 'a' }]);
    expect(() => sourcesIn('const a = {}; export const definitions = defineCatalogue([a]);')).toThrow('by the names under which it imports them');
  });
});
