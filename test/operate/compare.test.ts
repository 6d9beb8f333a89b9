import { PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { compare, verdictOn } from '../../operate/compare-tables.ts';
import { MARGIN, surveyOf, takeOverNumbers } from '../../operate/survey.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import { counterKey, entryKey, recordKey } from '../../shared/store/keys.ts';
import { perform } from '../../shared/store/perform.ts';
import { database } from './place.ts';

const { freshTable } = database();

/** A table with tickets at nine, a copy of it as of ten, and what came at eleven. */
async function restored() {
  const [live, copy] = [await freshTable(), await freshTable()];
  let now = '2026-11-21T09:00:00.000Z';
  const kernel = kernelOn({ table: live.table, definitions, now: () => now, log: () => {} });
  const give = (command: string, body: object, more: object = {}) => perform(kernel, { definition: kernel.catalogue.byName('incident')!, command, body, caller: { tenant: 'acme', name: 'system', roles: ['system'] }, answer: ({ record }) => record, ...more });
  await perform(kernel, { definition: kernel.catalogue.byName('person')!, command: 'create', body: { name: 'anna', displayName: 'Anna' }, caller: { tenant: 'acme', name: 'system', roles: ['system'] }, answer: () => ({}) });
  for (let made = 0; made < 5; made++) await give('create', { title: `Ticket ${made}`, requester: 'anna' });
  const { Items = [] } = await live.client.send(new ScanCommand({ TableName: live.name }));
  for (const Item of Items) await live.client.send(new PutItemCommand({ TableName: copy.name, Item }));
  now = '2026-11-21T11:00:00.000Z';
  await give('create', { title: 'Later', requester: 'anna' });
  await give('update', { title: 'Changed later' }, { id: 'INC0000001' });
  return { live, copy, give, items: Items.length, check: () => compare(live.client, { from: live.name, to: copy.name, at: '2026-11-21T10:00:00Z' }) };
}

describe('a table and its copy of an hour ago', () => {
  it('fit, whatever was written since', async () => {
    const { check } = await restored();
    const found = await check();
    // A person, four tickets that were not changed, and the first entry of each of six.
    expect(found).toEqual({ compared: 11, differ: [] });
    expect(verdictOn(found)).toMatchObject({ fits: true, says: expect.stringContaining('11 records and entries') });
  });

  it('do not when a ticket is missing, or another than it was', async () => {
    const { copy, check, live } = await restored();
    const lost = entryKey(recordKey('acme', 'incident', 'INC0000003'), 1);
    await copy.table.write([{ remove: lost, as: 'lost' }], 'a');
    const item = (await live.table.get(recordKey('acme', 'incident', 'INC0000004')))!;
    await copy.table.write([{ put: { ...item, f_description: 'else' }, as: 'else' }], 'b');
    const found = await check();
    expect([...found.differ].sort()).toEqual([`${lost.pk} ${lost.sk}`, `${item.pk} ${item.sk}`]);
    expect(verdictOn(found)).toMatchObject({ fits: false, says: expect.stringMatching(/^2 of 11[\s\S]*INC0000003 ENTRY[\s\S]*do not deploy/) });
  });

  it('cannot be told to fit when nothing could be compared', async () => {
    const { live, copy } = await restored();
    expect(verdictOn(await compare(live.client, { from: live.name, to: copy.name, at: '2026-11-21T08:00:00Z' }))).toMatchObject({ fits: false });
  });

  it('are counted, and numbers go on beyond those that may be given until the copy is in use', async () => {
    const { live, copy, items, give } = await restored();
    const [from, to] = [await surveyOf(live.client, live.name), await surveyOf(copy.client, copy.name)];
    expect([from.items - to.items, to.items]).toEqual([3, items]);
    expect(await takeOverNumbers(copy.client, copy.name, { from, to })).toBe(from.counters.length);
    expect((await copy.table.get(counterKey('acme', 'incident')))!.n).toBe(6 + MARGIN);
    expect(MARGIN).toBeGreaterThan(0);
    expect(await takeOverNumbers(copy.client, copy.name, { from, to: await surveyOf(copy.client, copy.name) })).toBe(0);
    await give('create', { title: 'Latest', requester: 'anna' });
    expect(await takeOverNumbers(copy.client, copy.name, { from: await surveyOf(live.client, live.name), to: await surveyOf(copy.client, copy.name) })).toBe(1);
    expect((await copy.table.get(counterKey('acme', 'incident')))!.n).toBe(7 + MARGIN);
  });
});
