import { count, countOf } from '../../shared/record/count.ts';
import type { QueryRule, Reader } from '../../shared/record/define.ts';
import { ref } from '../../shared/record/field.ts';
import { brief, staff } from './asking.ts';
import { neighbourhoodOf } from './neighbourhood.ts';

const STANDARD = 150;
const MOST = 500;
const bounds = { distance: count('Relations away, 1 to 6; 2 when left out'), limit: count(`CIs to show, 1 to ${MOST}; ${STANDARD} when left out`) };

/** The CIs around one, and the relations between them: what a picture of it needs. */
export const map: QueryRule = {
  help: 'CIs around it and the relations between them, for drawing', by: staff, ofRecord: true, asks: bounds,
  run: async ({ input, read, record }) => drawn(read, [record!.id], input),
};

/** What a service is made of. */
export const serviceMap: QueryRule = {
  help: 'CIs that deliver a service, what is around them and the relations between them, for drawing', by: staff,
  asks: { service: ref('service'), ...bounds },
  run: async ({ input, read }) => {
    const delivering = await read.list('ci', { service: input.service }, MOST);
    return { service: input.service, ...await drawn(read, delivering.filter(({ state }) => state !== 'retired').map(({ id }) => id), input) };
  },
};

async function drawn(read: Reader, roots: readonly string[], input: { distance?: string; limit?: string }) {
  const distance = countOf('distance', input.distance, { max: 6, standard: 2 });
  const limit = countOf('limit', input.limit, { max: MOST, standard: STANDARD });
  const { nodes, lines, complete } = await neighbourhoodOf(read, { roots, distance, limit });
  return { roots, complete, nodes: nodes.map(({ record, distance: away }) => ({ ...brief(record, record.id), redundancy: record.redundancy, distance: away })), edges: lines };
}
