import type { QueryRule } from '../../shared/record/define.ts';
import { optional, ref, text } from '../../shared/record/field.ts';

/** Which incidents changed hands, and which went back to a team that had them. */
export const handovers: QueryRule = {
  help: 'How often incidents of a team changed hands, and which came back (ping-pong)', by: ['agent', 'lead', 'manager'],
  asks: { team: ref('team'), atLeast: optional(text({ max: 3, help: 'Transfers; 1 when left out' })) },
  run: async ({ input, read }) => {
    const atLeast = Number(input.atLeast ?? 1);
    const records = (await read.list('incident', { team: input.team }, 200)).filter(({ transferCount = 0 }) => transferCount >= atLeast);
    const items = records.map(({ number, title, state, team, transferCount, reassignmentCount, pingPong }) => ({ number, title, state, team, transferCount, reassignmentCount, pingPong: !!pingPong }));
    return { items, transfers: items.reduce((sum, { transferCount }) => sum + transferCount, 0), pingPong: items.filter((item) => item.pingPong).length };
  },
};

