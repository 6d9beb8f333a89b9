import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sweep } from '../../shared/events/sweep.ts';
import { watermarkKey } from '../../shared/store/keys.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { openBareDesk, TENANT, type BareDesk } from './bare-desk.ts';
import { failingOn, smallPages, throttled } from './faulty-table.ts';

const HOUR = 3_600_000;

let desk: BareDesk;
let hoursAhead = 0;
beforeAll(async () => { desk = await openBareDesk(); });
afterAll(() => desk.close());
// Each test begins with a sweep that has done its work, two days after the test before.
beforeEach(async () => {
  hoursAhead += 48;
  while ((await sweep(kernelAt(0))).behind);
});

const nowAt = (hours: number): string => new Date(Date.now() + (hoursAhead + hours) * HOUR).toISOString();
const kernelAt = (hours: number, table = desk.table): Kernel => desk.kernel({ table, now: () => nowAt(hours) });
const report = async (title: string): Promise<string> => {
  const { body } = await desk.ask(kernelAt(0), 'POST /v1/incidents', { body: { title, requester: 'guest', service: 'payments', impact: 'high', urgency: 'high' } });
  return body.number;
};
const breaches = async (number: string): Promise<string[]> =>
  (await desk.events('incident', number)).filter(({ metadata }) => metadata.type === 'incident.clock-breached').map(({ data }) => data.clock as string).toSorted();
const both = ['resolution', 'response'];

test('tells of each breach once, however many sweeps run at once and again', async () => {
  const numbers = await Promise.all(['Till 1', 'Till 2', 'Till 3'].map(report));
  await Promise.all([1, 2, 3].map(() => sweep(kernelAt(3))));
  await sweep(kernelAt(3));
  await sweep(kernelAt(4));
  expect(await Promise.all(numbers.map(breaches))).toEqual([both, both, both]);
});

test('closes what nobody objected to once, however many sweeps run at once', async () => {
  const number = await report('Till 4');
  await desk.ask(kernelAt(0), `POST /v1/incidents/${number}/resolve`, { body: { resolution: 'Restarted', resolutionCode: 'fixed' } });
  hoursAhead += 21 * 24;
  await Promise.all([1, 2, 3].map(async () => { while ((await sweep(kernelAt(0))).behind); }));
  expect((await desk.events('incident', number)).filter(({ metadata }) => metadata.type === 'incident.closed')).toHaveLength(1);
});

test('reads on past records that refuse, however many of them share a page', async () => {
  const numbers = await Promise.all(['Till 5', 'Till 6', 'Till 7', 'Till 8', 'Till 9', 'Till 10'].map(report));
  for (const gone of numbers.slice(0, 4)) await vanish(gone);
  await sweep(kernelAt(3, smallPages(desk.table, 1)));
  expect(await Promise.all(numbers.slice(4).map(breaches))).toEqual([both, both]);
});

test('goes on past a record that fails, comes back to it, and gives it up after a week', async () => {
  const [poison, neighbour] = [await report('Till 11'), await report('Till 12')];
  let broken = true;
  const table = failingOn(desk.table, (pk) => broken && pk === `T#${TENANT}#incident#${poison}`);
  expect((await sweep(kernelAt(3, table))).failed).toBe(1);
  expect(await breaches(neighbour)).toEqual(both);
  broken = false;
  await sweep(kernelAt(9, table));
  expect(await breaches(poison)).toEqual(both);

  hoursAhead += 24;
  const [hopeless] = [await report('Till 13')];
  const failing = failingOn(desk.table, (pk) => pk === `T#${TENANT}#incident#${hopeless}`);
  hoursAhead += 14 * 24;
  for (let runs = 1; (await sweep(kernelAt(0, failing))).behind; runs++) expect(runs).toBeLessThan(24 * 14);
  const { at } = (await desk.table.get(watermarkKey()))!;
  expect(Date.parse(nowAt(0)) - Date.parse(at as string)).toBeLessThan(7 * 24 * HOUR + HOUR);
});

test('leaves everything for the next run when the table is throttled', async () => {
  const number = await report('Till 14');
  await expect(sweep(kernelAt(3, throttled(desk.table, 'getAll')))).rejects.toMatchObject({ name: 'Throttled' });
  expect(await breaches(number)).toEqual([]);
  await sweep(kernelAt(3));
  expect(await breaches(number)).toEqual(both);
});

test('keeps all promises again after a sweep whose clock was days ahead', async () => {
  while ((await sweep(kernelAt(72))).behind);
  const number = await report('Till 15');
  await sweep(kernelAt(3));
  expect(await breaches(number)).toEqual(both);
});

/** Takes a record away under its due row, as if the row were a leftover: the sweep then meets a refusal, not a failure. */
async function vanish(number: string): Promise<void> {
  const item = (await desk.table.get({ pk: `T#${TENANT}#incident#${number}`, sk: '#' }))!;
  await desk.table.write([
    { remove: { pk: item.pk, sk: '#' }, as: 'record' },
    { put: { pk: item.pk, sk: 'LEFTOVER', sum: item.sum, dup: item.dup, dus: item.dus }, as: 'leftover' },
  ], crypto.randomUUID());
}
