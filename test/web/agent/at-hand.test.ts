import fc from 'fast-check';
import { expect, it } from 'vitest';
import { follow, step, type Place } from '../../../web/agent/at-hand.ts';

const at = (number: string | undefined, ...order: string[]): Place => ({ number, order });

it('goes on to what took the place of a ticket that left, or to the last', () => {
  expect(follow(at('B', 'A', 'B', 'C'), ['A', 'C'], undefined).number).toBe('C');
  expect(follow(at('C', 'A', 'B', 'C'), ['A', 'B'], undefined).number).toBe('B');
  expect(follow(at('A', 'A'), [], undefined).number).toBeUndefined();
  expect(follow(at(undefined, 'A'), ['A'], undefined).number).toBeUndefined();
});

it('keeps at hand what is shown beside the list, when it leaves and before the list is there', () => {
  expect(follow(at('B', 'A', 'B', 'C'), ['A', 'C'], 'B').number).toBe('B');
  expect(follow(at('B'), [], 'B').number).toBe('B');
  expect(follow(at('A', 'A', 'B'), ['A', 'B'], 'B').number).toBe('B');
});

it('takes a split view without a ticket for none', () => expect(follow(at('A', 'A', 'B'), ['B'], '').number).toBe('B'));

it('goes on from where a ticket stood that has left', () => {
  const left = follow(at('B', 'A', 'B', 'C', 'D'), ['A', 'C', 'D'], 'B');
  expect([step(left, ['A', 'C', 'D'], 1), step(left, ['A', 'C', 'D'], -1)]).toEqual(['C', 'A']);
  expect(step(at('D', 'A', 'D'), ['A'], 1)).toBe('A');
  expect(step(at('A', 'A', 'D'), ['D'], -1)).toBe('D');
});

it('moves by one and stops at both ends; begins at the top where nothing is at hand', () => {
  const order = ['A', 'B', 'C'];
  expect([step(at('B', ...order), order, 1), step(at('B', ...order), order, -1), step(at('C', ...order), order, 1), step(at('A', ...order), order, -1)]).toEqual(['C', 'A', 'C', 'A']);
  expect([step(at(undefined), order, 1), step(at('X'), order, -1), step(at('X'), [], 1)]).toEqual(['A', 'A', undefined]);
});

it('settles at once: the same list once more changes nothing, and only what is beside may be outside the list', () => {
  const numbers = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E'));
  const beside = fc.option(fc.constantFrom('', 'A', 'F'), { nil: undefined });
  fc.assert(fc.property(numbers, numbers, beside, (was, now, shown) => {
    const place = follow({ number: was[0], order: was }, now, shown);
    expect(follow(place, [...now], shown)).toBe(place);
    if (shown) expect(place.number).toBe(shown);
    else if (place.number !== undefined) expect(now).toContain(place.number);
  }));
});
