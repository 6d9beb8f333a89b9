import type { Catalogue } from '../store/catalogue.ts';
import type { Entry } from '../store/entry.ts';
import { entryPrefix } from '../store/keys.ts';
import { eventsOf, type BusEvent } from './envelope.ts';

/** An item that is new in the table, as a stream or the embedded feed tells of it. */
export interface NewItem { readonly sequence: string; readonly item: Readonly<Record<string, unknown>> }

/**
 * Publishes timeline entries in the order given, at most ten events a call.
 * @param publish answers which events of a call the bus took
 * @returns the sequences of items that were not published; of one record nothing is published past a failure, so that order holds
 */
export async function relay(catalogue: Catalogue, items: readonly NewItem[], publish: (events: readonly BusEvent[]) => Promise<readonly boolean[]>): Promise<string[]> {
  const failed: string[] = [];
  const stuck = new Set<unknown>();
  const waiting: { sequence: string; pk: unknown; event: BusEvent }[] = items
    .filter(({ item }) => String(item.sk).startsWith(entryPrefix))
    .flatMap(({ sequence, item }) => {
      const practice = catalogue.byName(item.type as string)?.practice ?? 'unknown';
      return eventsOf(item as unknown as Entry, practice).map((event) => ({ sequence, pk: item.pk, event }));
    });
  for (let start = 0; start < waiting.length; start += 10) {
    const call = waiting.slice(start, start + 10).filter(({ pk, sequence }) => !stuck.has(pk) || (failed.push(sequence), false));
    if (call.length === 0) continue;
    const taken = await publish(call.map(({ event }) => event));
    call.forEach(({ sequence, pk }, at) => {
      if (taken[at]) return;
      stuck.add(pk);
      failed.push(sequence);
    });
  }
  return [...new Set(failed)];
}
