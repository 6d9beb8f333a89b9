import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { averageOf, underperforms, weakPoints } from '../../../functions/supplier/scoring.ts';
import { supplier } from '../../../functions/supplier/supplier.ts';
import { checkCatalogue } from '../../../shared/record/catalogue.ts';
import { given } from '../../given.ts';

const good = { quality: 4, delivery: 4, communication: 5, cost: 3, compliance: 4 };
const poor = { quality: 2, delivery: 1, communication: 4, cost: 3, compliance: 4 };
const remarks = 'Talked it over with them';

const active = (category = 'tactical') =>
  given(supplier).as('lead').at('2026-03-31T09:00:00.000Z').when('create', { name: 'telenet', displayName: 'Telenet', category }).next.when('onboard').next;

test('fits together with the rest of the catalogue', () => {
  expect(checkCatalogue(definitions).filter((fault) => /^supplier/.test(fault))).toEqual([]);
});

test('is addressed by its short name', () => {
  expect(active().when('comment', { text: 'Hello' }).record.id).toBe('telenet');
});

test('is scored by the average of five criteria, and keeps the score before', () => {
  const twice = active().when('review', { scores: good, remarks }).next.when('review', { scores: { ...good, quality: 3 }, remarks });
  expect(twice.record).toMatchObject({ score: 3.8, previousScore: 4, reviews: [{ average: 4 }, { average: 3.8 }] });
});

test('wants every criterion scored from 1 to 5', () => {
  expect(active().when('review', { scores: { ...good, quality: 6 }, remarks }).refused).toEqual(['invalid-fields', '/scores/quality too-large']);
  expect(active().when('review', { scores: { quality: 3 }, remarks }).refused).toHaveLength(5);
});

test('says that it underperforms when one criterion is unacceptable, whatever the average', () => {
  const { events, data, record } = active().when('review', { scores: poor, remarks });
  expect(events).toEqual(['reviewed', 'underperformed']);
  expect(data).toEqual({ score: 2.8, weakPoints: ['delivery', 'quality'] });
  expect(record.underperforming).toBe(true);
  expect(underperforms({ ...good, quality: 1, compliance: 5 })).toBe(true);
});

test('recovers with a sufficient review', () => {
  const after = active().when('review', { scores: poor, remarks }).next.when('review', { scores: good, remarks });
  expect(after.events).toEqual(['reviewed']);
  expect(after.record).not.toHaveProperty('underperforming');
});

test('is reviewed more often the more depends on it, and twice as often when it underperforms', () => {
  const due = (category: string, scores: object) => active(category).when('review', { scores, remarks }).record.reviewDue;
  expect([due('strategic', good), due('tactical', good), due('operational', good), due('commodity', good)]).toEqual(['2026-06-30', '2026-09-30', '2027-03-31', '2028-03-31']);
  expect([due('strategic', poor), due('commodity', poor)]).toEqual(['2026-05-31', '2027-03-31']);
});

test('has its review called for once', () => {
  const told = active('strategic').swept('2026-06-30T00:00:00.000Z');
  expect(told).toMatchObject({ events: ['review-due'], due: undefined });
  expect(told.next.swept('2026-06-30T00:01:00.000Z').events).toEqual([]);
  expect(told.next.when('review', { scores: good, remarks }).due).toBe('2026-09-30T00:00:00.000Z');
});

test('is reviewed no more when it ended', () => {
  const ended = active().when('phaseOut', { reason: 'Too slow' }).next.when('end', { reason: 'Moved' });
  expect(ended).toMatchObject({ due: undefined, record: { state: 'ended' } });
});

test('keeps its twenty latest reviews', () => {
  let one = active().when('review', { scores: poor, remarks });
  for (let count = 0; count < 20; count++) one = one.next.when('review', { scores: good, remarks });
  expect(one.record.reviews).toHaveLength(20);
  expect(one.record.reviews[0].average).toBe(4);
});

test('an average lies between the worst and the best mark, and a better mark never makes it worse', () => {
  const mark = fc.integer({ min: 1, max: 5 });
  const card = fc.record({ quality: mark, delivery: mark, communication: mark, cost: mark, compliance: mark });
  fc.assert(fc.property(card, fc.constantFrom('quality', 'delivery', 'communication', 'cost', 'compliance'), (scores, name) => {
    const average = averageOf(scores);
    expect(average).toBeGreaterThanOrEqual(Math.min(...Object.values(scores)));
    expect(average).toBeLessThanOrEqual(Math.max(...Object.values(scores)));
    const better = { ...scores, [name]: Math.min(5, scores[name as 'cost'] + 1) };
    expect(averageOf(better)).toBeGreaterThanOrEqual(average);
    expect(weakPoints(better).length).toBeLessThanOrEqual(weakPoints(scores).length);
  }));
});
