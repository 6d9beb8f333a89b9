import { BEGUN, type Wanted } from '../search/query.ts';
import type { Posting, PostingList, Tally } from '../search/rank.ts';
import { tallyPartition, wordPartition } from './keys.ts';
import type { Kernel } from './kernel.ts';
import type { Item } from './table.ts';

/**
 * Of a term that more documents hold, the newest are read: in service management what is recent is what is meant, and lists of two
 * common terms that were cut at the same end still meet. So many are read in all, shared out among the lists; 1,000 are 8 read units.
 */
const MOST_POSTINGS = 4_000;
export const postingsEach = (lists: number): number => Math.min(1_000, Math.max(100, Math.floor(MOST_POSTINGS / lists)));

export interface Read extends PostingList { readonly cut: boolean }

/** How many searched documents of each type a tenant has, in one Query. */
export async function talliesOf(kernel: Kernel, { tenant, type }: { tenant: string; type?: string }): Promise<Map<string, Tally>> {
  const { items } = await kernel.table.query({ pk: tallyPartition(tenant), ...(type && { prefix: `${type}#` }), limit: 2_000 });
  const tallies = new Map<string, Tally>();
  for (const { sk, documents, length } of items as (Item & Tally)[]) {
    const name = sk.slice(0, sk.indexOf('#'));
    const sum = tallies.get(name) ?? { documents: 0, length: 0 };
    tallies.set(name, { documents: sum.documents + documents, length: sum.length + length });
  }
  return tallies;
}

/** The postings of one wanted term in one type: one Query, or two for a prefix, so that longer words do not crowd out the very word. */
export async function postingsOf(kernel: Kernel, { tenant, type, wanted: { term, prefix }, at, documents, most }: { tenant: string; type: string; wanted: Wanted; at: number; documents: number; most: number }): Promise<Read> {
  const pk = wordPartition({ tenant, type, word: term });
  const read = (beginning: string) => kernel.table.query({ pk, prefix: beginning, newestFirst: true, limit: most });
  const [exact, begun] = await Promise.all([read(`${term}#`), prefix ? read(term) : { items: [], more: false }]);
  const postings = new Map<string, Posting>();
  const take = (item: Item, worth: number): void => {
    const id = item.sk.slice(item.sk.indexOf('#') + 1);
    const frequency = (postings.get(id)?.frequency ?? 0) + worth * (item.f as number);
    postings.set(id, { id, frequency, length: item.l as number });
  };
  for (const item of exact.items) take(item, 1);
  for (const item of begun.items) if (!item.sk.startsWith(`${term}#`)) take(item, BEGUN);
  const found = [...postings.values()];
  const cut = exact.more || begun.more;
  return { type, term: at, postings: found, cut, holding: cut ? Math.max(found.length, estimate({ newest: exact.items, begun: begun.more, documents })) : found.length };
}

/**
 * How many documents hold a term of which only the newest postings were read: as dense further back as among those, by the
 * numbers of the records. A prefix of very many words, or a record without number, says little, as if every second one held it.
 */
function estimate({ newest, begun, documents }: { newest: readonly Item[]; begun: boolean; documents: number }): number {
  const span = numberIn(newest[0]) - numberIn(newest.at(-1)) + 1;
  return begun || !(span >= newest.length) ? documents / 2 : Math.min(documents, documents * newest.length / span);
}

const numberIn = (item: Item | undefined): number => Number(/#[A-Z]{2,5}(\d{7,})$/.exec(item?.sk ?? '')?.[1] ?? NaN);
