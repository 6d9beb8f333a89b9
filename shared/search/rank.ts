import { rarity, scoreOf } from './bm25.ts';

export interface Posting { readonly id: string; readonly frequency: number; readonly length: number }
/** How many documents of a type there are, and their lengths' sum. */
export interface Tally { readonly documents: number; readonly length: number }
/** What was read of one wanted term in one type; `holding` is how many documents hold it, where more do than were read. */
export interface PostingList { readonly type: string; readonly term: number; readonly postings: readonly Posting[]; readonly holding: number }
export interface Candidate { readonly type: string; readonly id: string; readonly score: number }
export interface Ranking { readonly candidates: readonly Candidate[]; readonly rarities: readonly number[]; averageLength(type: string): number }

/** Scores every document in the lists, best first, newest first where equal. A term is as rare as it is over all the types searched. */
export function rank({ lists, tallies, terms }: { lists: readonly PostingList[]; tallies: ReadonlyMap<string, Tally>; terms: number }): Ranking {
  const documents = [...tallies.values()].reduce((sum, tally) => sum + tally.documents, 0);
  const holding = Array<number>(terms).fill(0);
  const seen = new Map<string, { type: string; id: string; length: number; frequencies: number[] }>();
  for (const { type, term, postings, holding: more } of lists) {
    holding[term]! += more;
    for (const { id, frequency, length } of postings) {
      const key = `${type}#${id}`;
      if (!seen.has(key)) seen.set(key, { type, id, length, frequencies: Array<number>(terms).fill(0) });
      seen.get(key)!.frequencies[term]! += frequency;
    }
  }
  const rarities = holding.map((count) => rarity(count, documents));
  const averageLength = (type: string): number => {
    const tally = tallies.get(type);
    return tally && tally.documents > 0 && tally.length > 0 ? tally.length / tally.documents : 1;
  };
  const candidates = [...seen.values()].map(({ type, id, length, frequencies }): Candidate =>
    ({ type, id, score: scoreOf({ frequencies, rarities, length, averageLength: averageLength(type) }) }));
  return { candidates: candidates.sort(bestFirst), rarities, averageLength };
}

export const bestFirst = (one: { score: number; id: string }, other: { score: number; id: string }): number =>
  other.score - one.score || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0);
