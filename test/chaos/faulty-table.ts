import { Throttled, type Table } from '../../shared/store/table.ts';

/** The same table, whose writes happen and then seem not to have: the answer is lost on its way. `lose` says which, by their count from 1. */
export function answersLost(table: Table, lose: (count: number) => boolean): Table {
  let count = 0;
  return {
    ...table,
    async write(writes, token) {
      await table.write(writes, token);
      if (lose(++count)) throw Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
    },
  };
}

/** The same table, over its capacity for the operations that are named. */
export function throttled(table: Table, ...operations: readonly Exclude<keyof Table, 'meter'>[]): Table {
  const refuse = (): Promise<never> => Promise.reject(new Throttled(new Error('over capacity')));
  return { ...table, ...Object.fromEntries(operations.map((operation) => [operation, refuse])) };
}

/** The same table, on which what concerns some keys fails for as long as `failing` says so. */
export function failingOn(table: Table, failing: (pk: string) => boolean): Table {
  const check = (pks: readonly string[]): void => {
    if (pks.some(failing)) throw new Error('the table fails on this');
  };
  return {
    ...table,
    async get(key) {
      check([key.pk]);
      return table.get(key);
    },
    async getAll(keys) {
      check(keys.map(({ pk }) => pk));
      return table.getAll(keys);
    },
  };
}

/** The same table with pages of so many items, however many are asked for. */
export const smallPages = (table: Table, size: number): Table => ({ ...table, query: (query) => table.query({ ...query, limit: Math.min(size, query.limit) }) });

/** The same table, whose first so many readers wait for each other, so that all of them decide on the same version. */
export function readTogether(table: Table, many: number): Table {
  let readers = 0;
  const all = Promise.withResolvers<void>();
  return {
    ...table,
    async getAll(keys) {
      const items = await table.getAll(keys);
      if (++readers === many) all.resolve();
      if (readers <= many) await all.promise;
      return items;
    },
  };
}
