import { items, prices, type Item } from './prices.ts';

/** How much of what costs money was used. */
export type Usage = Partial<Readonly<Record<Item, number>>>;

export interface Line { readonly service: string; readonly unit: string; readonly count: number; readonly usd: number }
export interface Bill { readonly usd: number; readonly lines: readonly Line[] }

export const sumOf = (usages: readonly Usage[]): Usage => fromEach((item) => usages.reduce((sum, usage) => sum + (usage[item] ?? 0), 0));
export const times = (usage: Usage, factor: number): Usage => fromEach((item) => (usage[item] ?? 0) * factor);

/**
 * What a usage costs at list prices, dearest line first; what was not used has no line.
 * @param freeTier takes off what every account has free each month, so that the usage must be that of a whole month
 */
export function billFor(usage: Usage, { freeTier = false }: { freeTier?: boolean } = {}): Bill {
  const lines = items.filter((item) => (usage[item] ?? 0) > 0).map((item): Line => {
    const { service, unit, usd, per, free } = prices[item];
    const count = usage[item]!;
    return { service, unit, count, usd: Math.max(0, count - (freeTier ? free : 0)) * usd / per };
  }).toSorted((a, b) => b.usd - a.usd);
  return { usd: lines.reduce((sum, line) => sum + line.usd, 0), lines };
}

/** The sums of a bill by service, dearest first. */
export function byService({ lines }: Bill): { service: string; usd: number }[] {
  const services = Map.groupBy(lines, ({ service }) => service);
  return [...services].map(([service, own]) => ({ service, usd: own.reduce((sum, { usd }) => sum + usd, 0) })).toSorted((a, b) => b.usd - a.usd);
}

function fromEach(countOf: (item: Item) => number): Usage {
  return Object.fromEntries(items.flatMap((item) => {
    const count = countOf(item);
    return count === 0 ? [] : [[item, count]];
  }));
}
