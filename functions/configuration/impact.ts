import type { Node } from './relations.ts';

/** A walk through the graph: it asks for CIs by name, at most `limit` in all, and is handed those that exist. It reads nothing itself. */
export type Walk<T> = Generator<readonly string[], T, ReadonlyMap<string, Node>>;

export interface Bounds {
  /** How many relations away from where it begins; all the way when left out. */
  readonly depth?: number;
  /** How many CIs are looked at. */
  readonly limit: number;
}

export interface Down { readonly id: string; readonly distance: number; /** What it relied on that was down before it. */ readonly via: readonly string[] }
export interface AtRisk { readonly id: string; readonly group: string; readonly needs: number; readonly left: number; readonly of: number }
export interface Failure {
  /** What is down, with what failed in the first place at distance 0; by distance. */
  readonly down: readonly Down[];
  /** What lost some of a redundant group and still stands. */
  readonly atRisk: readonly AtRisk[];
  /** False when the limit cut the walk: all that is told is true, but there may be more. */
  readonly complete: boolean;
}

const nowhere: Node = { live: false, needs: [], neededBy: [], quorum: new Map(), more: false };

/**
 * What fails when these CIs fail: the least set that holds them and every live CI that relies on one of it, or of a redundant group on more
 * members than it can spare. A circle of CIs that need each other fails only when something else of it does. CIs that are not live neither
 * fail nor help out.
 */
export function* failureOf({ failed, depth = Infinity, limit }: Bounds & { readonly failed: readonly string[] }): Walk<Failure> {
  const known = new Known(limit);
  const down = new Map<string, Down>(failed.map((id) => [id, { id, distance: 0, via: [] }]));
  const atRisk = new Map<string, AtRisk[]>();
  let fresh: readonly string[] = [...down.keys()];
  yield* known.learn(fresh);
  for (let distance = 1; fresh.length > 0 && distance <= depth; distance++) {
    const hit = unique(fresh.flatMap((id) => known.neededBy(id))).filter((id) => !down.has(id));
    yield* known.learn(hit);
    const standing = hit.flatMap((id) => {
      const node = known.get(id);
      return node?.live ? [{ id, node }] : [];
    });
    // Whether a group can spare a member depends on the others, which nothing has led to yet.
    yield* known.learn(unique(standing.flatMap(({ node }) => node.needs.filter(({ group }) => group !== undefined).map(({ id }) => id))));
    const fallen = standing.flatMap(({ id, node }) => {
      const { falls, groups } = known.standing(node, (other) => down.has(other));
      if (!falls) atRisk.set(id, groups.map((group) => ({ id, ...group })));
      return falls ? [{ id, distance, via: unique(node.needs.map((need) => need.id).filter((other) => down.has(other))) }] : [];
    });
    for (const one of fallen) {
      down.set(one.id, one);
      atRisk.delete(one.id);
    }
    fresh = fallen.map(({ id }) => id);
  }
  return { down: [...down.values()], atRisk: [...atRisk.values()].flat(), complete: known.complete };
}

export interface Supplier { readonly id: string; readonly distance: number; /** Whether the CI is down as soon as this one alone is. */ readonly critical: boolean }
export interface Reliance { readonly suppliers: readonly Supplier[]; readonly complete: boolean }

/** What a CI relies on, directly and through others, and which of it are single points of failure: redundancy honoured. */
export function* relianceOf({ id: root, depth = Infinity, limit }: Bounds & { readonly id: string }): Walk<Reliance> {
  const known = new Known(limit);
  const distances = new Map([[root, 0]]);
  yield* known.learn([root]);
  let fresh = [root];
  for (let distance = 1; fresh.length > 0 && distance <= depth; distance++) {
    const next = unique(fresh.flatMap((id) => known.get(id)?.needs.map((need) => need.id) ?? [])).filter((id) => !distances.has(id));
    yield* known.learn(next);
    fresh = next.filter((id) => known.get(id)?.live);
    for (const id of fresh) distances.set(id, distance);
  }
  const inside = known.within(distances);
  const suppliers = [...distances].filter(([id]) => id !== root).map(([id, distance]) => ({ id, distance, critical: fails(inside, id, root) }));
  return { suppliers, complete: known.complete };
}

/** Whether one CI takes another down, within a part of the graph; what lies outside of it stands. */
function fails(nodes: ReadonlyMap<string, Node>, failed: string, root: string): boolean {
  const walk = failureOf({ failed: [failed], limit: Infinity });
  let step = walk.next();
  while (!step.done) step = walk.next(new Map(step.value.map((id) => [id, nodes.get(id) ?? { ...nowhere, live: true }])));
  return step.value.down.some(({ id }) => id === root);
}

/** What a walk has looked at. */
class Known {
  complete = true;
  readonly #nodes = new Map<string, Node>();
  readonly #limit: number;
  constructor(limit: number) { this.#limit = limit; }

  get(id: string): Node | undefined { return this.#nodes.get(id); }

  neededBy(id: string): readonly string[] {
    const node = this.#nodes.get(id);
    if (node?.more) this.complete = false;
    return node?.neededBy ?? [];
  }

  * learn(ids: readonly string[]): Generator<readonly string[], void, ReadonlyMap<string, Node>> {
    const strange = ids.filter((id) => !this.#nodes.has(id));
    const wanted = strange.slice(0, this.#limit - this.#nodes.size);
    if (wanted.length < strange.length) this.complete = false;
    if (wanted.length === 0) return;
    const found = yield wanted;
    for (const id of wanted) this.#nodes.set(id, found.get(id) ?? nowhere);
  }

  /** Whether a CI falls when these are down, and how its groups stand that lost a member. What could not be looked at counts as standing. */
  standing(node: Node, isDown: (id: string) => boolean): { falls: boolean; groups: Omit<AtRisk, 'id'>[] } {
    const groups = [...Map.groupBy(node.needs.filter(({ group }) => group !== undefined), ({ group }) => group!)].flatMap(([group, needs]) => {
      const members = unique(needs.map(({ id }) => id));
      if (!members.some(isDown)) return [];
      const left = members.filter((id) => !isDown(id) && (this.#nodes.get(id)?.live ?? true)).length;
      return [{ group, needs: node.quorum.get(group) ?? 1, left, of: members.length }];
    });
    if (node.more) this.complete = false;
    const short = groups.some(({ left, needs }) => left < needs) && !node.more;
    return { falls: short || node.needs.some(({ id, group }) => group === undefined && isDown(id)), groups };
  }

  within(ids: ReadonlyMap<string, unknown>): Map<string, Node> {
    const inside = (id: string): boolean => ids.has(id);
    return new Map([...this.#nodes].map(([id, node]) => [id, inside(id) ? { ...node, neededBy: node.neededBy.filter(inside) } : { ...node, neededBy: [] }]));
  }
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)];
