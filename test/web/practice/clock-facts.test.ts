import { expect, it } from 'vitest';
import type { Clock } from '../../../web/api/records.ts';
import { factsOf } from '../../../web/practice/clock-facts.ts';

const clock: Clock = { name: 'resolution', state: 'running', startedAt: '2026-11-02T09:00:00Z', elapsed: 'PT5M', target: 'PT4H', breached: false, intervals: [] };

it('tells how much of a clock is used once it stands still, and never of one that runs', () => {
  expect(factsOf(clock)).toEqual(['Target 4 h of service time']);
  for (const state of ['paused', 'stopped'] as const) expect(factsOf({ ...clock, state })).toEqual(['5 min of 4 h used']);
});
