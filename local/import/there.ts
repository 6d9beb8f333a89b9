import type { AnyRecord } from '../../shared/record/define.ts';
import type { Entry } from '../../shared/store/entry.ts';
import { entryPrefix, markerKey, recordKey } from '../../shared/store/keys.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { recordOf } from '../../shared/store/rows.ts';

/** The incidents that are there already: their ids by the numbers that they have in the log. */
export async function findThere(kernel: Kernel, tenant: string, numbers: readonly string[]): Promise<Map<string, string>> {
  const keys = new Map(numbers.map((number) => [markerKey(tenant, 'incident', 'externalNumber', [number]).pk, number]));
  const there = new Map<string, string>();
  for (let from = 0; from < numbers.length; from += 100) {
    const items = await kernel.table.getAll(numbers.slice(from, from + 100).map((number) => markerKey(tenant, 'incident', 'externalNumber', [number])));
    for (const { pk, id } of items) there.set(keys.get(pk)!, id as string);
  }
  return there;
}

export async function readIncident(kernel: Kernel, tenant: string, id: string): Promise<AnyRecord | undefined> {
  const item = await kernel.table.get(recordKey(tenant, 'incident', id));
  return item && recordOf(item);
}

/** The rows that the steps of an incident's timeline came from, by their ids. */
export async function rowsGiven(kernel: Kernel, tenant: string, id: string): Promise<Set<string>> {
  const { pk } = recordKey(tenant, 'incident', id);
  const given = new Set<string>();
  let after: { pk: string; sk: string } | undefined;
  for (;;) {
    const { items, more } = await kernel.table.query({ pk, prefix: entryPrefix, limit: 500, consistent: true, ...(after && { after }) });
    for (const { causation } of items as unknown as Entry[]) if (causation) given.add(causation);
    if (!more) return given;
    after = { pk, sk: items.at(-1)!.sk };
  }
}
