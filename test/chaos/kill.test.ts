import { expect, test } from 'vitest';
import { scratchDir } from '../local/scratch.ts';
import { killAndAudit } from './rounds.ts';

test('loses nothing and does nothing twice when it is killed under load, by whatever, whenever', async () => {
  const random = (least: number, most: number): number => least + Math.floor(Math.random() * (most - least));
  const report = await killAndAudit({
    dataDir: scratchDir(), clients: 4, afterwardsMs: 500,
    blows: [
      { victim: 'runtime', when: { afterMs: random(400, 1500) } },
      { victim: 'everything', when: 'unrelayed' },
      { victim: 'database', when: { afterMs: random(200, 1200) } },
      { victim: 'runtime', when: 'unrelayed' },
    ],
  });
  expect(report.faults).toEqual([]);
  expect(report.acknowledged).toBeGreaterThan(20);
  expect(report.repeated).toBeGreaterThan(0);
}, 90_000);
