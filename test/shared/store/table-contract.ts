import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { indexes } from '../../../shared/store/keys.ts';
import { TooLarge, TransactionFailed, type Item, type Query, type Table, type Write } from '../../../shared/store/table.ts';

let tokens = 0;
const token = (): string => `token-${process.pid}-${Date.now()}-${++tokens}`;

/** What the store relies on a table to do, whatever engine is behind it. */
export function tableContract(freshTable: () => Promise<Table>): void {
  let table: Table;
  beforeAll(async () => { table = await freshTable(); });

  const at = (pk: string, sk = '#'): Item & Record<string, string> => ({ pk, sk });
  const write = (...writes: Write[]): Promise<void> => table.write(writes, token());
  const put = (item: Item, more: object = {}): Write => ({ put: item, as: 'put', ...more });
  const failureOf = (call: Promise<unknown>): Promise<readonly string[]> => call.then(() => [], (error: unknown) => {
    if (!(error instanceof TransactionFailed)) throw error;
    return error.failed;
  });
  const spent = async (meter: 'calls' | 'readUnits' | 'writeUnits', run: () => Promise<unknown>): Promise<number> => {
    const before = table.meter[meter];
    await run();
    return table.meter[meter] - before;
  };

  it('gives back what was put: texts, numbers, flags, lists and structures', async () => {
    const item = { ...at('kinds'), text: '€ ☕ \u{1F600}', empty: '', number: 12.5, flag: false, list: [1, 'a', { b: [] }], structure: { deep: { deeper: 0 } }, bytes: new Uint8Array([0, 255]) };
    await write(put(item));
    const got = await table.get(at('kinds'));
    expect({ ...got, bytes: [...got!.bytes as Uint8Array] }).toEqual({ ...item, bytes: [0, 255] });
    expect(await table.get(at('nobody'))).toBeUndefined();
  });

  it('leaves out what is undefined', async () => {
    await write(put({ ...at('undefined'), gone: undefined, deep: { gone: undefined, here: 1 } }));
    expect(await table.get(at('undefined'))).toEqual({ ...at('undefined'), deep: { here: 1 } });
  });

  it('gets 250 keys at once, each once, however often they are asked for', async () => {
    const keys = Array.from({ length: 250 }, (_, n) => at('many', String(n).padStart(3, '0')));
    for (let start = 0; start < 250; start += 100) await write(...keys.slice(start, start + 100).map((key) => put(key)));
    const got = await table.getAll([...keys, ...keys.slice(0, 20), at('many', 'nowhere')]);
    expect(got.map(({ sk }) => sk).sort()).toEqual(keys.map(({ sk }) => sk));
    expect(await spent('calls', () => table.getAll(keys))).toBe(3);
    expect(await spent('calls', () => table.getAll([]))).toBe(0);
  });

  it.each<[string, Write, boolean]>([
    ['what must not exist', { put: at('kept'), unless: 'exists', as: 'condition' }, false],
    ['another version than the expected', { put: { ...at('kept'), version: 9 }, version: 2, as: 'condition' }, false],
    ['the version expected', { put: { ...at('kept'), version: 2 }, version: 1, as: 'condition' }, true],
    ['a version of what does not exist', { put: at('none'), version: 1, as: 'condition' }, false],
    ['what expired', { put: { ...at('expiring'), expires: 200 }, unless: { expiredBefore: 101 }, as: 'condition' }, true],
    ['what expires at this very second', { put: { ...at('expiring'), expires: 200 }, unless: { expiredBefore: 100 }, as: 'condition' }, false],
    ['a marker of its own', { put: { ...at('marker'), id: 'mine' }, unless: { otherThan: 'mine' }, as: 'condition' }, true],
    ['a marker of another', { put: { ...at('marker'), id: 'yours' }, unless: { otherThan: 'yours' }, as: 'condition' }, false],
    ['a marker of nobody', { put: { ...at('marker-free'), id: 'yours' }, unless: { otherThan: 'yours' }, as: 'condition' }, true],
    ['what must be there to be removed', { remove: at('none'), must: 'exist', as: 'condition' }, false],
    ['what may be gone already', { remove: at('none'), as: 'condition' }, true],
    ['what must be there', { exists: at('none'), as: 'condition' }, false],
    ['what is there', { exists: at('expiring'), as: 'condition' }, true],
  ])('holds to conditions, all or nothing, and names the one that failed: %s', async (_, condition, holds) => {
    await write(put(at('there')), put({ ...at('kept'), version: 1 }), put({ ...at('expiring'), expires: 100 }), put({ ...at('marker'), id: 'mine' }), { remove: at('beside'), as: 'x' });
    expect(await failureOf(write(put(at('beside')), condition, { exists: at('there'), as: 'fine' }))).toEqual(holds ? [] : ['condition']);
    expect((await table.get(at('beside'))) !== undefined).toBe(holds);
  });

  it('names every condition that failed', async () => {
    await write(put(at('taken')), put(at('taken', 'too')));
    const failed = await failureOf(write(put(at('taken'), { unless: 'exists', as: 'one' }), put(at('free'), { as: 'two' }), put(at('taken', 'too'), { unless: 'exists', as: 'three' })));
    expect(failed).toEqual(['one', 'three']);
  });

  it('does the very same call once', async () => {
    const once = token();
    const call = (): Promise<void> => table.write([put({ ...at('once'), version: 1 }, { unless: 'exists' })], once);
    await call();
    await call();
    expect(await failureOf(write(put(at('once'), { unless: 'exists' })))).toEqual(['put']);
  });

  it('counts up one by one, whoever counts at the same time', async () => {
    const counted = await Promise.all(Array.from({ length: 50 }, () => table.add(at('counter'))));
    expect(counted.sort((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
    expect(await table.add(at('counter'), 10)).toBe(60);
  });

  it('lets one of many win who write to the same version', async () => {
    await write(put({ ...at('race'), version: 1 }));
    const outcomes = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => write(put({ ...at('race'), version: 2, by: n }, { version: 1 }))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('keeps an item of almost 400 KB and refuses a larger one, with all that goes with it', async () => {
    await write(put({ ...at('large'), body: 'x'.repeat(408_000) }));
    expect((await table.get(at('large')))!.body).toHaveLength(408_000);
    const tooLarge = write(put(at('beside large')), put({ ...at('larger'), body: 'x'.repeat(410_000) }));
    await expect(tooLarge).rejects.toBeInstanceOf(TooLarge);
    expect(await table.get(at('beside large'))).toBeUndefined();
  });

  it('reports what was spent: a read unit for 4 KB, and by the KB what a transaction writes', async () => {
    await write(put({ ...at('metered'), body: 'x'.repeat(3_000) }));
    expect(await spent('readUnits', () => table.get(at('metered')))).toBe(1);
    expect(await spent('readUnits', () => table.query({ pk: 'metered', limit: 1 }))).toBe(0.5);
    // AWS counts two a KB in a transaction; DynamoDB Local counts four.
    const small = await spent('writeUnits', () => write(put({ ...at('small'), body: 'x' })));
    expect([2, 4]).toContain(small);
    expect(await spent('writeUnits', () => write(put({ ...at('small'), body: 'x'.repeat(3_000) })))).toBe(3 * small);
  });

  const sks = async (query: Query): Promise<string[]> => (await table.query({ consistent: true, ...query })).items.map(({ sk }) => sk);

  it('sorts by the bytes of the sort key, from either end, up to a bound, by a prefix', async () => {
    const order = [' ', '#', 'ENTRY#1', 'ENTRY#10', 'ENTRY#2', 'ENTRY$', 'a', 'z', 'é', '€', '\u{1F600}'];
    await write(...order.map((sk) => put(at('sorted', sk))).reverse());
    expect(await sks({ pk: 'sorted', limit: 50 })).toEqual(order);
    expect(await sks({ pk: 'sorted', limit: 2, newestFirst: true })).toEqual(['\u{1F600}', '€']);
    expect(await sks({ pk: 'sorted', limit: 50, prefix: 'ENTRY#' })).toEqual(['ENTRY#1', 'ENTRY#10', 'ENTRY#2']);
    expect(await sks({ pk: 'sorted', limit: 50, upTo: 'ENTRY#10' })).toEqual([' ', '#', 'ENTRY#1', 'ENTRY#10']);
    expect(await sks({ pk: 'sorted', limit: 50, after: at('sorted', 'ENTRY#10') })).toEqual(order.slice(4));
    expect(await sks({ pk: 'sorted', limit: 50, newestFirst: true, after: at('sorted', 'ENTRY#1') })).toEqual(['#', ' ']);
    expect(await sks({ pk: 'sorted', limit: 50, after: at('sorted', 'b') })).toEqual(['z', 'é', '€', '\u{1F600}']);
  });

  it('takes keys of 2,048 and 1,024 bytes', async () => {
    const key = at('p'.repeat(2_048), 's'.repeat(1_024));
    await write(put(key));
    expect(await table.get(key)).toEqual(key);
  });

  it('pages through an index in its order, nothing twice and nothing left out, whatever the page', async () => {
    const { pk, sk } = indexes.list1!;
    const rows = Array.from({ length: 25 }, (_, n) => ({ ...at(`row${n}`), [pk]: 'paged', [sk]: `${String(n % 5)}#${n}`, sum: { n }, f_hidden: 'never' }));
    await write(...rows.map((row) => put(row)));
    const inOrder = [...rows].sort((one, other) => one[sk]! < other[sk]! ? -1 : 1).map(({ pk: key }) => key);
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 30 }), fc.boolean(), async (limit, newestFirst) => {
      const seen: Item[] = [];
      let after: Record<string, string> | undefined;
      for (let more = true; more;) {
        const page = await table.query({ index: 'list1', pk: 'paged', limit, newestFirst, ...(after && { after }) });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        seen.push(...page.items);
        const last = page.items.at(-1) as Record<string, string> | undefined;
        after = last ? { pk: last.pk!, sk: last.sk!, [pk]: last[pk]!, [sk]: last[sk]! } : after;
        more = page.more;
      }
      expect(seen.map((row) => row.pk)).toEqual(newestFirst ? [...inOrder].reverse() : inOrder);
      expect(seen[0]).not.toHaveProperty('f_hidden');
    }), { numRuns: 20 });
  });

  it('takes a row off an index when its item loses the index’s key', async () => {
    const { pk, sk } = indexes.due!;
    await write(put({ ...at('leaving'), [pk]: 'hour', [sk]: '1', sum: {} }));
    expect((await table.query({ index: 'due', pk: 'hour', limit: 5 })).items).toHaveLength(1);
    await write(put({ ...at('leaving'), sum: {} }));
    expect((await table.query({ index: 'due', pk: 'hour', limit: 5 })).items).toEqual([]);
  });
}
