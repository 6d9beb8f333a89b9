import type { Catalogue } from '../store/catalogue.ts';
import type { Entry } from '../store/entry.ts';
import { entryPrefix } from '../store/keys.ts';
import { eventsOf, type BusEvent } from './envelope.ts';

/** An item that is new in the table, as a stream or the embedded feed tells of it. */
export interface NewItem { readonly sequence: string; readonly item: Readonly<Record<string, unknown>> }

interface Waiting { readonly sequence: string; readonly pk: unknown; readonly event: BusEvent; readonly bytes: number }

/** PutEvents takes ten events and 256 KB a call, all entries with their names and times together. */
const MOST_EVENTS = 10;
const MOST_BYTES = 240_000;

/**
 * Publishes timeline entries, those of one record in the order given. A call holds one event of a record at most, because the bus may take
 * some events of a call and refuse others.
 * @param publish answers which events of a call the bus took
 * @returns the sequences of items that were not published; of one record nothing is published past a failure, so that order holds
 */
export async function relay(catalogue: Catalogue, items: readonly NewItem[], publish: (events: readonly BusEvent[]) => Promise<readonly boolean[]>): Promise<string[]> {
  const failed = new Set<string>();
  const stuck = new Set<unknown>();
  let waiting = items.filter(({ item }) => String(item.sk).startsWith(entryPrefix)).flatMap((item) => waitingOf(catalogue, item));
  while (waiting.length > 0) {
    const { call, later } = nextCall(waiting);
    const taken = await publish(call.map(({ event }) => event));
    call.forEach(({ pk }, at) => taken[at] || stuck.add(pk));
    for (const { sequence } of [...call.filter((_, at) => !taken[at]), ...later.filter(({ pk }) => stuck.has(pk))]) failed.add(sequence);
    waiting = later.filter(({ pk }) => !stuck.has(pk));
  }
  return [...failed];
}

function waitingOf(catalogue: Catalogue, { sequence, item }: NewItem): Waiting[] {
  const practice = catalogue.byName(item.type as string)?.practice ?? 'unknown';
  return eventsOf(item as unknown as Entry, practice).map((event) => ({ sequence, pk: item.pk, event, bytes: Buffer.byteLength(JSON.stringify(event)) }));
}

function nextCall(waiting: readonly Waiting[]): { call: Waiting[]; later: Waiting[] } {
  const call: Waiting[] = [];
  const later: Waiting[] = [];
  const passed = new Set<unknown>();
  let bytes = 0;
  for (const one of waiting) {
    const fits = call.length === 0 || (call.length < MOST_EVENTS && bytes + one.bytes <= MOST_BYTES);
    (fits && !passed.has(one.pk) ? call : later).push(one);
    if (call.at(-1) === one) bytes += one.bytes;
    passed.add(one.pk);
  }
  return { call, later };
}
