import type { AnyRecord } from '../api/records.ts';

export const ROWS = 50;

export interface View {
  readonly queue: string;
  readonly text: string;
  /** A column; the queue's own order when left out. */
  readonly sort?: string;
  readonly descending: boolean;
  readonly page: number;
  /** The ticket beside the list; empty for a split view without one. */
  readonly beside?: string;
}

/** What the address says of the view: `?queue=team&text=wifi&sort=age&down&page=2&beside=INC0000001`. */
export const viewIn = (address: URLSearchParams): View => ({
  queue: address.get('queue') ?? '', text: address.get('text') ?? '', sort: address.get('sort') ?? undefined, descending: address.has('down'),
  page: Math.max(1, Math.trunc(Number(address.get('page'))) || 1), beside: address.get('beside') ?? undefined,
});

/** The same back as an address, without what goes without saying. */
export function addressOf({ queue, text, sort, descending, page, beside }: View): URLSearchParams {
  return new URLSearchParams([
    ...(queue ? [['queue', queue]] : []), ...(text ? [['text', text]] : []), ...(sort ? [['sort', sort]] : []), ...(sort && descending ? [['down', '']] : []),
    ...(page > 1 ? [['page', String(page)]] : []), ...(beside !== undefined ? [['beside', beside]] : []),
  ]);
}

export type Cell = string | number | undefined;

/** What filters and sorts read of a ticket. */
export interface Reading { readonly words: (record: AnyRecord) => string; readonly cell: (record: AnyRecord, column: string) => Cell }

/** The rows of one page: those with all words of the filter, sorted; a page beyond the last is the last. */
export function pageOf(rows: readonly AnyRecord[], { text, sort, descending, page }: Pick<View, 'text' | 'sort' | 'descending' | 'page'>, { words, cell }: Reading) {
  const asked = text.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = asked.length === 0 ? rows : rows.filter((record) => { const said = words(record).toLowerCase(); return asked.every((word) => said.includes(word)); });
  const sorted = sort === undefined ? matching : matching.toSorted((one, other) => compare(cell(one, sort), cell(other, sort), descending));
  const pages = Math.max(1, Math.ceil(sorted.length / ROWS));
  const at = Math.min(page, pages);
  return { rows: sorted.slice((at - 1) * ROWS, at * ROWS), matching: matching.length, pages, page: at };
}

/** Empty ones stand last, whichever way it is sorted. */
function compare(one: Cell, other: Cell, descending: boolean): number {
  if (one === other) return 0;
  if (one === undefined || one === '') return 1;
  if (other === undefined || other === '') return -1;
  const order = typeof one === 'number' && typeof other === 'number' ? one - other : String(one).localeCompare(String(other), undefined, { numeric: true });
  return descending ? -order : order;
}
