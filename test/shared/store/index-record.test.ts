import { array, assert, asyncProperty, constantFrom, integer, record as shape } from 'fast-check';
import { afterAll, beforeAll, expect, test, describe } from 'vitest';
import { documentOf } from '../../../shared/search/document.ts';
import { recordKey, wordPartition } from '../../../shared/store/keys.ts';
import { indexRecord } from '../../../shared/store/index-record.ts';
import { talliesOf } from '../../../shared/store/postings.ts';
import { recordOf } from '../../../shared/store/rows.ts';
import { searchRecords } from '../../../shared/store/search.ts';
import type { Item, Table } from '../../../shared/store/table.ts';
import { deskOn, openTable, ticket } from './search-desk.ts';

let table: Table;
let close: () => Promise<void>;
beforeAll(async () => { ({ table, close } = await openTable()); });
afterAll(() => close());

type Desk = ReturnType<typeof deskOn>;
const vocabulary = ['alfa', 'bravo', 'charl', 'delta', 'echo', 'foxtrot', 'golf', 'hotel', 'india', 'julia'];
const numbered = (from: number, to: number): string => Array.from({ length: to - from }, (_, at) => `w${from + at}`).join(' ');

/** The postings of one ticket, read from all partitions that the words may be in. */
async function postingsOf({ tenant }: Desk, id: string, words: readonly string[]): Promise<Item[]> {
  const partitions = new Set([...words, id.toLowerCase()].map((word) => wordPartition({ tenant, type: 'ticket', word })));
  const pages = await Promise.all([...partitions].map((pk) => table.query({ pk, limit: 1000, consistent: true })));
  return pages.flatMap(({ items }) => items).filter(({ sk }) => sk.endsWith(`#${id}`));
}

async function heldOf(desk: Desk, id: string, words: readonly string[]): Promise<Record<string, number>> {
  const postings = await postingsOf(desk, id, words);
  return Object.fromEntries(postings.map(({ sk, f }) => [sk.slice(0, sk.indexOf('#')), f as number]));
}

async function wantedOf({ tenant }: Desk, id: string): Promise<Record<string, number>> {
  const item = await table.get(recordKey(tenant, 'ticket', id));
  return Object.fromEntries(documentOf(ticket, recordOf(item!)).terms);
}

/** The table of a run that is killed at its nth transaction: before it, or after it and before the answer. */
const killedAt = (nth: number, when: 'before' | 'after' = 'before'): Table => {
  let writes = 0;
  return { ...table, meter: table.meter, async write(...call) {
    const last = ++writes === nth;
    if (last && when === 'before') throw new Error('killed');
    await table.write(...call);
    if (last) throw new Error('killed');
  } };
};

