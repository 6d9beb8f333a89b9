import { describe, expect, test } from 'vitest';
import { termsOf } from '../../../shared/search/terms.ts';

const numbered = (many: number): string => Array.from({ length: many }, (_, at) => `word${at}`).join(' ');

describe('the terms of a document', () => {
  test('count a word of the title as three', () => {
    const { terms, length } = termsOf([{ text: 'Printer jam', weight: 3 }, { text: 'The printer on floor 2 jams', weight: 1 }]);
    expect(Object.fromEntries(terms)).toEqual({ printer: 4, jam: 3, floor: 1, 2: 1, jams: 1 });
    expect(length).toBe(10);
  });

  test('are at most 150, the most frequent ones, though the length counts them all', () => {
    const { terms, length } = termsOf([{ text: `${numbered(400)} word399 word399`, weight: 1 }, { text: 'heading', weight: 3 }]);
    expect(terms.size).toBe(150);
    expect([...terms.keys()].slice(0, 3)).toEqual(['word399', 'heading', 'word0']);
    expect(length).toBe(405);
  });
});
