import { stopWords } from './stop-words.ts';

/** A word, or several held together by single signs: `wi-fi`, `srv-db01.campsite.nl`, `10.0.0.12`. */
const compound = /[\p{L}\p{M}\p{N}]+(?:[-._:/@'’][\p{L}\p{M}\p{N}]+)*/gu;
const sign = /[-._:/@'’]/;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Longer runs are keys and hashes, of which the beginning is enough. */
const LONGEST = 40;

/**
 * The terms of a text in its order, repeats included: lower case, without diacritics, plural endings and stop words. Numbers such as
 * INC0000123, addresses such as 10.0.0.12 and dates stay whole; of `srv-db01` come the parts and, last, the whole as `srvdb01`.
 */
export function wordsIn(text: string): string[] {
  return (fold(text).match(compound) ?? []).flatMap(parts).map((word) => [...word].slice(0, LONGEST).join(''))
    .filter((word) => !stopWords.has(word) && !/^[a-z]$/.test(word)).map(withoutEnding);
}

/** Lower case without diacritics, so that `Fatima`, `FÁTIMA` and `fátima` are one word. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/[\u0300-\u036f\u00ad\u200b]/g, '').toLowerCase().normalize('NFC').replace(/[ßøłđæœıς]/g, (letter) => plain[letter]!);
}

/** Letters that Unicode does not decompose. */
const plain: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i', ς: 'σ' };

function parts(whole: string): string[] {
  if (!sign.test(whole)) return unspaced.test(whole) ? segments(whole) : [whole];
  if (!/\p{L}/u.test(whole)) return [whole];
  const pieces = whole.split(sign);
  // `wi-fi` is also written `wifi`; a host or a foreign number is looked for as a whole.
  const joined = /\p{N}/u.test(whole) || (/^[^-]+-[^-]+$/.test(whole) && pieces.length === 2 && pieces.some(({ length }) => length <= 3)) ? [pieces.join('')] : [];
  return [...pieces.flatMap((piece) => unspaced.test(piece) ? segments(piece) : [piece]), ...joined];
}

let segmenter: Intl.Segmenter | undefined;
function segments(run: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return [...segmenter.segment(run)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment);
}

/**
 * Takes English and Dutch plural endings off (`printers`, `batteries`, `storingen`), leaving at least four letters. Only ever cuts, and what
 * is left of the beginning of a word is the beginning of what is left of the word, so that typing on never loses a hit. After Harman,
 * "How effective is suffixing?" (JASIS 42, 1991), who found so little to do as well as full stemming, which would have to know the language.
 */
export function withoutEnding(word: string): string {
  if (!/^[a-z]+$/.test(word)) return word;
  let rest = word;
  if (rest.length > 4 && rest.endsWith('s') && !rest.endsWith('ss')) rest = rest.slice(0, -1);
  if (rest.length > 5 && rest.endsWith('en')) rest = rest.slice(0, -2);
  else if (rest.length > 4 && rest.endsWith('e')) rest = rest.slice(0, -1);
  if (rest.length > 4 && /[iy]$/.test(rest)) rest = rest.slice(0, -1);
  return rest;
}
