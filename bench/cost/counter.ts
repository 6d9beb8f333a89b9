import { indexes, summaryAttribute } from '../../shared/store/keys.ts';
import type { Item, Table } from '../../shared/store/table.ts';
import { watching } from '../units.ts';
import { itemBytes, storedBytes, writeUnitsOf } from './sizes.ts';

/** What one function did: its calls, their CPU time here, and how long they waited for something else, in round trips and other calls. */
export interface Worked { calls: number; cpuMs: number; trips: number; otherCalls: number }

/** What of the counting is no matter of price, but tells where to save. */
export interface TableCounts { transactional: number; single: number; /** Units by what was written; `indexes` are rows of indexes. */ readonly byKind: Map<string, number> }

/** A table whose use is counted: units by what they are for, new timeline entries, and what is there in the end. */
export interface CountedTable {
  readonly table: Table;
  readonly counts: TableCounts;
  /** Entries that the stream would tell of, once. */
  takeEntries(): Item[];
  /** Bytes of what was written and is there for good. */
  stored(): { readonly items: number; readonly table: number; readonly indexes: number };
  resetTrips(): void;
  trips(): number;
}

export function countTable(plain: Table): CountedTable {
  const { table, reset, seen } = watching(plain);
  const counts: TableCounts = { transactional: 0, single: 0, byKind: new Map() };
  const there = new Map<string, Item>();
  let entries: Item[] = [];
  const add = (kind: string, units: number): void => { counts.byKind.set(kind, (counts.byKind.get(kind) ?? 0) + units); };
  return {
    counts,
    table: {
      ...table,
      async write(writes, token) {
        const before = plain.meter.writeUnits;
        await table.write(writes, token);
        const spent = plain.meter.writeUnits - before;
        counts.transactional += spent;
        let indexed = spent;
        for (const write of writes) {
          const key = 'put' in write ? write.put : 'remove' in write ? write.remove : write.exists;
          const at = `${key.pk} ${key.sk}`;
          const old = there.get(at);
          const units = writeUnitsOf(Math.max(old ? itemBytes(old) : 0, 'put' in write ? itemBytes(write.put) : 0), { inTransaction: true });
          add(write.as.split(' ')[0]!, units);
          indexed -= units;
          if ('put' in write) there.set(at, write.put);
          if ('remove' in write) there.delete(at);
          if ('put' in write && write.put.sk.startsWith('ENTRY#')) entries.push(write.put);
        }
        add('indexes', Math.max(0, indexed));
      },
      async add(key, amount) {
        counts.single++;
        add('counter', 1);
        return table.add(key, amount);
      },
    },
    takeEntries: () => entries.splice(0),
    stored() {
      const kept = [...there.values()].filter((item) => !('expires' in item));
      const sizes = kept.map((item) => storedBytes(item, { indexes: Object.values(indexes), summary: summaryAttribute }));
      return { items: kept.length, table: sizes.reduce((sum, { table: bytes }) => sum + bytes, 0), indexes: sizes.reduce((sum, { indexes: bytes }) => sum + bytes, 0) };
    },
    resetTrips: reset, trips: () => seen().trips,
  };
}
