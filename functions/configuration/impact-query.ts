import { count, countOf } from '../../shared/record/count.ts';
import type { AnyRecord, QueryRule, Reader } from '../../shared/record/define.ts';
import { invalid } from '../../shared/record/fault.ts';
import { choice, optional, text } from '../../shared/record/field.ts';
import { brief, staff } from './asking.ts';
import { failureOf, relianceOf } from './impact.ts';
import { walkThrough } from './walking.ts';

/** CIs that one answer looks at: unless asked, and at most. */
const STANDARD = 500;
const MOST = 2000;
const MOST_ALSO = 20;

/** Impact of one CI: downstream what fails with it, upstream what it relies on and which of that it cannot do without. */
export const impact: QueryRule = {
  help: 'downstream: what fails when it fails, with redundancy; upstream: what it relies on, with its single points of failure', by: staff, ofRecord: true,
  asks: {
    direction: optional(choice('downstream', 'upstream'), { help: 'downstream when left out: CIs and services that rely on it.' }),
    depth: count('Relations away, 1 to 100; all the way when left out'),
    limit: count(`CIs to look at, 1 to ${MOST}; ${STANDARD} when left out. complete: false says that there are more`),
    also: optional(text({ max: 1400, help: 'Names of further CIs that fail at the same moment, parted by commas; downstream only.' })),
  },
  run: async ({ input, read, record }) => {
    const bounds = { depth: input.depth === undefined ? undefined : countOf('depth', input.depth, { max: 100, standard: 1 }), limit: countOf('limit', input.limit, { max: MOST, standard: STANDARD }) };
    return input.direction === 'upstream' ? upstream(read, record!, bounds) : downstream(read, [record!.id, ...alsoFailed(input.also)], bounds);
  },
};

type Bounds = { depth: number | undefined; limit: number };

async function downstream(read: Reader, failed: readonly string[], bounds: Bounds) {
  const { found: { down, atRisk, complete }, seen } = await walkThrough(read, failureOf({ failed: [...new Set(failed)], ...bounds }));
  const strange = complete ? failed.filter((id) => !seen.has(id)) : [];
  if (strange.length > 0) throw invalid(strange.map((id) => ({ pointer: '/also', code: 'unknown-reference', detail: `There is no ci ${id}.` })));
  const services = Map.groupBy(down.filter(({ id }) => seen.get(id)?.service), ({ id }) => seen.get(id)!.service as string);
  return {
    direction: 'downstream', failed: down.filter(({ distance }) => distance === 0).map(({ id }) => id), complete, looked: seen.size,
    items: down.filter(({ distance }) => distance > 0).map(({ id, distance, via }) => ({ ...brief(seen.get(id), id), distance, via })),
    atRisk: atRisk.map(({ id, ...group }) => ({ ...brief(seen.get(id), id), ...group })),
    services: [...services].map(([service, through]) => ({ service, through: through.map(({ id }) => id) })),
  };
}

async function upstream(read: Reader, record: AnyRecord, bounds: Bounds) {
  const { found: { suppliers, complete }, seen } = await walkThrough(read, relianceOf({ id: record.id, ...bounds }));
  return {
    direction: 'upstream', complete, looked: seen.size,
    items: suppliers.map(({ id, distance, critical }) => ({ ...brief(seen.get(id), id), distance, critical })),
    singlePointsOfFailure: suppliers.filter(({ critical }) => critical).map(({ id }) => id),
  };
}

function alsoFailed(also: string | undefined): string[] {
  const names = (also ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '');
  if (names.length > MOST_ALSO || names.some((name) => !/^[a-z0-9][a-z0-9.-]{0,62}$/.test(name))) throw invalid([{ pointer: '/also', code: 'not-allowed', detail: `also takes at most ${MOST_ALSO} short names, parted by commas.` }]);
  return names;
}
