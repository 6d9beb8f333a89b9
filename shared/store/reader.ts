import type { Actor, Reader } from '../record/define.ts';
import { visible } from '../record/policy.ts';
import { recordKey } from './keys.ts';
import type { Kernel } from './kernel.ts';
import { listPage } from './lists.ts';
import { timelinePage } from './read.ts';
import { recordOf } from './rows.ts';
import { searchRecords } from './search.ts';

/** What a practice's query may read on behalf of an actor; a type that the catalogue lacks reads as empty. */
export function readerFor(kernel: Kernel, actor: Actor): Reader {
  return {
    async get(type, id) {
      const definition = kernel.catalogue.byName(type);
      const item = definition && await kernel.table.get(recordKey(actor.tenant, type, id));
      const record = item && recordOf(item);
      return record && visible(actor, definition!, record) ? record : undefined;
    },
    async list(type, filters, limit = 200) {
      const definition = kernel.catalogue.byName(type);
      if (!definition) return [];
      const page = await listPage(kernel, { definition, actor, limit, filters: Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, value.split(',')])) });
      return [...page.items];
    },
    search: (type, words, limit = 20) => searchRecords(kernel, { actor, words, type, limit }),
    async timeline(type, id) {
      const definition = kernel.catalogue.byName(type);
      return definition ? (await timelinePage(kernel, { definition, actor, id, limit: 200 })).items : [];
    },
  };
}
