import { describe, expect, test } from 'vitest';
import { frequencyOf, numbersIn, wantedOf } from '../../../shared/search/query.ts';

describe('what somebody looks for', () => {
  test('is each word, and whatever the last one begins', () => {
    expect(wantedOf('wifi broken recep')).toEqual([{ term: 'wifi', prefix: false }, { term: 'brok', prefix: false }, { term: 'recep', prefix: true }]);
  });

  test('keeps the longest words of a long text, in their order, and the one being typed', () => {
    expect(wantedOf('rain pool leak temperature reception payment ant', 3).map(({ term }) => term)).toEqual(['temperatur', 'reception', 'ant']);
  });

  test('is no beginning when it is one letter, for which everything would be a hit', () => {
    expect(wantedOf('wifi 7')).toEqual([{ term: 'wifi', prefix: false }, { term: '7', prefix: false }]);
    expect(wantedOf('wifi p')).toEqual([{ term: 'wifi', prefix: false }]);
  });

  test('may begin with a stop word that stands alone', () => {
    expect(wantedOf('over')).toEqual([{ term: 'over', prefix: true }]);
    expect(wantedOf('... !')).toEqual([]);
    expect(wantedOf('')).toEqual([]);
  });

  test('may be numbers, whatever is around them', () => {
    expect(numbersIn('see "INC0000123", (SR-2020/1234) please')).toEqual(['INC0000123', 'SR-2020/1234']);
  });

  test('counts a word that was only begun as half', () => {
    const document = { terms: new Map([['net', 2], ['network', 3], ['internet', 5]]), length: 10 };
    expect(frequencyOf(document, { term: 'net', prefix: true })).toBe(3.5);
    expect(frequencyOf(document, { term: 'net', prefix: false })).toBe(2);
  });
});
