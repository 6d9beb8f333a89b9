import { array, assert, constantFrom, property, record } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { frequencyOf, wantedOf } from '../../../shared/search/query.ts';
import { rank, type PostingList } from '../../../shared/search/rank.ts';
import { termsOf } from '../../../shared/search/terms.ts';

const word = constantFrom('alfa', 'bravo', 'bravour', 'lima', 'limabon', 'tango', 'zulu');
const text = array(word, { maxLength: 12 });
const corpus = array(record({ title: text, body: text }), { minLength: 1, maxLength: 30 });

describe('ranking', () => {
  test('is BM25, as reckoned the slow way over every document', () => {
    assert(property(corpus, array(word, { minLength: 1, maxLength: 4 }), (documents, words) => {
      const ranked = ranking(documents, words).candidates;
      const slow = oracle(documents, words);
      expect(ranked.map(({ id }) => id)).toEqual(slow.map(({ id }) => id));
      ranked.forEach(({ score }, at) => expect(score).toBeCloseTo(slow[at]!.score, 9));
    }));
  });

  test('puts the short text, the title and the rare word first, and the newest where all is equal', () => {
    const order = (documents: { title: string[]; body: string[] }[], words: string[]) => ranking(documents, words).candidates.map(({ id }) => id);
    expect(order([{ title: [], body: ['alfa', 'zulu', 'zulu', 'zulu'] }, { title: [], body: ['alfa'] }], ['alfa'])).toEqual(['TIC0000001', 'TIC0000000']);
    expect(order([{ title: ['zulu'], body: ['alfa'] }, { title: ['alfa'], body: ['zulu'] }], ['alfa'])).toEqual(['TIC0000001', 'TIC0000000']);
    expect(order([{ title: ['alfa'], body: [] }, { title: ['tango'], body: [] }, { title: ['alfa'], body: [] }], ['alfa', 'tango'])).toEqual(['TIC0000001', 'TIC0000002', 'TIC0000000']);
  });
});

const idOf = (at: number): string => `TIC${String(at).padStart(7, '0')}`;

/** As the index has it: lists of postings. */
function ranking(documents: readonly { title: string[]; body: string[] }[], words: readonly string[]) {
  const made = documents.map(({ title, body }) => termsOf([{ text: title.join(' '), weight: 3 }, { text: body.join(' '), weight: 1 }]));
  const wanted = wantedOf(words.join(' '));
  const lists = wanted.map((each, term): PostingList => {
    const postings = made.flatMap((document, at) => frequencyOf(document, each) > 0 ? [{ id: idOf(at), frequency: frequencyOf(document, each), length: document.length }] : []);
    return { type: 'ticket', term, postings, holding: postings.length };
  });
  return rank({ lists, terms: wanted.length, tallies: new Map([['ticket', { documents: made.length, length: made.reduce((sum, { length }) => sum + length, 0) }]]) });
}

/** Straight from the words: a title is its words three times over. */
function oracle(documents: readonly { title: string[]; body: string[] }[], words: readonly string[]) {
  const texts = documents.map(({ title, body }) => [...title, ...title, ...title, ...body]);
  const last = words.at(-1)!;
  const asked = [...new Set(words)];
  const worth = (of: string, asking: string): number => of === asking ? 1 : asking === last && of.startsWith(asking) ? 0.5 : 0;
  const times = (words: readonly string[], asking: string): number => words.reduce((sum, of) => sum + worth(of, asking), 0);
  const average = texts.flat().length / texts.length;
  return texts.map((words, at) => ({
    id: idOf(at),
    score: asked.reduce((sum, asking) => {
      const n = texts.filter((other) => times(other, asking) > 0).length;
      const tf = times(words, asking);
      const idf = Math.log(1 + (texts.length - n + 0.5) / (n + 0.5));
      return sum + (tf === 0 ? 0 : idf * (tf * 2.2) / (tf + 1.2 * (0.25 + 0.75 * words.length / average)));
    }, 0),
  })).filter(({ score }) => score > 0).sort((one, other) => Math.abs(other.score - one.score) > 1e-9 ? other.score - one.score : one.id < other.id ? 1 : -1);
}
