import { wordsIn } from './words.ts';

/** What ranking knows of a document: weighted frequencies of its terms, and its length in weighted words. */
export interface Document { readonly terms: ReadonlyMap<string, number>; readonly length: number }

/** Bounds what a ticket costs to index: each term is one item. Most tickets have 30 to 60. */
const MOST_TERMS = 150;

/**
 * The at most 150 terms that say most of a document: the most frequent ones, earlier ones where equal. A word in a field of weight 3
 * counts as three, which is the simple extension of BM25 to fields by Robertson, Zaragoza and Taylor (CIKM 2004).
 */
export function termsOf(fields: readonly { readonly text: string; readonly weight: number }[]): Document {
  const frequencies = new Map<string, number>();
  let length = 0;
  for (const { text, weight } of fields) {
    for (const word of wordsIn(text)) {
      frequencies.set(word, (frequencies.get(word) ?? 0) + weight);
      length += weight;
    }
  }
  const best = frequencies.size <= MOST_TERMS ? frequencies : [...frequencies].sort(([, one], [, other]) => other - one).slice(0, MOST_TERMS);
  return { terms: new Map(best), length };
}
