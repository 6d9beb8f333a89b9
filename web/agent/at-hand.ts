/** Where somebody is in a list: the ticket at hand, and the list as it stood when that was last in it. */
export interface Place { readonly number?: string; readonly order: readonly string[] }

/**
 * Where somebody is once the list stands otherwise. What is shown beside it stays at hand, wherever it went: whoever reads a ticket means that one.
 * Else what took the place of a ticket that has gone is at hand, or the last.
 * @returns the same object when nothing has changed
 */
export function follow(place: Place, order: readonly string[], beside: string | undefined): Place {
  const number = beside || place.number;
  if (number !== undefined && order.includes(number)) return number === place.number && isSame(order, place.order) ? place : { number, order };
  if (beside) return number === place.number ? place : { number, order: place.order };
  if (number === undefined) return place;
  return { number: place.order.includes(number) ? after(place, order) ?? order.at(-1) : undefined, order };
}

/** One further down (1) or up (-1) the list from the ticket at hand, from where it was if it has left; undefined in an empty list. */
export function step(place: Place, order: readonly string[], by: 1 | -1): string | undefined {
  const at = place.number === undefined ? -1 : order.indexOf(place.number);
  if (at >= 0) return order[Math.min(order.length - 1, Math.max(0, at + by))];
  if (place.number === undefined || !place.order.includes(place.number)) return order[0];
  const next = by > 0 ? after(place, order) : before(place, order);
  return next ?? order.at(by > 0 ? -1 : 0);
}

const after = ({ number, order }: Place, now: readonly string[]): string | undefined => order.slice(order.indexOf(number!) + 1).find((other) => now.includes(other));
const before = ({ number, order }: Place, now: readonly string[]): string | undefined => order.slice(0, order.indexOf(number!)).findLast((other) => now.includes(other));
const isSame = (one: readonly string[], other: readonly string[]): boolean => one.length === other.length && one.every((number, at) => number === other[at]);
