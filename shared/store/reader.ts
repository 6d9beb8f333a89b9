import type { Actor, AnyDefinition, Near, Reader } from '../record/define.ts';
import { typesNamedBy } from '../record/named.ts';
import { visible } from '../record/policy.ts';
import { incidenceOf, type Incoming } from './edges.ts';
import { edgesKey, furtherEdgePrefix, recordKey } from './keys.ts';
import type { Kernel } from './kernel.ts';
import { linksOf } from './links.ts';
import { listPage } from './lists.ts';
import { latestEntries, timelinePage } from './read.ts';
import { recordOf } from './rows.ts';
import { searchRecords } from './search.ts';
import type { Item, Key } from './table.ts';

/** BatchGetItem takes so many keys at once; what is more is asked for side by side. */
const MOST_KEYS = 100;
/** Edges read of one record beyond those kept in one item. */
const MOST_FURTHER = 2000;
/** Of six queries at the most each: a filter that no list serves, and that matches nothing, is not to read all of a large table. */
const MOST_PAGES = 20;

/**
 * What a query may read on behalf of an actor; a type that the catalogue lacks reads as empty.
 * @param practice whose definitions must name every type that is read, because the role of its Lambda allows no more
 */
export function readerFor(kernel: Kernel, actor: Actor, practice: string): Reader {
  const named = typesNamedBy(kernel.catalogue.all.filter((definition) => definition.practice === practice));
  const byName = (type: string): AnyDefinition | undefined => {
    const definition = kernel.catalogue.byName(type);
    if (definition && !named.has(type)) throw new Error(`A query of ${practice} reads ${type}, which its definition does not name: add it to the query's reads.`);
    return definition;
  };
  return {
    async get(type, id) {
      const definition = byName(type);
      const item = definition && await kernel.table.get(recordKey(actor.tenant, type, id));
      const record = item && recordOf(item);
      return record && visible(actor, definition!, record) ? record : undefined;
    },
    async many(type, ids) {
      const definition = byName(type);
      if (!definition) return [];
      const items = await itemsAt(kernel, ids.map((id) => recordKey(actor.tenant, type, id)));
      return items.map(recordOf).filter((record) => visible(actor, definition, record));
    },
    async near(type, ids) {
      const definition = byName(type);
      return definition ? nearOf(kernel, { definition, actor, ids }) : [];
    },
    async list(type, filters, limit = 200, { ofOthers } = {}) {
      const definition = byName(type);
      if (!definition) return [];
      const wish = { definition, actor, ofOthers, filters: Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value.split(',')])) };
      let page = await listPage(kernel, { ...wish, limit });
      const items = [...page.items];
      for (let pages = 1; page.nextCursor && items.length < limit && pages < MOST_PAGES; pages++) {
        page = await listPage(kernel, { ...wish, limit: limit - items.length, cursor: page.nextCursor });
        items.push(...page.items);
      }
      return items;
    },
    search: async (type, words, limit = 20) => byName(type) ? searchRecords(kernel, { actor, words, type, limit }) : [],
    links: async (type, id) => byName(type) ? linksOf(kernel, { tenant: actor.tenant, type, id }) : [],
    async timeline(type, id, only) {
      const definition = byName(type);
      if (definition && only) return latestEntries(kernel, { definition, actor, id, limit: only.latest });
      return definition ? (await timelinePage(kernel, { definition, actor, id, limit: 200 })).items : [];
    },
  };
}

async function itemsAt(kernel: Kernel, keys: readonly Key[]): Promise<Item[]> {
  const batches = Array.from({ length: Math.ceil(keys.length / MOST_KEYS) }, (_, at) => keys.slice(at * MOST_KEYS, (at + 1) * MOST_KEYS));
  return (await Promise.all(batches.map((batch) => kernel.table.getAll(batch)))).flat();
}

/** Records with the edges that lead to them: two items of each, and a Query for the few that have more edges than go beside them. */
async function nearOf(kernel: Kernel, { definition, actor, ids }: { definition: AnyDefinition; actor: Actor; ids: readonly string[] }): Promise<Near[]> {
  const keys = ids.map((id) => recordKey(actor.tenant, definition.name, id));
  const items = new Map((await itemsAt(kernel, keys.flatMap((key) => [key, edgesKey(key)]))).map((item) => [`${item.pk} ${item.sk}`, item]));
  const found = keys.flatMap((key) => {
    const item = items.get(`${key.pk} ${key.sk}`);
    const record = item && recordOf(item);
    return record && visible(actor, definition, record) ? [{ key, record, beside: incidenceOf(items.get(`${key.pk} ${edgesKey(key).sk}`)) }] : [];
  });
  return Promise.all(found.map(async ({ key, record, beside }) => {
    if (beside.further === 0) return { record, edges: beside.edges, more: false };
    const { items: others, more } = await kernel.table.query({ pk: key.pk, prefix: furtherEdgePrefix, limit: MOST_FURTHER, consistent: true });
    return { record, edges: [...beside.edges, ...others as unknown as Incoming[]], more };
  }));
}
