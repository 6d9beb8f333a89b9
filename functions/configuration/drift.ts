import type { AnyRecord, QueryRule, Reader } from '../../shared/record/define.ts';
import { brief, staff } from './asking.ts';
import { configurationOf, differencesOf } from './comparing.ts';
import { rewound, type Entry } from './rewinding.ts';

/** Steps that are undone of one CI at most; what had more since is told as not comparable. */
const MOST_STEPS = 200;

/** The configuration that a baseline holds. */
export const contents: QueryRule = {
  help: 'Its CIs with their attributes and relations as they were', by: staff, ofRecord: true,
  run: async ({ record, read }) => {
    const past = await pastOf(read, record!);
    return { at: record!.at, items: past.flatMap(({ name, was }) => was ? [{ name, ...configurationOf(was) }] : []), unknown: past.filter(({ lost }) => lost).map(({ name }) => name) };
  },
};

/** What changed since a baseline. */
export const drift: QueryRule = {
  help: 'What differs now from the baseline, CI by CI', by: staff, ofRecord: true,
  run: async ({ record, read }) => {
    const past = await pastOf(read, record!);
    const items = past.filter(({ lost }) => !lost).map(({ name, was, is }) => ({ ...brief(is, name), differences: was && is ? differencesOf(was, is) : [{ field: 'state', ...(is ? { is: is.state } : { was: was?.state }) }] }));
    return {
      at: record!.at, cis: past.length, drifted: items.filter(({ differences }) => differences.length > 0).length, unknown: past.filter(({ lost }) => lost).map(({ name }) => name),
      items: items.filter(({ differences }) => differences.length > 0),
    };
  },
};

interface Past { readonly name: string; readonly was?: AnyRecord; readonly is?: AnyRecord; /** Too much happened since to tell. */ readonly lost: boolean }

/** Only what changed since needs its timeline read. */
async function pastOf(read: Reader, { cis, at }: AnyRecord): Promise<Past[]> {
  const now = new Map((await read.many('ci', cis)).map((one) => [one.id, one]));
  return Promise.all((cis as string[]).map(async (name): Promise<Past> => {
    const is = now.get(name);
    if (!is || is.updatedAt <= at) return { name, was: is, is, lost: false };
    const entries = await read.timeline('ci', name, { latest: MOST_STEPS }) as unknown as Entry[];
    const lost = entries.length === MOST_STEPS && entries.at(-1)!.at > at;
    return { name, was: lost ? undefined : rewound(is, entries, at), is, lost };
  }));
}
