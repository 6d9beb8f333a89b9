import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doraOf, type Fact } from '../../../functions/deployment/dora.ts';
import { runningOf } from '../../../functions/deployment/running.ts';

const HOUR = 3_600_000;
const began = Date.parse('2026-03-01T00:00:00.000Z');
const hour = (count: number): string => new Date(began + count * HOUR).toISOString();
const month = { from: hour(0), until: hour(240) };

const fact = (number: string, finished: number, more: Partial<Fact> = {}): Fact => ({
  number, delivery: number, service: 'shop', environment: 'prd', state: 'succeeded', action: 'deploy', completes: true, createdAt: hour(finished - 1), finishedAt: hour(finished), committedAt: hour(finished - 10), ...more,
});

describe('the four figures of DORA', () => {
  test('count a release in rings once, with its last ring', () => {
    const rings = [fact('DEP1', 10, { delivery: 'REL1-r1', completes: false }), fact('DEP2', 20, { delivery: 'REL1-r1', completes: false }), fact('DEP3', 30, { delivery: 'REL1-r1', committedAt: hour(0) })];
    expect(doraOf(rings, month)).toMatchObject({ deploymentFrequency: { deliveries: 1, perDay: 0.1, perWeek: 0.7 }, leadTime: { medianSeconds: 30 * 3600 }, changeFailureRate: { attempted: 1, failed: 0, rate: 0 } });
  });

  test('count a canary that was rolled back as a failure, restored by the rollback', () => {
    const facts = [
      fact('DEP1', 10), fact('DEP2', 50, { delivery: 'REL2-r1', completes: false, faultyAt: hour(51) }), fact('DEP3', 53, { delivery: 'REL2-r1', action: 'roll-back' }),
    ];
    expect(doraOf(facts, month)).toMatchObject({
      deploymentFrequency: { deliveries: 1 }, changeFailureRate: { attempted: 2, failed: 1, rate: 0.5, deliveries: ['REL2-r1'] }, timeToRestore: { restored: 1, lasting: 0, medianSeconds: 2 * 3600 },
    });
  });

  test('count a failure that nothing has mended yet apart', () => {
    expect(doraOf([fact('DEP1', 10, { state: 'failed' })], month)).toMatchObject({ deploymentFrequency: { deliveries: 0 }, changeFailureRate: { rate: 1 }, timeToRestore: { restored: 0, lasting: 1, medianSeconds: undefined } });
  });

  test('take a failure as mended by the next delivery to the same place, and by no other', () => {
    const facts = [fact('DEP1', 10, { faultyAt: hour(12) }), fact('DEP2', 13, { service: 'chat' }), fact('DEP3', 14, { completes: false }), fact('DEP4', 15, { state: 'failed' }), fact('DEP5', 16)];
    expect(doraOf(facts, { ...month, until: hour(15) }).timeToRestore.medianSeconds).toBe(4 * 3600);
  });

  test('say nothing where nothing happened', () => {
    expect(doraOf([], month)).toMatchObject({ deploymentFrequency: { deliveries: 0, perDay: 0 }, leadTime: { medianSeconds: undefined }, changeFailureRate: { attempted: 0, rate: undefined } });
  });

  test('do not depend on the order of the facts, and add up over two halves of a period', () => {
    const facts = fc.array(fc.record({ finished: fc.integer({ min: 1, max: 239 }), state: fc.constantFrom('succeeded', 'failed'), completes: fc.boolean(), action: fc.constantFrom('deploy', 'roll-back'), faulty: fc.boolean() }), { maxLength: 20 });
    fc.assert(fc.property(facts, fc.integer({ min: 1, max: 239 }), (some, middle) => {
      const all = some.map(({ finished, faulty, ...more }, at) => fact(`DEP${at}`, finished, { ...more, ...(faulty && more.state === 'succeeded' && { faultyAt: hour(finished + 1) }) }));
      const whole = doraOf(all, month);
      expect(doraOf(all.toReversed(), month)).toEqual({ ...whole, changeFailureRate: { ...whole.changeFailureRate, deliveries: whole.changeFailureRate.deliveries.toReversed() } });
      const [first, second] = [doraOf(all, { from: hour(0), until: hour(middle) }), doraOf(all, { from: hour(middle), until: hour(240) })];
      expect(first.deploymentFrequency.deliveries + second.deploymentFrequency.deliveries).toBe(whole.deploymentFrequency.deliveries);
      expect(first.changeFailureRate.failed + second.changeFailureRate.failed).toBe(whole.changeFailureRate.failed);
      expect(whole.timeToRestore.restored + whole.timeToRestore.lasting).toBe(whole.changeFailureRate.failed);
    }), { numRuns: 200 });
  });
});

describe('what runs where', () => {
  const put = (number: string, finished: number, build: string, more: object = {}) => ({ number, service: 'shop', environment: 'prd', stage: 'production', artefact: `ART-${build}`, build, percent: 100, finishedAt: hour(finished), ...more });

  test('is what the last complete deployment left, and what reaches a part of it since', () => {
    expect(runningOf([put('DEP1', 1, '1.0'), put('DEP2', 2, '2.0', { completes: false, percent: 5, ring: 'canary' })])).toMatchObject([{ build: '1.0', rolling: { build: '2.0', percent: 5 } }]);
    expect(runningOf([put('DEP1', 1, '1.0'), put('DEP2', 2, '2.0', { completes: false, percent: 5 }), put('DEP3', 3, '2.0')])).toMatchObject([{ build: '2.0', deployment: 'DEP3' }]);
  });

  test('is what a rollback brought back', () => {
    const [place] = runningOf([put('DEP1', 1, '1.0'), put('DEP2', 2, '2.0', { completes: false, percent: 5 }), put('DEP3', 3, '1.0', { action: 'roll-back' })]);
    expect(place).toMatchObject({ build: '1.0', deployment: 'DEP3' });
    expect(place).not.toHaveProperty('rolling');
  });

  test('is nothing where it was removed, and not what only lies ready', () => {
    expect(runningOf([put('DEP1', 1, '1.0'), put('DEP2', 2, '1.0', { action: 'remove' })])).toEqual([]);
    expect(runningOf([put('DEP1', 1, '1.0'), put('DEP2', 2, '2.0', { completes: false, percent: 0 })])[0]).not.toHaveProperty('rolling');
  });

  test('is told for every place apart', () => {
    expect(runningOf([put('DEP1', 1, '1.0'), put('DEP2', 2, '2.0', { environment: 'acc' }), put('DEP3', 3, '3.0', { service: 'chat' })]).map(({ environment, service }) => [environment, service])).toEqual([['acc', 'shop'], ['prd', 'chat'], ['prd', 'shop']]);
  });
});
