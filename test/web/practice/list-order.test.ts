import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnyRecord } from '../../../web/api/records.ts';
import { sortRows } from '../../../web/practice/list-order.ts';
import { lantern, lit, nameOf } from './made-up.ts';

const sorted = (by: string, rows: AnyRecord[], descending = false) => sortRows(rows, { by, descending }, { type: lantern, nameOf }).map((row) => row[by]);

describe('the order of rows', () => {
  it.each<[string, unknown[]]>([
    ['brightness', ['dim', 'plain', 'dazzling']], ['state', ['dark', 'lit', 'broken']], ['height', [2, 10, 100]], ['burns', ['PT59S', 'PT90M', 'PT2H', 'P1D']], ['builtOn', ['2025-12-31', '2026-01-01']],
    ['cleanedAt', ['2026-01-01T23:00:00+09:00', '2026-01-01T15:00:00Z']], ['assignee', ['kim', 'zoe']], ['title', ['Lamp 2', 'lamp 10']], ['solar', [undefined, true]],
  ])('is that of its kind: %s', (by, expected) => {
    expect(sorted(by, expected.toReversed().map((value) => lit({ [by]: value })))).toEqual(expected);
  });

  it('puts what is empty last, whichever way round', () => {
    fc.assert(fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined })), fc.boolean(), (heights, descending) => {
      const known = heights.filter((height) => height !== undefined).sort((one, other) => (descending ? other - one : one - other));
      expect(sorted('height', heights.map((height) => lit({ height })), descending)).toEqual([...known, ...heights.filter((height) => height === undefined)]);
    }));
  });

  it('leaves rows as they are for a column that there is not', () => {
    const rows = [lit({ number: 'LAN2' }), lit({ number: 'LAN1' })];
    expect(sortRows(rows, { by: 'colour', descending: false }, { type: lantern, nameOf })).toEqual(rows);
  });
});
