import type { QueryRule } from '../../shared/record/define.ts';
import { choice, optional } from '../../shared/record/field.ts';

/** The reviews of major incidents; what is still to be written comes with how late it is. */
export const reviews: QueryRule = {
  help: 'Reviews of major incidents: what is still to be written, and by whom', by: ['agent', 'lead', 'manager', 'operations', 'security'],
  asks: { state: optional(choice('open', 'completed')) },
  run: async ({ input, read, now }) => {
    const found = await read.list('post-incident-review', { state: input.state ?? 'open' }, 200);
    const items = found.map(({ number, title, state, incident, owner, reviewBy, completedAt }) =>
      ({ number, title, state, incident, owner, reviewBy, completedAt, overdue: state === 'open' && reviewBy !== undefined && reviewBy < now }));
    return { items, overdue: items.filter(({ overdue }) => overdue).length };
  },
};
