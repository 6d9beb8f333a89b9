import type { AnyRecord, QueryRule } from '../../shared/record/define.ts';

/** What one answer reads at most of each; `complete` says whether that was all. */
const MOST_READ = 1000;

/** From this HHI on, the US Department of Justice and FTC call a market highly concentrated (Merger Guidelines 2023, guideline 1). */
const HIGHLY_CONCENTRATED = 1800;

export interface Depends { readonly name: string; readonly criticality?: string; readonly suppliers?: readonly string[] }
export interface Paid { readonly supplier: string; readonly annualValue?: number; readonly services?: readonly string[] }

/** How much hangs on each supplier: published services and the yearly value of contracts in force. */
export const concentration: QueryRule = {
  help: 'How much hangs on each supplier: share of services, of contract value, and services that have no other', by: ['lead', 'manager', 'security'],
  run: async ({ read }) => {
    const [services, contracts] = await Promise.all([
      read.list('service', { state: 'published' }, MOST_READ), read.list('contract', { state: 'active,notice-given' }, MOST_READ),
    ]);
    return { complete: services.length < MOST_READ && contracts.length < MOST_READ, ...concentrationOf(services as (AnyRecord & Depends)[], contracts as (AnyRecord & Paid)[]) };
  },
};

/**
 * Dependence per supplier, the greatest first, and how concentrated the whole is. A service hangs on the suppliers that it names and on those
 * whose contract names it; one with two suppliers counts for both, so service shares may add up to more than 1. Value shares add up to 1.
 * `hhi` is the Herfindahl-Hirschman index of the value shares in per cent: their squares added up, 10,000 for a single supplier.
 */
export function concentrationOf(services: readonly Depends[], contracts: readonly Paid[]) {
  const behind = new Map(services.map(({ name, suppliers = [] }) =>
    [name, new Set([...suppliers, ...contracts.filter((contract) => contract.services?.includes(name)).map(({ supplier }) => supplier)])]));
  const total = contracts.reduce((sum, { annualValue = 0 }) => sum + annualValue, 0);
  const suppliers = [...new Set([...[...behind.values()].flatMap((names) => [...names]), ...contracts.map(({ supplier }) => supplier)])];
  const items = suppliers.map((supplier) => {
    const dependent = services.filter(({ name }) => behind.get(name)!.has(supplier));
    const annualValue = contracts.filter((contract) => contract.supplier === supplier).reduce((sum, contract) => sum + (contract.annualValue ?? 0), 0);
    return {
      supplier, annualValue,
      services: dependent.length, serviceShare: ratio(dependent.length, services.length), valueShare: ratio(annualValue, total),
      soleSource: dependent.filter(({ name }) => behind.get(name)!.size === 1).map(({ name }) => name).sort(),
      critical: dependent.filter(({ criticality }) => criticality === 'high').map(({ name }) => name).sort(),
    };
  });
  const hhi = Math.round(items.reduce((sum, { valueShare }) => sum + (valueShare * 100) ** 2, 0));
  return {
    items: items.sort((a, b) => b.valueShare - a.valueShare || b.services - a.services || a.supplier.localeCompare(b.supplier)),
    services: services.length, annualValue: total, hhi, highlyConcentrated: hhi > HIGHLY_CONCENTRATED,
  };
}

const ratio = (part: number, whole: number): number => whole === 0 ? 0 : part / whole;
