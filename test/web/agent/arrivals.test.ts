import fc from 'fast-check';
import { expect, it } from 'vitest';
import { settle } from '../../../web/agent/arrivals.ts';
import { ticket } from './tickets.ts';

const tickets = (...numbers: string[]) => numbers.map((number) => ticket(number));

it('shows a list that has just begun as it is', () => {
  expect(settle(undefined, tickets('A', 'B'))).toEqual({ rows: tickets('A', 'B'), arrived: [] });
  expect(settle([], tickets('A')).rows).toHaveLength(1);
});

it('keeps rows where they are, lets go what has gone, and holds back what came in', () => {
  const { rows, arrived } = settle(['A', 'B', 'C'], tickets('N', 'C', 'A'));
  expect(rows.map(({ number }) => number)).toEqual(['A', 'C']);
  expect(arrived.map(({ number }) => number)).toEqual(['N']);
});

it('shows what changed of a row in its place', () => {
  expect(settle(['A', 'B'], [ticket('B'), ticket('A', { state: 'on-hold' })]).rows[0]!.state).toBe('on-hold');
});

it('never loses or doubles a ticket, and never moves one past another', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String));
  fc.assert(fc.property(numbers, numbers, (order, now) => {
    const { rows, arrived } = settle(order, tickets(...now));
    expect([...rows, ...arrived].map(({ number }) => number).sort()).toEqual([...now].sort());
    if (order.length > 0) expect(rows.map(({ number }) => number)).toEqual(order.filter((number) => now.includes(number)));
  }));
});
