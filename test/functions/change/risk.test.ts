import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assess, authorityFor, levels, risks, types, type Weighed } from '../../../functions/change/risk.ts';

const rank = (change: Weighed): number => risks.indexOf(assess(change).risk);
const level = fc.constantFrom(...levels);
const answers = fc.record({
  experience: fc.constantFrom('often' as const, 'once' as const, 'never' as const), tested: fc.constantFrom('fully' as const, 'partly' as const, 'not' as const),
  backout: fc.constantFrom('easy' as const, 'hard' as const, 'impossible' as const), outage: fc.constantFrom('none' as const, 'some-users' as const, 'all-users' as const), thirdParties: fc.boolean(),
}, { requiredKeys: [] });
const weighed = fc.record({ type: fc.constantFrom(...types), impact: level, probability: level, questionnaire: answers, criticality: level, cis: fc.array(fc.string(), { maxLength: 25 }) }, { requiredKeys: [] });

describe('risk', () => {
  test.each<[string, string, string]>([['low', 'low', 'low'], ['low', 'high', 'medium'], ['medium', 'medium', 'medium'], ['high', 'medium', 'high'], ['high', 'high', 'very-high']])('impact %s × probability %s is %s', (impact, probability, risk) => {
    expect(assess({ impact, probability } as Weighed).risk).toBe(risk);
  });

  test('is the highest of impact × probability, questionnaire and matching rules, and says why', () => {
    expect(assess({ impact: 'low', probability: 'low', questionnaire: { experience: 'never', tested: 'not', outage: 'all-users' } })).toEqual({ risk: 'high', reasons: ['Answers to the questionnaire'] });
    expect(assess({ impact: 'low', probability: 'low', questionnaire: { backout: 'impossible' } })).toEqual({ risk: 'high', reasons: ['It cannot be taken back'] });
    expect(assess({ impact: 'low', probability: 'low', criticality: 'high', plannedStart: '2026-03-01T00:00:00Z', plannedEnd: '2026-03-01T09:00:00Z' }).reasons).toEqual(['It touches a service of high criticality', 'It takes more than eight hours']);
  });

  test('never falls below any of the three', () => {
    fc.assert(fc.property(weighed, ({ questionnaire, ...rest }) => {
      expect(rank({ ...rest, questionnaire })).toBeGreaterThanOrEqual(rank(rest));
      expect(rank({ ...rest, questionnaire })).toBeGreaterThanOrEqual(rank({ impact: rest.impact, probability: rest.probability }));
    }));
  });

  test('rises one level, and no more, where one in five of the last changes of the team failed', () => {
    fc.assert(fc.property(weighed, fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 20 }), (change, closed, of) => {
      const failed = Math.min(of, closed);
      const unlucky = closed >= 5 && 5 * failed >= closed;
      expect(rank({ ...change, history: { closed, failed } })).toBe(Math.min(risks.length - 1, rank(change) + (unlucky ? 1 : 0)));
    }));
  });

  test('says who decides', () => {
    expect(risks.map((risk) => authorityFor({ type: 'normal', risk }))).toEqual(['peer', 'change-manager', 'cab', 'board']);
    expect(risks.map((risk) => authorityFor({ type: 'emergency', risk }))).toEqual(['ecab', 'ecab', 'ecab', 'ecab']);
    expect(authorityFor({ type: 'standard', risk: 'high' })).toBeUndefined();
  });
});
