import { count, countOf } from '../../shared/record/count.ts';
import type { AnyRecord, QueryRule, Reader } from '../../shared/record/define.ts';
import { brief, staff } from './asking.ts';
import { neighbourhoodOf } from './neighbourhood.ts';

const DAY = 86_400_000;
/** What one answer reads at most: CIs around, timelines of those that changed, steps of each, and changes (the practice's records). */
const MOST_NEAR = 200;
const MOST_TIMELINES = 50;
const MOST_STEPS = 50;
const MOST_CHANGES = 200;

/** What was done lately to a CI and to what is around it: the first question when something broke. */
export const recentChanges: QueryRule = {
  help: 'What changed on it and around it in the last days, newest first: steps of CIs, and changes that name them', by: staff, ofRecord: true, reads: ['change'],
  asks: { days: count('1 to 90; 7 when left out'), distance: count('Relations away, 0 to 3; 1 when left out') },
  run: async ({ input, read, record, now }) => {
    const days = countOf('days', input.days, { max: 90, standard: 7 });
    const distance = countOf('distance', input.distance, { min: 0, max: 3, standard: 1 });
    const since = new Date(Date.parse(now) - days * DAY).toISOString();
    const { nodes, complete } = await neighbourhoodOf(read, { roots: [record!.id], distance, limit: MOST_NEAR });
    // Whether anything happened since stands in the record; only of those is the timeline read, the nearest first.
    const touched = nodes.filter((node) => node.record.updatedAt >= since);
    const [steps, changes] = await Promise.all([
      Promise.all(touched.slice(0, MOST_TIMELINES).map((node) => stepsOf(read, node, since))),
      changesOn(read, { id: record!.id, near: new Map(nodes.map((node) => [node.record.id, node.distance])), since }),
    ]);
    return {
      since, distance, complete: complete && touched.length <= MOST_TIMELINES && steps.every((some) => some.length < MOST_STEPS),
      items: steps.flat().sort((a, b) => b.at.localeCompare(a.at)), changes,
    };
  },
};

async function stepsOf(read: Reader, { record, distance }: { record: AnyRecord; distance: number }, since: string) {
  const entries = await read.timeline('ci', record.id, { latest: MOST_STEPS });
  return entries.filter(({ at, command }) => at >= since && command !== 'comment').map(({ at, actor, command, from, to, note, changes, version }) =>
    ({ at: at as string, ...brief(record, record.id), distance, actor, command, from, to, note, version, fields: Object.keys(changes ?? {}) }));
}

/** Changes, of the practice, that name one of these CIs or are linked to the one asked about, and moved since. */
async function changesOn(read: Reader, { id, near, since }: { id: string; near: ReadonlyMap<string, number>; since: string }) {
  const [listed, links] = await Promise.all([read.list('change', {}, MOST_CHANGES), read.links('ci', id)]);
  const linked = new Set(links.filter(({ other }) => other.type === 'change').map(({ other }) => other.id));
  const moved = listed.filter(({ updatedAt }) => updatedAt >= since).map((change) => change.id);
  // Lists do not tell which CIs a change touches.
  const full = await read.many('change', [...new Set([...moved, ...linked])]);
  return full.flatMap((change) => {
    const cis = ((change.cis ?? []) as string[]).filter((name) => near.has(name));
    if (change.updatedAt < since || (cis.length === 0 && !linked.has(change.id))) return [];
    const { number, title, type, state, risk, plannedStart, plannedEnd, updatedAt } = change;
    return [{ number, title, type, state, risk, plannedStart, plannedEnd, updatedAt, cis, distance: linked.has(change.id) ? 0 : Math.min(...cis.map((name) => near.get(name)!)) }];
  }).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
}
