import type { QueryRule } from '../../shared/record/define.ts';
import { brief, staff } from './asking.ts';
import { relationsOf } from './relations.ts';

const MOST_SHOWN = 500;

/** How a CI relates to others, from both ends. */
export const relations: QueryRule = {
  help: 'Its relations to others, and those of others to it', by: staff, ofRecord: true,
  run: async ({ record, read }) => {
    const [near] = await read.near('ci', [record!.id]);
    const ends = [
      ...relationsOf(record!).map(({ type, target, group }) => ({ type, end: 'source' as const, other: target, group })),
      ...near?.edges.map(({ type, source, group }) => ({ type, end: 'target' as const, other: source, group })) ?? [],
    ];
    const shown = ends.slice(0, MOST_SHOWN);
    const others = new Map((await read.many('ci', [...new Set(shown.map(({ other }) => other))])).map((one) => [one.id, one]));
    return { complete: shown.length === ends.length && !near?.more, items: shown.map(({ other, ...relation }) => ({ ...relation, ...brief(others.get(other), other), type: relation.type, ciType: others.get(other)?.type })) };
  },
};
