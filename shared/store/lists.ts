import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import { can, isStaff, visible } from '../record/policy.ts';
import { openCursor, sealCursor } from './cursor.ts';
import { listAttributes, listIndex, listPartition } from './keys.ts';
import type { Kernel } from './kernel.ts';
import { listsOf, recordOf } from './rows.ts';

export interface ListWish {
  readonly definition: AnyDefinition;
  readonly actor: Actor;
  /** Field to values, any of which will do. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  readonly limit: number;
  readonly oldestFirst?: boolean;
  /** Also for who only uses services: whatever they may see, and not only what they reported. */
  readonly ofOthers?: boolean;
  readonly cursor?: string;
}
export interface Page { readonly items: readonly AnyRecord[]; readonly nextCursor?: string }

interface Plan { slot: number; list: string; partitions: { value: string; newestFirst: boolean }[]; rest: Readonly<Record<string, readonly string[]>> }
interface Place { p: number; sk: string; id: string }

/** A page that filters leave nearly empty is read on for at most this many queries; then it is handed out short, with its cursor. */
const MOST_QUERIES = 6;
/** Read beyond a page to learn whether another follows, and to make up for records that the actor may not see without a further query. */
const SPARE = 5;

/**
 * One page of a list: one Query of the index that fits the filters best, whatever the size of the table. What the index cannot tell
 * apart (further filters, visibility) is sieved here, reading on where a page would come out short.
 */
export async function listPage(kernel: Kernel, wish: ListWish): Promise<Page> {
  const { definition, actor: { tenant }, limit, cursor } = wish;
  const plan = planOf(wish);
  const scope = JSON.stringify([tenant, definition.name, wish.filters, !!wish.oldestFirst, wish.actor.name]);
  let place: Place = cursor ? openCursor<Place>(await kernel.secret(), scope, cursor) : { p: 0, sk: '', id: '' };
  const items: AnyRecord[] = [];
  for (let queries = 0; place.p < plan.partitions.length && queries < MOST_QUERIES; queries++) {
    const { value, newestFirst } = plan.partitions[place.p]!;
    const pk = listPartition({ tenant, type: definition.name, list: plan.list, value });
    const sieved = Object.keys(plan.rest).length > 0;
    const { items: rows, more } = await kernel.table.query({
      index: listIndex(plan.slot), pk, newestFirst, limit: sieved ? Math.max(100, limit) : limit - items.length + SPARE,
      ...(place.sk && { after: startKey(plan, { tenant, definition, pk, place }) }),
    });
    for (const row of rows) {
      const record = recordOf(row);
      const wanted = visible(wish.actor, definition, record) && matches(record, plan.rest);
      if (wanted && items.length === limit) return { items, nextCursor: sealCursor(await kernel.secret(), scope, place) };
      if (wanted) items.push(record);
      place = { p: place.p, sk: row[listAttributes(plan.slot).sk] as string, id: record.id };
    }
    if (!more) place = { p: place.p + 1, sk: '', id: '' };
  }
  return place.p < plan.partitions.length ? { items, nextCursor: sealCursor(await kernel.secret(), scope, place) } : { items };
}

const matches = (record: AnyRecord, filters: Plan['rest']): boolean =>
  Object.entries(filters).every(([name, values]) => record[name] !== undefined && values.includes(String(record[name])));

function startKey(plan: Plan, { tenant, definition, pk, place }: { tenant: string; definition: AnyDefinition; pk: string; place: Place }): Record<string, string> {
  const names = listAttributes(plan.slot);
  return { pk: `T#${tenant}#${definition.name}#${place.id}`, sk: '#', [names.pk]: pk, [names.sk]: place.sk };
}

function planOf({ definition, actor, filters: asked, oldestFirst, ofOthers }: ListWish): Plan {
  const lists = listsOf(definition);
  // Who only uses services sees what is theirs, so the list of what they reported is the one to read, whatever they filter by.
  const ownOnly = !ofOthers && !isStaff(actor) && 'requester' in definition.fields && !can(actor, ['admin']);
  const filters = ownOnly && !asked.requester ? { ...asked, requester: [actor.name] } : asked;
  const slot = slotFor(lists, filters, ownOnly);
  const [list, rule] = lists[slot]!;
  if (!rule) return { slot, list, partitions: [{ value: 'all', newestFirst: !oldestFirst }], rest: filters };
  const { [rule.by]: values = [], ...rest } = filters;
  if (!rule.queue) return { slot, list, partitions: values.map((value) => ({ value, newestFirst: !oldestFirst })), rest };
  const phases = phasesOf(definition, rest.state);
  return {
    slot, list, rest,
    partitions: values.flatMap((value) => phases.map((phase) => ({ value: `${value}#${phase}`, newestFirst: phase === 'done' }))),
  };
}

/** The list that tells most apart: one value before several, anything before the state, and what is one's own before all. */
function slotFor(lists: ReturnType<typeof listsOf>, filters: ListWish['filters'], ownOnly: boolean): number {
  const own = ownOnly ? lists.findIndex(([, rule]) => rule?.by === 'requester' && filters.requester) : -1;
  if (own >= 0) return own;
  const slots = lists.flatMap(([, rule], slot) => rule && filters[rule.by] ? [{ slot, rank: (filters[rule.by]!.length > 1 ? 2 : 0) + (rule.by === 'state' ? 1 : 0) }] : []);
  return slots.sort((one, other) => one.rank - other.rank || one.slot - other.slot)[0]?.slot ?? 0;
}

function phasesOf(definition: AnyDefinition, states: readonly string[] | undefined): ('open' | 'done')[] {
  const done = (state: string): boolean => definition.done.includes(state);
  if (!states) return ['open', 'done'];
  return (['open', 'done'] as const).filter((phase) => states.some((state) => done(state) === (phase === 'done')));
}

/** All records of a list, page by page: for exports and reactions, which must not stop at one page. */
export async function* eachListed(kernel: Kernel, wish: Omit<ListWish, 'cursor' | 'limit'>): AsyncGenerator<AnyRecord> {
  let cursor: string | undefined;
  do {
    const page: Page = await listPage(kernel, { ...wish, limit: 200, cursor });
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor);
}

