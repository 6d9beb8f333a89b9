import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inTurn } from '../../../web/practice/in-turn.ts';

it('runs everything it is given, in order and never more at once than it may, whoever comes while others wait', async () => {
  await fc.assert(fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 2, max: 7 }), async (scheduler, most, count, failing) => {
    const run = inTurn(most);
    const begun: number[] = [];
    let running = 0;
    let peak = 0;
    const task = (at: number) => run(async () => {
      begun.push(at);
      peak = Math.max(peak, ++running);
      await scheduler.schedule(Promise.resolve());
      running--;
      if (at % failing === 0) throw new Error('no');
    });
    const all = Promise.allSettled(Array.from({ length: count }, async (_, at) => {
      await task(at).catch(() => {});
      await task(count + at);
    }));
    await scheduler.waitFor(all);
    expect(begun.filter((at) => at < count)).toEqual(Array.from({ length: count }, (_, at) => at));
    expect(begun).toHaveLength(2 * count);
    expect(peak).toBe(Math.min(most, count));
  }));
});
