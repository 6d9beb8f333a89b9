import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvOf } from '../../../web/practice/csv.ts';

const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', 'say "hi"', 'two\r\nlines', 'one\nline', '', 'ë'));
const read = (text: string): string[][] => parse(text, { bom: true, relax_column_count: true, record_delimiter: '\r\n', skip_empty_lines: false });

describe('rows as CSV', () => {
  it('are read back as they were by another’s parser, but for the apostrophe before what would be a formula', () => {
    fc.assert(fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
      expect(read(csvOf(rows))).toEqual(rows.map((row) => row.map((one) => (/^[=+\-@\t\r]/.test(one) ? `'${one}` : one))));
    }), { numRuns: 500 });
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '=HYPERLINK("http://x","y")'])('let no spreadsheet run %s', (formula) => {
    expect(read(csvOf([[formula, 'x']]))[0]![0]).toBe(`'${formula}`);
  });

  it('begin with the byte order mark and end each row with CR LF', () => {
    expect(csvOf([['a', 'b'], ['c', 'd']])).toBe('\uFEFFa,b\r\nc,d\r\n');
  });
});
