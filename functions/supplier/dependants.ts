import type { QueryRule } from '../../shared/record/define.ts';

/** What one answer reads at most of each. */
const MOST_READ = 1000;

/** Who would miss a supplier: services that name it, and contracts in force with it. */
export const dependants: QueryRule = {
  help: 'Services that depend on it and contracts in force with it: what stands in the way of ending it', by: ['agent', 'lead', 'manager', 'security', 'operations'], ofRecord: true,
  run: async ({ record, read }) => {
    const [services, contracts] = await Promise.all([
      read.list('service', { state: 'draft,published' }, MOST_READ),
      read.list('contract', { supplier: record!.name, state: 'active,notice-given' }, MOST_READ),
    ]);
    return {
      services: services.filter(({ suppliers }) => suppliers?.includes(record!.name)).map(({ name, displayName, state, criticality }) => ({ name, displayName, state, criticality })),
      contracts: contracts.map(({ number, title, state, ends, noticeBy, annualValue }) => ({ number, title, state, ends, noticeBy, annualValue })),
    };
  },
};
