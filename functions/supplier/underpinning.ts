import type { QueryRule } from '../../shared/record/define.ts';
import { ref } from '../../shared/record/field.ts';

/** What one answer reads at most. */
const MOST_READ = 1000;

/** The contracts in force that underpin a service: whom to call while a ticket waits on the supplier, and what they promised. */
export const underpinning: QueryRule = {
  help: 'Contracts in force that underpin a service, with whom to call and what the supplier promised', by: ['agent', 'lead', 'manager', 'security', 'operations'],
  asks: { service: ref('service') },
  run: async ({ input, read }) => {
    const contracts = (await read.list('contract', { state: 'active,notice-given' }, MOST_READ)).filter(({ services }) => services?.includes(input.service));
    return {
      items: await Promise.all(contracts.map(async ({ number, title, supplier, reference, ends, agreement }) => {
        const [from, promised] = await Promise.all([read.get('supplier', supplier), agreement ? read.get('agreement', agreement) : undefined]);
        return {
          number, title, reference, ends, supplier, displayName: from?.displayName, contact: from?.supportContact,
          ...(promised && { agreement: { number: promised.number, state: promised.state, calendar: promised.calendar, targets: promised.targets } }),
        };
      })),
    };
  },
};
