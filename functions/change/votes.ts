import type { QueryRule } from '../../shared/record/define.ts';

const MOST_READ = 500;

/** What waits for the vote of whoever asks, the earliest planned first. */
export const votes: QueryRule = {
  help: 'Changes that wait for your vote', by: ['anyone'],
  run: async ({ actor, read }) => {
    const open = await read.list('change', { state: 'authorize' }, MOST_READ, { ofOthers: true });
    const items = open.filter(({ awaiting }) => awaiting?.includes(actor.name)).sort((a, b) => (a.plannedStart ?? '').localeCompare(b.plannedStart ?? ''));
    return { items: items.map(({ number, title, type, risk, authority, requester, service, plannedStart, plannedEnd, awaiting }) => ({ number, title, type, risk, authority, requester, service, plannedStart, plannedEnd, awaiting })) };
  },
};
