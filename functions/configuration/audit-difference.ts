import type { AnyRecord, QueryRule } from '../../shared/record/define.ts';
import { staff } from './asking.ts';
import { differencesOf, type Difference } from './comparing.ts';
import type { Observed } from './observing.ts';

/** CIs of an environment that are looked through for what was not seen. */
const MOST_READ = 1000;

export interface Discrepancy {
  readonly name: string;
  /** `retired` was seen although it is out of service; what to do about that is for people to say. */
  readonly kind: 'new' | 'changed' | 'missing' | 'retired';
  /** To confirm with. */
  readonly version?: number;
  readonly differences: readonly Difference[];
  /** CIs that it is related to and that are not recorded yet: confirm those first. */
  readonly waitsFor?: readonly string[];
}

/** What was seen beside what is recorded now. */
export const difference: QueryRule = {
  help: 'What was seen and is not recorded, or otherwise, or recorded and not seen; with the versions to confirm', by: staff, ofRecord: true,
  run: async ({ record, read }) => {
    const observed = record!.observed as Observed[];
    const [recorded, inScope] = await Promise.all([
      read.many('ci', [...new Set(observed.flatMap(({ name, relations = [] }) => [name, ...relations.map(({ target }) => target)]))]),
      record!.environment ? read.list('ci', { environment: record!.environment, state: 'live' }, MOST_READ) : [],
    ]);
    const items = discrepancies(observed, { recorded, inScope });
    return { observed: observed.length, same: observed.length - items.filter(({ kind }) => kind !== 'missing').length, complete: inScope.length < MOST_READ, items };
  },
};

export function discrepancies(observed: readonly Observed[], { recorded, inScope }: { recorded: readonly AnyRecord[]; inScope: readonly AnyRecord[] }): Discrepancy[] {
  const known = new Map(recorded.map((one) => [one.name as string, one]));
  const seen = new Set(observed.map(({ name }) => name));
  return [
    ...observed.flatMap(({ name, ...is }): Discrepancy[] => {
      const was = known.get(name);
      const differences = differencesOf(was ?? {}, is, { partial: true });
      const waitsFor = (is.relations ?? []).map(({ target }) => target).filter((target) => !known.has(target));
      if (was?.state === 'retired') return [{ name, kind: 'retired', differences }];
      if (was && differences.length === 0) return [];
      return [{ name, kind: was ? 'changed' : 'new', ...(was && { version: was.version }), differences, ...(waitsFor.length > 0 && { waitsFor }) }];
    }),
    ...inScope.filter(({ name }) => !seen.has(name)).map(({ name, version }): Discrepancy => ({ name, kind: 'missing', version, differences: [] })),
  ];
}
