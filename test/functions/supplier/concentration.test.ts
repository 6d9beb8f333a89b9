import fc from 'fast-check';
import { expect, test } from 'vitest';
import { service } from '../../../functions/catalogue/service.ts';
import { concentration, concentrationOf } from '../../../functions/supplier/concentration.ts';
import { dependants } from '../../../functions/supplier/dependants.ts';
import { underpinning } from '../../../functions/supplier/underpinning.ts';
import type { AnyRecord, QueryRule, Reader } from '../../../shared/record/define.ts';

const services = [
  { name: 'wifi', displayName: 'Wi-Fi', criticality: 'high', suppliers: ['telenet'] },
  { name: 'payments', criticality: 'high', suppliers: ['worldline', 'telenet'] },
  { name: 'pool', suppliers: [] },
];
const contracts = [
  { supplier: 'telenet', annualValue: 6000 },
  { supplier: 'worldline', annualValue: 3000 },
  { number: 'CTR0000003', title: 'Pool pumps', supplier: 'aqua', annualValue: 1000, services: ['pool'], agreement: 'SLA0000009' },
];

test('shares out services and contract value, and names what hangs on one supplier alone', () => {
  const { items, hhi, highlyConcentrated, annualValue } = concentrationOf(services, contracts);
  expect(items.map(({ supplier, services: count, valueShare, soleSource, critical }) => ({ supplier, count, valueShare, soleSource, critical }))).toEqual([
    { supplier: 'telenet', count: 2, valueShare: 0.6, soleSource: ['wifi'], critical: ['payments', 'wifi'] },
    { supplier: 'worldline', count: 1, valueShare: 0.3, soleSource: [], critical: ['payments'] },
    { supplier: 'aqua', count: 1, valueShare: 0.1, soleSource: ['pool'], critical: [] },
  ]);
  expect(items[0]!.serviceShare).toBeCloseTo(2 / 3);
  expect({ hhi, highlyConcentrated, annualValue }).toEqual({ hhi: 4600, highlyConcentrated: true, annualValue: 10_000 });
});

test('value shares add up to 1, and the index lies between that of equals and that of one supplier', () => {
  const paid = fc.record({ supplier: fc.constantFrom('a', 'b', 'c', 'd', 'e'), annualValue: fc.integer({ min: 1, max: 1_000_000 }) });
  fc.assert(fc.property(fc.array(paid, { minLength: 1, maxLength: 30 }), (some) => {
    const { items, hhi } = concentrationOf([], some);
    expect(items.reduce((sum, { valueShare }) => sum + valueShare, 0)).toBeCloseTo(1, 9);
    expect(hhi).toBeGreaterThanOrEqual(Math.floor(10_000 / items.length));
    expect(hhi).toBeLessThanOrEqual(10_000);
  }));
});

test('nothing bought concentrates nothing', () => {
  expect(concentrationOf([], [])).toEqual({ items: [], services: 0, annualValue: 0, hhi: 0, highlyConcentrated: false });
  expect(concentrationOf([], [{ supplier: 'a' }])).toMatchObject({ hhi: 0, items: [{ valueShare: 0 }] });
});

const read: Reader = {
  get: async (type, id) => ({
    supplier: { name: id, displayName: 'Aqua', supportContact: { phone: '+32 1' } },
    agreement: { number: id, state: 'active', targets: { 1: { resolution: 'PT8H' } }, calendar: { timeZone: 'Europe/Brussels', week: {} } },
  })[type] as AnyRecord | undefined,
  list: async (type, filters) => (type === 'service' ? services : contracts.filter(({ supplier }) => [undefined, supplier].includes(filters.supplier))) as unknown as AnyRecord[],
  many: async () => [], near: async () => [], search: async () => [], timeline: async () => [], links: async () => [],
};
const ask = (query: QueryRule, more: object) => query.run({ input: {}, actor: { tenant: 'campsite', name: 'bram', roles: ['lead'] }, read, now: '2026-01-01T00:00:00.000Z', ...more });

test('the report reads services and contracts, and no record on its own', async () => {
  for (const name of ['name', 'displayName', 'criticality', 'suppliers']) expect(service.summary).toContain(name);
  expect(await ask(concentration, {})).toMatchObject({ complete: true, hhi: 4600, services: 3 });
});

test('names who would miss a supplier', async () => {
  expect(await ask(dependants, { record: { name: 'telenet' } })).toMatchObject({ services: [{ name: 'wifi' }, { name: 'payments' }], contracts: [{ annualValue: 6000 }] });
});

test('tells whom to call about a service and what they promised', async () => {
  expect(await ask(underpinning, { input: { service: 'pool' } })).toEqual({ items: [expect.objectContaining({
    supplier: 'aqua', contact: { phone: '+32 1' }, agreement: expect.objectContaining({ number: 'SLA0000009', targets: { 1: { resolution: 'PT8H' } } }),
  })] });
  expect(await ask(underpinning, { input: { service: 'wifi' } })).toEqual({ items: [] });
});
