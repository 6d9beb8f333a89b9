import { describe, expect, test } from 'vitest';
import { basePriorityOf, priorityOf } from '../../../functions/incident/priority.ts';
import { incident } from '../../../functions/incident/incident.ts';
import { given } from '../../given.ts';

const levels = ['high', 'medium', 'low'] as const;

describe('priority', () => {
  test.each([
    ['high', [1, 2, 3]],
    ['medium', [2, 3, 4]],
    ['low', [3, 4, 5]],
  ] as const)('with impact %s is, by urgency from high to low, %j', (impact, row) => {
    expect(levels.map((urgency) => basePriorityOf({ impact, urgency }))).toEqual(row);
  });

  test('is the tenant’s own where a matrix says so, and the standard one where it is silent', () => {
    const matrix = { high: { high: 2 }, low: { low: 1 } };
    expect(levels.map((impact) => levels.map((urgency) => basePriorityOf({ impact, urgency, matrix })))).toEqual([[2, 2, 3], [2, 3, 4], [3, 4, 1]]);
  });

  test.each([[1, 1], [2, 2], [3, 2], [4, 3], [5, 4]])('%i of a VIP is %i: a level more urgent, but never a 1', (base, priority) => {
    expect([priorityOf(base, true), priorityOf(base, false)]).toEqual([priority, base]);
  });

  const report = (body: object, people: object = {}, facts: object = {}) => given(incident).as().who('vera').facing({ others: { 'person/vera': people }, facts: facts as never }).when('create', { title: 'x', requester: 'vera', ...body });

  test('of a report without impact and urgency is 3, which both are medium', () => {
    expect(report({}).record).toMatchObject({ impact: 'medium', urgency: 'medium', basePriority: 3, priority: 3 });
  });

  test('says why it is more urgent than impact and urgency make it', () => {
    expect(report({}, { vip: true }).record).toMatchObject({ basePriority: 3, priority: 2, priorityReason: 'VIP requester' });
    expect(report({ impact: 'high' }, { vip: true }).record).not.toHaveProperty('priorityReason');
  });

  test('follows whoever is the requester now, and the matrix that is in force', () => {
    const reported = report({}, { vip: true }).next.as('agent');
    expect(reported.facing({ others: { 'person/otto': {} } }).when('update', { requester: 'otto' }).record).toMatchObject({ requester: 'otto', priority: 3 });
    expect(reported.when('update', { impact: 'low' }).record).toMatchObject({ basePriority: 4, priority: 3 });
    expect(report({}, {}, { matrix: { medium: { medium: 5 } } }).record).toMatchObject({ basePriority: 5, priority: 5 });
  });

  test('is nobody’s to set', () => expect(report({ priority: 1, basePriority: 1, priorityReason: 'I say so' }).refused).toEqual(['invalid-fields', '/priority read-only', '/basePriority read-only', '/priorityReason read-only']));
});
