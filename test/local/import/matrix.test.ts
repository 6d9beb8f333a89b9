import { describe, expect, it } from 'vitest';
import { matrixIn, misfitsOf, parseMatrix, standardMatrix } from '../../../local/import/matrix.ts';
import { nameOf } from '../../../local/import/naming.ts';
import { rowsOf } from './log.ts';

describe('the matrix in the rows', () => {
  it('is the standard one where a combination does not occur', () => {
    const { matrix, occurring } = matrixIn(rowsOf({ impact: '3 - Low', urgency: '3 - Low', priority: '4 - Low' }, { impact: '1 - High', priority: '?' }));
    expect(matrix).toEqual({ ...standardMatrix, low: { ...standardMatrix.low, low: 4 } });
    expect(occurring).toEqual(['low×low']);
  });

  it('is what most rows say, and the others are listed', () => {
    const rows = rowsOf({ priority: '2 - High' }, { priority: '3 - Moderate' }, {});
    const { matrix } = matrixIn(rows);
    expect(matrix.medium.medium).toBe(3);
    expect(misfitsOf(rows, matrix)).toEqual([{ impact: 'medium', urgency: 'medium', priority: 2, inForce: 3, rows: [{ number: 'INC0000045', line: 2 }] }]);
  });
});

describe('a matrix that is given', () => {
  it('is taken when it is whole', () => expect(parseMatrix(JSON.stringify(standardMatrix))).toEqual(standardMatrix));

  it.each([
    ['no JSON', '{', /it is no JSON/],
    ['a combination missing', JSON.stringify({ ...standardMatrix, low: { high: 3, medium: 4 } }), /low is required/],
    ['a priority that is none', JSON.stringify({ ...standardMatrix, low: { high: 3, medium: 4, low: 6 } }), /at most 5/],
    ['an impact that is none', JSON.stringify({ ...standardMatrix, cosmic: {} }), /no field "cosmic"/],
  ])('is refused with what is wrong: %s', (_, text, reason) => expect(() => parseMatrix(text)).toThrow(reason));
});

describe('short names', () => {
  it.each([
    ['Caller 2403', 'caller-2403'], ['Opened by  8', 'opened-by-8'], ['Zoë Müller', 'zoe-muller'], ['Group 70', 'group-70'],
  ])('of %s: %s', (label, name) => expect(nameOf(label)).toBe(name));

  it('are never the same for labels that only look alike', () => {
    const labels = ['A/B', 'A B', 'A&B', '北京', '上海', 'x'.repeat(70), 'x'.repeat(71), '!', '?!'];
    expect(new Set(labels.map(nameOf)).size).toBe(labels.length);
    for (const name of labels.map(nameOf)) expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,62}$/);
  });
});
