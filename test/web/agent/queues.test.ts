import fc from 'fast-check';
import { expect, it } from 'vitest';
import { belongs, byUrgency, countsOf, isWhole, queuesFor } from '../../../web/agent/queues.ts';
import { incidentType as type, me, ticket } from './tickets.ts';

const teams = [{ id: 'network', title: 'Network' }, { id: 'service-desk', title: 'Service desk' }];
const queues = queuesFor({ me: me(), teams, type });
const queue = (id: string) => queues.find((one) => one.id === id)!;

it('asks the API for exactly what is open, of a person or of a team', () => {
  expect(queue('mine').filters).toEqual({ assignee: 'anna', state: 'new,assigned,in-progress,on-hold' });
  expect(queue('team:network').filters).toEqual({ team: 'network', state: 'new,assigned,in-progress,on-hold' });
  expect(queue('all').filters).toEqual({});
});

it('does not offer the own team twice, nor queues of a team to somebody without one', () => {
  expect(queues.map(({ id }) => id)).not.toContain('team:service-desk');
  const alone = queuesFor({ me: me({ team: undefined }), teams, type }).map(({ id }) => id);
  expect(alone).not.toContain('unassigned');
  expect(alone).toContain('team:service-desk');
});

it('takes for handed over what the team has to answer, and not what it took over and nobody has now', () => {
  const waits = (more: Parameters<typeof ticket>[1]) => belongs(queue('waiting'), ticket('A', more));
  expect([waits({ handoverOutcome: 'pending' }), waits({ handoverOutcome: 'accepted', transferCount: 1 }), waits({}), waits({ handoverOutcome: 'pending', team: 'network' })]).toEqual([true, false, false, false]);
});

it('takes for a major incident what was declared, and not what was withdrawn or only proposed', () => {
  expect(['declared', 'proposed', 'withdrawn', undefined].map((majorStatus) => belongs(queue('major'), ticket('A', { majorStatus })))).toEqual([true, false, false, false]);
});

it('takes for cut short what is known to go on, and not what has not been loaded or could not be', () => {
  const list = (items: readonly [] | undefined, complete: boolean, loadingMore: boolean) => isWhole({ items, complete, loadingMore });
  expect([list(undefined, false, false), list([], true, false), list([], false, true), list([], false, false)]).toEqual([true, true, true, false]);
});

it('counts every queue from the open tickets, and leaves out what holds closed ones too', () => {
  const counts = countsOf(queues, [
    ticket('A', { assignee: 'anna' }), ticket('B', { state: 'on-hold', assignee: 'anna' }), ticket('C'), ticket('D', { team: 'network', majorStatus: 'declared', collaborators: ['anna'] }), ticket('E', { team: undefined }),
  ]);
  expect(Object.fromEntries(counts)).toEqual({ mine: 2, waiting: 0, unassigned: 1, team: 3, astray: 1, joined: 1, 'team:network': 1, major: 1, hold: 1, open: 5 });
});

it('orders by priority, then by what is due first; without a deadline the oldest first', () => {
  const sorted = [
    ticket('late', { priority: 2, dueAt: '2026-11-03T08:00:00.000Z' }), ticket('old', { priority: 2, createdAt: '2026-10-01T08:00:00.000Z' }), ticket('first', { priority: 1 }), ticket('soon', { priority: 2, dueAt: '2026-11-02T08:00:00.000Z' }), ticket('young', { priority: 2 }),
  ].sort(byUrgency).map(({ number }) => number);
  expect(sorted).toEqual(['first', 'soon', 'late', 'old', 'young']);
});

it('orders the same whatever order tickets come in', () => {
  const some = fc.uniqueArray(fc.record({ number: fc.string({ minLength: 1 }), priority: fc.integer({ min: 1, max: 5 }), due: fc.option(fc.integer({ min: 10, max: 20 })) }), { selector: ({ number }) => number, minLength: 2 });
  fc.assert(fc.property(some, (given) => {
    const tickets = given.map(({ number, priority, due }) => ticket(number, { priority, ...(due !== null && { dueAt: `2026-11-${due}` }) }));
    expect(tickets.toSorted(byUrgency)).toEqual(tickets.toReversed().sort(byUrgency));
  }));
});
