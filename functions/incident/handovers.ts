import { count, countOf } from '../../shared/record/count.ts';
import type { QueryRule } from '../../shared/record/define.ts';
import { ref } from '../../shared/record/field.ts';

/** Which incidents changed hands, and which went back to a team that had them. */
export const handovers: QueryRule = {
  help: 'How often incidents of a team changed hands, and which came back (ping-pong)', by: ['agent', 'lead', 'manager'],
  asks: { team: ref('team'), atLeast: count('Transfers; 1 when left out') },
  run: async ({ input, read }) => {
    const atLeast = countOf('atLeast', input.atLeast, { min: 0, max: 1000, standard: 1 });
    const records = (await read.list('incident', { team: input.team }, 200)).filter(({ transferCount = 0 }) => transferCount >= atLeast);
    const items = records.map(({ number, title, state, team, transferCount, reassignmentCount, pingPong }) => ({ number, title, state, team, transferCount, reassignmentCount, pingPong: !!pingPong }));
    return { items, transfers: items.reduce((sum, { transferCount }) => sum + transferCount, 0), pingPong: items.filter((item) => item.pingPong).length };
  },
};

