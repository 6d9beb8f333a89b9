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
    // The list of services does not carry their suppliers.
    const full = await Promise.all(services.map(({ id }) => read.get('service', id)));
    return {
      services: full.filter((service) => service?.suppliers?.includes(record!.name)).map((service) => ({ name: service!.name, displayName: service!.displayName, state: service!.state, criticality: service!.criticality })),
      contracts: contracts.map(({ number, title, state, ends, noticeBy, annualValue }) => ({ number, title, state, ends, noticeBy, annualValue })),
    };
  },
};
