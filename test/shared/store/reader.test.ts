import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readerFor } from '../../../shared/store/reader.ts';
import { openTable } from './search-desk.ts';
import { crew } from './job.ts';
import { workshopOn, type Workshop } from './workshop.ts';

let shop: Workshop;
let close: () => Promise<void>;
beforeAll(async () => {
  const opened = await openTable();
  close = opened.close;
  shop = workshopOn(opened.table);
  await shop.staff();
});
afterAll(() => close?.());

describe('what a query lists', () => {
  it('is all there is up to the limit, over however many partitions it lies', async () => {
    const crews = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];
    for (const name of crews) await shop.give('create', { name }, {}, crew);
    const made = [];
    for (const name of crews) made.push((await shop.make({ crew: name })).id, (await shop.make({ crew: name })).id);
    const read = readerFor(shop.kernel, shop.actor('anna', 'agent'), 'test');
    const listed = async (limit?: number) => (await read.list('job', { crew: crews.join(',') }, limit)).map(({ id }) => id);
    expect((await listed()).sort()).toEqual(made.sort());
    expect(await listed(13)).toHaveLength(13);
    expect(await listed(1)).toHaveLength(1);
  });

  it('is of others too, where that is asked for, as far as it may be seen', async () => {
    const { id } = await shop.make({ requester: 'guest', reference: 'watched' });
    await shop.make({ requester: 'guest', reference: 'unwatched' });
    await shop.order(id, 'watch', {}, { who: 'otto' });
    const read = readerFor(shop.kernel, shop.actor('otto'), 'test');
    expect(await read.list('job', { state: 'open' })).toEqual([]);
    expect((await read.list('job', { state: 'open' }, 200, { ofOthers: true })).map(({ reference }) => reference)).toEqual(['watched']);
  });
});
