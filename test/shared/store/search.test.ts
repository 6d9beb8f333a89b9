import { array, assert, asyncProperty, constantFrom } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../shared/record/define.ts';
import { postingsOf } from '../../../shared/store/postings.ts';
import { searchRecords } from '../../../shared/store/search.ts';
import type { Table } from '../../../shared/store/table.ts';
import { article, deskOn, openTable } from './search-desk.ts';

let table: Table;
let close: () => Promise<void>;
beforeAll(async () => { ({ table, close } = await openTable()); });
afterAll(() => close());

type Desk = ReturnType<typeof deskOn>;
async function found({ kernel, actor }: Desk, words: string, more: { actor?: Actor; type?: string; limit?: number } = {}): Promise<string[]> {
  const records = await searchRecords(kernel, { actor: actor('anna', 'agent'), words, ...more });
  return records.map(({ number }) => number);
}

describe('searching', () => {
  test('finds by any word, the title before the text', async () => {
    const desk = deskOn(table);
    await desk.report({ title: 'Pool pump', description: 'The printer beside the pool is wet' });
    await desk.report({ title: 'Printer jam' });
    await desk.report({ title: 'Wifi down' });
    expect(await found(desk, 'printers')).toEqual(['TIC0000002', 'TIC0000001']);
    expect(await found(desk, 'PRÎNTER pool')).toEqual(['TIC0000001', 'TIC0000002']);
    expect(await found(desk, 'scanner')).toEqual([]);
    expect(await found(desk, '')).toEqual([]);
    expect(await found(desk, ' - ')).toEqual([]);
  });

  test('finds while the last word is being typed, the very word first', async () => {
    const desk = deskOn(table);
    await desk.report({ title: 'Network slow' });
    await desk.report({ title: 'Safety net torn' });
    expect(await found(desk, 'netw')).toEqual(['TIC0000001']);
    expect(await found(desk, 'net')).toEqual(['TIC0000002', 'TIC0000001']);
    expect(await found(desk, 'netw torn')).toEqual(['TIC0000002']);
  });

  test('finds a number first, ours or another system’s, even before it is indexed', async () => {
    const desk = deskOn(table);
    const imported = await desk.save(desk.kernel.catalogue.byName('ticket')!, { title: 'Imported', externalNumber: 'SR-2020/0042' });
    await desk.report({ title: 'As in TIC0000001 and SR-2020/0042' });
    expect(await found(desk, 'tic0000001')).toEqual([imported.number, 'TIC0000002']);
    expect(await found(desk, 'SR-2020/0042')).toEqual([imported.number, 'TIC0000002']);
    expect(await found(desk, 'TIC0000099')).toEqual([]);
  });

  test('goes over all types unless one is named', async () => {
    const desk = deskOn(table);
    await desk.report({ title: 'Paper jam', description: 'in the printer' });
    await desk.report({ title: 'Printer' }, article);
    expect(await found(desk, 'printer')).toEqual(['ART0000002', 'TIC0000001']);
    expect(await found(desk, 'printer', { type: 'ticket' })).toEqual(['TIC0000001']);
    expect(await found(desk, 'printer', { type: 'nothing' })).toEqual([]);
  });

  test('never crosses tenants', async () => {
    const [one, other] = [deskOn(table), deskOn(table)];
    await one.report({ title: 'Printer jam' });
    await other.report({ title: 'Wifi down' });
    expect(await found(other, 'printer')).toEqual([]);
    expect(await found(other, 'TIC0000001')).toEqual(['TIC0000001']);
    expect((await searchRecords(other.kernel, { actor: other.actor('anna', 'agent'), words: 'TIC0000001' }))[0]!.title).toBe('Wifi down');
  });

  test('shows no word of what the index holds and the record no longer says', async () => {
    const desk = deskOn(table);
    await desk.report({ title: 'Printer jam' });
    await desk.save(desk.kernel.catalogue.byName('ticket')!, { title: 'Solved' }, { id: 'TIC0000001', version: 1 });
    expect(await found(desk, 'printer')).toEqual([]);
  });
});

