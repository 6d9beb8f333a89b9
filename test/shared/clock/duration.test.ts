import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../../shared/clock/index.ts';

test.each([
  ['PT4H', 14_400], ['P1DT2H30M', 95_400], ['P2W', 1_209_600], ['PT90M', 5_400], ['PT0S', 0], ['P0D', 0], ['PT1H1S', 3_601],
])('reads %s as %i seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  [95_400, 'PT26H30M'], [0, 'PT0S'], [59, 'PT59S'], [3_600, 'PT1H'], [3_601, 'PT1H1S'], [60, 'PT1M'],
])('writes %i seconds as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each(['P1Y', 'P2M', 'P1Y2M', 'P1MT1H', 'P', 'PT', 'P1DT', '-PT1H', 'PT-1H', 'PT1.5H', 'PT1M1H', 'pt1h', 'PT1H ', '4h', '', `PT${'9'.repeat(20)}S`])(
  'refuses %j as a duration',
  (text) => {
    expect(() => parseDuration(text)).toThrow(RangeError);
  },
);

test.each([-1, 1.5, Number.NaN])('has no words for %s seconds', (seconds) => {
  expect(() => formatDuration(seconds)).toThrow(RangeError);
});

test('what is written is read back', () => {
  fc.assert(fc.property(fc.maxSafeNat(), (seconds) => parseDuration(formatDuration(seconds)) === seconds));
});
