import fc from 'fast-check';
import { expect, test } from 'vitest';
import { failureOf, relianceOf, type Walk } from '../../../functions/configuration/impact.ts';
import type { Node } from '../../../functions/configuration/relations.ts';

interface Graph { readonly [id: string]: Node }

/** Up to nine CIs with circles, redundant groups and some that are not live. */
const graphs = fc.integer({ min: 1, max: 9 }).chain((size) => {
  const ids = Array.from({ length: size }, (_, at) => `c${at}`);
  const need = fc.record({ id: fc.constantFrom(...ids), group: fc.option(fc.constantFrom('a', 'b'), { nil: undefined }) });
  const one = fc.record({ live: fc.boolean().map((flag) => flag || ids.length < 3), needs: fc.array(need, { maxLength: 5 }), a: fc.integer({ min: 1, max: 3 }), b: fc.integer({ min: 1, max: 2 }) });
  return fc.tuple(...ids.map(() => one)).map((some): Graph => Object.fromEntries(ids.map((id, at) => {
    const needs = some[at]!.needs.filter((other) => other.id !== id).map(({ id: other, group }) => group === undefined ? { id: other } : { id: other, group });
    const neededBy = ids.filter((other, place) => other !== id && some[place]!.needs.some((it) => it.id === id));
    return [id, { live: some[at]!.live, needs, neededBy, quorum: new Map([['a', some[at]!.a], ['b', some[at]!.b]]), more: false }];
  })));
});
const withOne = graphs.chain((graph) => fc.tuple(fc.constant(graph), fc.constantFrom(...Object.keys(graph))));

/** Looks at every CI again and again until nothing more falls; after `rounds` rounds at most. */
function slowly(graph: Graph, failed: readonly string[], rounds = Infinity): Set<string> {
  let down = new Set(failed);
  for (let round = 0; round < rounds; round++) {
    const next = new Set(down);
    for (const [id, { live, needs, quorum }] of Object.entries(graph)) {
      if (!live) continue;
      const alone = needs.some((need) => need.group === undefined && down.has(need.id));
      const short = ['a', 'b'].some((group) => {
        const members = [...new Set(needs.filter((need) => need.group === group).map((need) => need.id))];
        return members.some((member) => down.has(member)) && members.filter((member) => graph[member]!.live && !down.has(member)).length < quorum.get(group)!;
      });
      if (alone || short) next.add(id);
    }
    if (next.size === down.size) break;
    down = next;
  }
  return down;
}

function take<T>(graph: Graph, walk: Walk<T>): { found: T; asked: string[] } {
  const asked: string[] = [];
  let step = walk.next();
  while (!step.done) {
    asked.push(...step.value);
    step = walk.next(new Map(step.value.filter((id) => graph[id]).map((id) => [id, graph[id]!])));
  }
  return { found: step.value, asked };
}

const sorted = (ids: Iterable<string>): string[] => [...ids].sort();

test('what fails is what falls when every CI is looked at again and again', () => {
  fc.assert(fc.property(graphs.chain((graph) => fc.tuple(fc.constant(graph), fc.subarray(Object.keys(graph), { minLength: 1 }))), ([graph, failed]) => {
    const { found } = take(graph, failureOf({ failed, limit: 100 }));
    expect(sorted(found.down.map(({ id }) => id))).toEqual(sorted(slowly(graph, failed)));
    expect(found.complete).toBe(true);
  }), { numRuns: 500 });
});

test('with a depth, what falls within so many rounds', () => {
  fc.assert(fc.property(withOne, fc.integer({ min: 1, max: 4 }), ([graph, id], depth) => {
    const { found } = take(graph, failureOf({ failed: [id], depth, limit: 100 }));
    expect(sorted(found.down.map((one) => one.id))).toEqual(sorted(slowly(graph, [id], depth)));
  }), { numRuns: 300 });
});

test('what is told of a walk that was cut is true, and it says that it was cut', () => {
  fc.assert(fc.property(withOne, fc.integer({ min: 1, max: 8 }), ([graph, id], limit) => {
    const whole = slowly(graph, [id]);
    const { found, asked } = take(graph, failureOf({ failed: [id], limit }));
    expect(asked.length).toBeLessThanOrEqual(limit);
    expect(new Set(asked).size).toBe(asked.length);
    for (const one of found.down) expect(whole.has(one.id)).toBe(true);
    if (found.down.length < whole.size) expect(found.complete).toBe(false);
  }), { numRuns: 500 });
});

test('what is at risk stands, has lost a member, and falls with as many more as it can spare and one', () => {
  fc.assert(fc.property(withOne, ([graph, id]) => {
    const { found } = take(graph, failureOf({ failed: [id], limit: 100 }));
    const down = new Set(found.down.map((one) => one.id));
    for (const one of found.atRisk) {
      expect(down.has(one.id)).toBe(false);
      expect(one.left).toBeGreaterThanOrEqual(one.needs);
      const members = [...new Set(graph[one.id]!.needs.filter(({ group }) => group === one.group).map((need) => need.id))];
      expect(members).toHaveLength(one.of);
      const others = members.filter((member) => graph[member]!.live && !down.has(member));
      const also = others.slice(0, one.left - one.needs + 1).filter((member) => member !== one.id);
      expect(slowly(graph, [id, ...also]).has(one.id)).toBe(true);
    }
  }), { numRuns: 300 });
});

test('a CI relies on all that can be reached, and a supplier is critical when the CI falls with it alone', () => {
  fc.assert(fc.property(withOne, ([graph, id]) => {
    const live = { ...graph, [id]: { ...graph[id]!, live: true } };
    const { found } = take(live, relianceOf({ id, limit: 100 }));
    const reached = new Set<string>();
    const reach = (at: string): void => {
      for (const { id: other } of live[at]!.needs) {
        if (reached.has(other) || other === id || !live[other]!.live) continue;
        reached.add(other);
        reach(other);
      }
    };
    reach(id);
    expect(sorted(found.suppliers.map((one) => one.id))).toEqual(sorted(reached));
    for (const one of found.suppliers) expect([one.id, one.critical]).toEqual([one.id, slowly(live, [one.id]).has(id)]);
  }), { numRuns: 500 });
});

test('a supplier that is called critical in a walk that was cut is so in the whole', () => {
  fc.assert(fc.property(withOne, fc.integer({ min: 1, max: 6 }), ([graph, id], limit) => {
    const live = { ...graph, [id]: { ...graph[id]!, live: true } };
    const { found } = take(live, relianceOf({ id, limit }));
    for (const one of found.suppliers.filter(({ critical }) => critical)) expect(slowly(live, [one.id]).has(id)).toBe(true);
  }), { numRuns: 300 });
});
