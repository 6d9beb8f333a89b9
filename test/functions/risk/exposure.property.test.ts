import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exceedsAppetite } from '../../../functions/risk/accepting.ts';
import { impacts, likelihoods, MOST, proximities, scoreOf } from '../../../functions/risk/exposure.ts';
import { reviewDays } from '../../../functions/risk/reviewing.ts';

const levels = { likelihood: likelihoods, impact: impacts, proximity: proximities } as const;
const estimate = fc.record({ likelihood: fc.constantFrom(...likelihoods), impact: fc.constantFrom(...impacts), proximity: fc.constantFrom(...proximities) });

test('a score lies between 1 and 75', () => {
  fc.assert(fc.property(estimate, (one) => {
    const score = scoreOf(one)!;
    expect(score).toBeGreaterThanOrEqual(1);
    expect(score).toBeLessThanOrEqual(MOST);
  }));
  expect(scoreOf({ likelihood: 'rare', impact: 'negligible', proximity: 'distant' })).toBe(1);
  expect(scoreOf({ likelihood: 'almost-certain', impact: 'severe', proximity: 'imminent' })).toBe(75);
});

test('raising any one estimate raises the score', () => {
  fc.assert(fc.property(estimate, fc.constantFrom('likelihood', 'impact', 'proximity'), (one, name) => {
    const scale: readonly string[] = levels[name as keyof typeof levels];
    const higher = scale[scale.indexOf(one[name as keyof typeof levels]) + 1];
    if (higher) expect(scoreOf({ ...one, [name]: higher })).toBeGreaterThan(scoreOf(one)!);
  }));
});

test('nothing is scored before all three are estimated', () => {
  fc.assert(fc.property(estimate, fc.constantFrom('likelihood', 'impact', 'proximity'), (one, name) => {
    expect(scoreOf({ ...one, [name]: undefined })).toBeUndefined();
  }));
});

test('a higher score never waits longer for its review', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: MOST }), fc.integer({ min: 1, max: MOST }), (a, b) => {
    expect(reviewDays(Math.max(a, b))).toBeLessThanOrEqual(reviewDays(Math.min(a, b)));
  }));
});

test('what a narrower appetite bears a wider one bears too, for threats and opportunities', () => {
  const scored = fc.record({ kind: fc.constantFrom('threat' as const, 'opportunity' as const), score: fc.integer({ min: 1, max: MOST }), residualScore: fc.option(fc.integer({ min: 1, max: MOST }), { nil: undefined }) });
  fc.assert(fc.property(scored, fc.integer({ min: 0, max: MOST }), fc.integer({ min: 0, max: MOST }), (one, a, b) => {
    if (!exceedsAppetite({ ...one, appetite: Math.min(a, b) })) expect(exceedsAppetite({ ...one, appetite: Math.max(a, b) })).toBe(false);
  }));
});