describe('indexing a record', () => {
  test('writes only the difference, and nothing where there is none', async () => {
    const desk = deskOn(table);
    const { id } = await desk.report({ title: 'Printer jam', description: numbered(0, 30) });
    const spent = async (run: () => Promise<void>): Promise<number> => {
      const before = table.meter.writeUnits;
      await run();
      return table.meter.writeUnits - before;
    };
    expect(await spent(() => desk.index(ticket, id))).toBe(0);
    await desk.save(ticket, { title: 'Printer jam', description: `${numbered(1, 30)} tray` }, { id, version: 1 });
    expect(await spent(() => desk.index(ticket, id))).toBe(6);
    expect(await heldOf(desk, id, ['w0', ...numbered(1, 30).split(' '), 'tray', 'printer', 'jam'])).toEqual(await wantedOf(desk, id));
  });

  test('counts each document once, with its length', async () => {
    const desk = deskOn(table);
    const { id } = await desk.report({ title: 'alfa bravo' });
    await desk.report({ title: 'delta' });
    await desk.index(ticket, id);
    expect((await talliesOf(desk.kernel, desk)).get('ticket')).toEqual({ documents: 2, length: 7 + 4 });
  });

  test('of a record that is gone takes all its words out again', async () => {
    const desk = deskOn(table);
    const { id } = await desk.report({ title: 'alfa bravo' });
    await table.write([{ remove: recordKey(desk.tenant, 'ticket', id), as: 'record' }], 'gone');
    await desk.index(ticket, id);
    expect(await heldOf(desk, id, vocabulary)).toEqual({});
    expect((await talliesOf(desk.kernel, desk)).get('ticket')).toEqual({ documents: 0, length: 0 });
    expect(await searchRecords(desk.kernel, { actor: desk.actor('anna', 'agent'), words: 'alfa' })).toEqual([]);
  });

  test('killed in between is put right by the next run, whatever the record says by then', async () => {
    const words = numbered(0, 400).split(' ');
    for (const when of ['before', 'after'] as const) {
      for (const nth of [1, 2, 3]) {
        const desk = deskOn(table);
        const { id } = await desk.report({ title: 'alfa', description: numbered(0, 140) });
        await desk.save(ticket, { title: 'bravo', description: numbered(100, 400) }, { id, version: 1 });
        await expect(indexRecord({ ...desk.kernel, table: killedAt(nth, when) }, { definition: ticket, tenant: desk.tenant, id })).rejects.toThrow('killed');
        await desk.save(ticket, { title: 'alfa', description: numbered(90, 220) }, { id, version: 2 });
        await desk.index(ticket, id);
        expect(await heldOf(desk, id, [...words, ...vocabulary])).toEqual(await wantedOf(desk, id));
        // Killed when all was written, the run had gone over to the long text's length, which is too far off to keep.
        const length = nth === 3 && when === 'after' ? 134 : 144;
        expect((await talliesOf(desk.kernel, desk)).get('ticket')).toEqual({ documents: 1, length });
        expect(new Set((await postingsOf(desk, id, words)).map(({ l }) => l))).toEqual(new Set([length]));
      }
    }
  });

  test('leaves no words of an older version behind that was read before a newer one and written after it', async () => {
    const desk = deskOn(table);
    const { id } = await desk.report({ title: 'alfa' });
    await desk.save(ticket, { title: 'bravo' }, { id, version: 1 });
    let held = false;
    const slow: Table = { ...table, async write(...call) {
      if (!held) {
        held = true;
        await desk.save(ticket, { title: 'alfa' }, { id, version: 2 });
        await desk.index(ticket, id);
      }
      await table.write(...call);
    } };
    await indexRecord({ ...desk.kernel, table: slow }, { definition: ticket, tenant: desk.tenant, id });
    expect(await heldOf(desk, id, vocabulary)).toEqual(await wantedOf(desk, id));
  });

  test('by several at once, on any version, ends with the words of the last', async () => {
    const step = shape({ words: array(constantFrom(...vocabulary), { minLength: 1, maxLength: 8 }), runs: integer({ min: 0, max: 3 }) });
    await assert(asyncProperty(array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      const desk = deskOn(table);
      const { id } = await desk.save(ticket, { title: 'start' });
      const runs = [desk.index(ticket, id)];
      for (const [at, { words, runs: many }] of steps.entries()) {
        await desk.save(ticket, { title: 'start', description: words.join(' ') }, { id, version: at + 1 });
        for (let run = 0; run <= many; run++) runs.push(desk.index(ticket, id));
      }
      await Promise.all(runs);
      expect(await heldOf(desk, id, [...vocabulary, 'start'])).toEqual(await wantedOf(desk, id));
      expect((await talliesOf(desk.kernel, desk)).get('ticket')?.documents).toBe(1);
    }), { numRuns: 15 });
  });

  test('many at once counts them all', async () => {
    const desk = deskOn(table);
    await Promise.all(Array.from({ length: 60 }, () => desk.report({ title: 'alfa' })));
    expect((await talliesOf(desk.kernel, desk)).get('ticket')).toEqual({ documents: 60, length: 240 });
  });
});
