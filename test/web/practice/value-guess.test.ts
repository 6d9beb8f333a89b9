import { expect, it } from 'vitest';
import { columnsOf, guess, rowsOf } from '../../../web/practice/value-guess.ts';

it('knows by its shape what an answer’s value is', () => {
  expect([undefined, '', [], true, 3, [1], {}, '2026-11-01T10:00:00.000Z', '2026-11-01T10:00:00+01:00', '2026-11-01', 'PT4H', 'P2D', 'P', 'PT', 'Peter', '2026'].map(guess))
    .toEqual(['nothing', 'nothing', 'nothing', 'flag', 'number', 'list', 'object', 'instant', 'instant', 'date', 'duration', 'duration', 'text', 'text', 'text', 'text']);
});

it('makes a table of a list of things, with a column for all that any of them has', () => {
  expect(rowsOf([{ a: 1 }, 2])).toBeUndefined();
  expect(rowsOf([])).toBeUndefined();
  expect(columnsOf(rowsOf([{ a: 1, c: [] }, { b: 2, a: 3, c: undefined }])!)).toEqual(['a', 'b']);
});
