import fc from 'fast-check';
import { expect, it } from 'vitest';
import { travel } from '../../local/time-travel.ts';
import { duePartition, dueShards, hourOf } from '../../shared/store/keys.ts';
import type { Kernel } from '../../shared/store/kernel.ts';

const BEGIN = Date.parse('2026-03-01T10:00:00.000Z');
const at = (ms: number): string => new Date(BEGIN + ms).toISOString();

/** A service on which moments fall due, and whose real time goes on by `settling` whenever what follows from a stop is awaited; answers how late each moment was announced. */
async function announced({ dues, settling, hours }: { dues: readonly number[]; settling: number; hours: number }): Promise<Map<number, number>> {
  let ms = 0;
  const late = new Map<number, number>();
  const query = async ({ pk, upTo }: { pk: string; upTo: string }) => ({
    items: dues.filter((due, shard) => !late.has(due) && duePartition(hourOf(at(due)), shard % dueShards) === pk && at(due) <= upTo).sort((a, b) => a - b).map((due) => ({ dus: `${at(due)}#tenant#type#id` })),
  });
  await travel({
    kernel: { table: { query } } as unknown as Kernel, until: at(hours * 3_600_000),
    clock: { now: () => at(ms), moveTo: (instant) => { ms = Math.max(ms, Date.parse(instant) - BEGIN); } },
    workflows: { expire() {}, nextDeadline: () => undefined },
    settle: async () => { ms += settling; },
    sweep: async () => { for (const due of dues) if (due <= ms && !late.has(due)) late.set(due, ms - due); },
  });
  return late;
}

it('announces what real time overtakes while a stop is settled, and does not leave it to the stop after that', async () => {
  const [first, overtaken, last] = [3_600_000, 3_602_000, 5 * 3_600_000];
  expect(await announced({ dues: [first, overtaken, last], settling: 3_000, hours: 8 })).toEqual(new Map([[first, 0], [overtaken, 1_000], [last, 0]]));
});

it('announces what fell due since the last sweep before it moves the clock', async () => {
  expect(await announced({ dues: [-2_000], settling: 10, hours: 8 })).toEqual(new Map([[-2_000, 2_000]]));
});

it('announces everything on its way, no later than one settling after it fell due', async () => {
  const moment = fc.integer({ min: 1, max: 8 * 3_600_000 });
  await fc.assert(fc.asyncProperty(fc.uniqueArray(moment, { maxLength: 30 }), fc.integer({ min: 0, max: 600_000 }), async (dues, settling) => {
    const late = await announced({ dues, settling, hours: 8 });
    expect([...late.keys()].sort()).toEqual([...dues].sort());
    for (const by of late.values()) expect(by).toBeLessThanOrEqual(settling);
  }));
});
