import { expect, test } from 'vitest';
import { profileOf } from '../../../functions/risk/profile.ts';
import type { AnyRecord } from '../../../shared/record/define.ts';

const risk = (more: object): AnyRecord => ({ state: 'assessed', likelihood: 'likely', impact: 'major', score: 32, exposure: 32, ...more }) as unknown as AnyRecord;

test('places a treated risk where treatment left it', () => {
  const { matrix } = profileOf([risk({}), risk({ residualLikelihood: 'rare', residualImpact: 'minor', exposure: 2 })]);
  expect(matrix.find(({ likelihood }) => likelihood === 'likely')).toMatchObject({ major: 1 });
  expect(matrix.find(({ likelihood }) => likelihood === 'rare')).toMatchObject({ minor: 1, major: 0 });
});

test('adds up exposure by category and lists what is above appetite, the worst first', () => {
  const profile = profileOf([
    risk({ number: 'RSK1', category: 'security', aboveAppetite: true }), risk({ number: 'RSK2', category: 'security', exposure: 40, aboveAppetite: true }), risk({ number: 'RSK3', exposure: 3 }),
  ]);
  expect(profile.categories).toEqual([{ category: 'default', risks: 1, exposure: 3, aboveAppetite: 0 }, { category: 'security', risks: 2, exposure: 72, aboveAppetite: 2 }]);
  expect(profile.aboveAppetite.map(({ number }) => number)).toEqual(['RSK2', 'RSK1']);
});

test('counts what nobody assessed yet apart', () => {
  const { notAssessed, matrix } = profileOf([{ state: 'open' } as AnyRecord]);
  expect(notAssessed).toBe(1);
  expect(matrix.flatMap(({ likelihood, ...cells }) => Object.values(cells) as number[]).reduce((sum, count) => sum + count, 0)).toBe(0);
});
