import type { AnyDefinition, AnyRecord, ListRule } from '../record/define.ts';
import { duePartition, hourOf, indexes, listAttributes, listPartition, recordKey, shardOf, summaryAttribute } from './keys.ts';
import type { Item } from './table.ts';

/** The lists of a type in the order of their index slots: slot 0 holds all records. */
export const listsOf = (definition: AnyDefinition): readonly (readonly [string, ListRule<string> | undefined])[] =>
  [['all', undefined], ...Object.entries(definition.lists) as [string, ListRule<string>][]];

const basics = ['id', 'number', 'state', 'createdAt', 'updatedAt', 'watchers', 'dueAt'] as const;

/**
 * A record as an item: the summary that indexes project, the rest beside it, and a row for every list that it is on.
 * @param wall the real time, which may be far from the record's own in a replay: what is due in the past goes into the present hour's
 *   partition, because the sweep does not come back to hours it has finished
 */
export function itemOf({ definition, tenant, record, due, wall }: { definition: AnyDefinition; tenant: string; record: AnyRecord; due?: string; wall: string }): Item {
  const { version, ...rest } = record;
  const inSummary = new Set<string>([...basics, ...definition.summary as string[]]);
  const entries = Object.entries(rest);
  return {
    ...recordKey(tenant, definition.name, record.id),
    version,
    [summaryAttribute]: { ...Object.fromEntries(entries.filter(([name]) => inSummary.has(name))), version },
    ...Object.fromEntries(entries.filter(([name]) => !inSummary.has(name)).map(([name, value]) => [`f_${name}`, value])),
    ...listRows(definition, tenant, record),
    ...(due && { [indexes.due!.pk]: duePartition(hourOf(due < wall ? wall : due), shardOf(record.id)), [indexes.due!.sk]: `${due}#${tenant}#${definition.name}#${record.id}` }),
  };
}

/** The record in an item; of an index row, its summary. */
export function recordOf(item: Item): AnyRecord {
  const own = Object.entries(item).filter(([name]) => name.startsWith('f_')).map(([name, value]) => [name.slice(2), value]);
  return { watchers: [], ...item[summaryAttribute] as object, ...Object.fromEntries(own) } as unknown as AnyRecord;
}

function listRows(definition: AnyDefinition, tenant: string, record: AnyRecord): Record<string, string> {
  const rows: Record<string, string> = {};
  listsOf(definition).forEach(([list, rule], slot) => {
    const value = rule ? record[rule.by] : 'all';
    if (value === undefined) return;
    const { pk, sk } = listAttributes(slot);
    const done = definition.done.includes(record.state);
    const phase = rule?.queue ? `${value}#${done ? 'done' : 'open'}` : String(value);
    rows[pk] = listPartition({ tenant, type: definition.name, list, value: phase });
    rows[sk] = rule?.queue && !done ? `${record.priority ?? 9}#${record.dueAt ?? '9999'}#${record.id}` : `${record.createdAt}#${record.id}`;
  });
  return rows;
}