describe('searching as somebody', () => {
  test('shows secret records to those who may know of them, by their number too', async () => {
    const desk = deskOn(table);
    await desk.report({ title: 'Stolen laptop', secret: true });
    expect(await found(desk, 'laptop')).toEqual([]);
    expect(await found(desk, 'TIC0000001')).toEqual([]);
    expect(await found(desk, 'laptop', { actor: desk.actor('sara', 'security') })).toEqual(['TIC0000001']);
  });

  test('finds nothing by the words of a field that one may not read', async () => {
    const desk = deskOn(table);
    await desk.report({ title: 'Login fails', diagnosis: 'phishing suspected' });
    expect(await found(desk, 'phishing')).toEqual(['TIC0000001']);
    expect(await found(desk, 'phishing', { actor: desk.actor('guest') })).toEqual([]);
    expect(await found(desk, 'login', { actor: desk.actor('guest') })).toEqual(['TIC0000001']);
  });

  test('finds what one reported behind any number of newer hits of others', async () => {
    const desk = deskOn(table);
    await desk.report({ title: 'Printer of mine', requester: 'vera' });
    for (let from = 0; from < 1_100; from += 10) await Promise.all(Array.from({ length: 10 }, () => desk.report({ title: 'Printer' })));
    await desk.report({ title: 'Printers, how they work', body: 'long '.repeat(20) }, article);
    const before = { ...table.meter };
    expect(await found(desk, 'printer', { actor: desk.actor('vera') })).toEqual(['ART0001102', 'TIC0000001']);
    expect(table.meter.calls - before.calls).toBeLessThan(20);
    expect(await found(desk, 'printer', { type: 'ticket', limit: 3 })).toHaveLength(3);
    expect(await found(desk, 'printer min', { limit: 1 })).toEqual(['TIC0000001']);
  });
});

test('takes a word of which only the newest postings are read for as common as it is among those', async () => {
  const desk = deskOn(table);
  const holding = async (numbers: number[], prefix = false): Promise<number> => {
    const items = numbers.map((number) => ({ pk: '', sk: `printer#TIC${String(number).padStart(7, '0')}`, f: 1, l: 1 }));
    const cut: Table = { ...table, query: async ({ prefix: beginning }) => ({ items, more: prefix === (beginning === 'printer') }) };
    return (await postingsOf({ ...desk.kernel, table: cut }, { tenant: desk.tenant, type: 'ticket', wanted: { term: 'printer', prefix }, at: 0, documents: 10_000, most: 4 })).holding;
  };
  expect(await holding([9_000, 8_500, 8_200, 8_001])).toBe(40);
  expect(await holding([9_000, 8_999, 8_998, 8_997])).toBe(10_000);
  expect(await holding([9_000, 8_999, 8_998, 8_997], true)).toBe(5_000);
});

test('ranks the same as reading every record would', async () => {
  const word = constantFrom('alfa', 'bravo', 'bravour', 'lima', 'tango');
  await assert(asyncProperty(array(array(word, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 }), array(word, { minLength: 1, maxLength: 3 }), async (texts, words) => {
    const desk = deskOn(table);
    for (const text of texts) await desk.report({ title: 'x', description: text.join(' ') });
    const hits = await found(desk, words.join(' '));
    const last = words.at(-1)!;
    const lengths = texts.map((text) => text.length + 1);
    const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    const times = (text: string[], asked: string): number => text.reduce((sum, each) => sum + (each === asked ? 1 : asked === last && each.startsWith(asked) ? 0.5 : 0), 0);
    const slow = texts.map((text, at) => ({
      number: `TIC${String(at + 1).padStart(7, '0')}`,
      score: [...new Set(words)].reduce((sum, asked) => {
        const n = texts.filter((other) => times(other, asked) > 0).length;
        const tf = times(text, asked);
        return sum + Math.log(1 + (texts.length - n + 0.5) / (n + 0.5)) * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * lengths[at]! / average));
      }, 0),
    })).filter(({ score }) => score > 0).sort((one, other) => Math.abs(one.score - other.score) > 1e-9 ? other.score - one.score : one.number < other.number ? 1 : -1);
    expect(hits).toEqual(slow.map(({ number }) => number));
  }), { numRuns: 20 });
});
