import type { Document } from './terms.ts';
import { fold, wordsIn } from './words.ts';

/** A term looked for; a prefix also stands for every term that it begins. */
export interface Wanted { readonly term: string; readonly prefix: boolean }

/** What a word that was only begun is worth beside the very word. */
export const BEGUN = 0.5;

/**
 * What somebody looks for: at most `most` terms, the last of them as a prefix too, because it may still be being typed. Of more words
 * the longest stay, being the rarest as a rule. One letter is no prefix.
 */
export function wantedOf(words: string, most = 8): Wanted[] {
  const typed = wordsIn(words.trim().split(/\s+/).at(-1)!).at(-1);
  const others = [...new Set(wordsIn(words))].filter((term) => term !== typed);
  const longest = new Set([...others].sort((one, other) => other.length - one.length).slice(0, typed ? most - 1 : most));
  const wanted = others.filter((term) => longest.has(term)).map((term): Wanted => ({ term, prefix: false }));
  if (typed) return [...wanted, { term: typed, prefix: [...typed].length > 1 }];
  const only = fold(words.trim());
  // A stop word alone may be the beginning of another: `over` of `overheating`.
  return wanted.length === 0 && /^[\p{L}\p{M}]{2,}$/u.test(only) ? [{ term: only, prefix: true }] : wanted;
}

/** Pieces of what was typed that may be a number of ours or of another system. */
export const numbersIn = (words: string): string[] =>
  [...new Set(words.split(/\s+/).map((piece) => piece.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')).filter((piece) => /\d/.test(piece) && piece.length <= 64))].slice(0, 8);

/** How often a document holds what is wanted; terms that it merely begins count half. */
export function frequencyOf({ terms }: Document, { term, prefix }: Wanted): number {
  let frequency = terms.get(term) ?? 0;
  if (prefix) for (const [other, times] of terms) if (other !== term && other.startsWith(term)) frequency += BEGUN * times;
  return frequency;
}
