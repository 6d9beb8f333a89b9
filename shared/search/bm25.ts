/**
 * BM25 after Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the two constants that they and
 * Lucene take, and Lucene's `1 +` in the logarithm, which keeps words that most documents hold from counting against them.
 */
const k1 = 1.2;
const b = 0.75;

/** How much a term tells, from how many of so many documents hold it. */
export const rarity = (holding: number, documents: number): number =>
  Math.log(1 + (Math.max(documents, holding) - holding + 0.5) / (holding + 0.5));

/** The score of one document: each term's rarity times its frequency, which counts less and less, and less in longer documents. */
export function scoreOf({ frequencies, rarities, length, averageLength }: { frequencies: readonly number[]; rarities: readonly number[]; length: number; averageLength: number }): number {
  const slack = k1 * (1 - b + b * length / averageLength);
  return frequencies.reduce((score, frequency, at) => score + (frequency ? rarities[at]! * frequency * (k1 + 1) / (frequency + slack) : 0), 0);
}
