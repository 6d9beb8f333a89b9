import { expect, it } from 'vitest';
import { isOneWay, mayOverride, objectionTo } from '../../../web/agent/one-way.ts';
import { me, ticket } from './tickets.ts';

it('has nothing against a first transfer to a new team, or before one is chosen', () => {
  expect(objectionTo(ticket('A', { teamsHad: ['applications'] }), 'network')).toBeUndefined();
  expect(objectionTo(ticket('A', { transferCount: 9 }), undefined)).toBeUndefined();
});
it('objects to a team that had it, even as the third transfer', () => expect(objectionTo(ticket('A', { teamsHad: ['network'], transferCount: 2 }), 'network')).toBe('ping-pong'));
it('objects to a third transfer, and not to the second', () => {
  expect(objectionTo(ticket('A', { transferCount: 2 }), 'network')).toBe('too-many-transfers');
  expect(objectionTo(ticket('A', { transferCount: 1 }), 'network')).toBeUndefined();
});
it('objects to the team that has it', () => expect(objectionTo(ticket('A'), 'service-desk')).toBe('same-team'));
it('knows what a lead may override, whatever number of transfers was agreed', () => {
  expect(['ping-pong', 'too-many-transfers', 'same-team', undefined].map(isOneWay)).toEqual([true, true, false, false]);
});
it('lets leads and admins override, and nobody else', () => {
  expect([['agent'], ['agent', 'lead'], ['admin'], ['manager']].map((roles) => mayOverride(me({ roles })))).toEqual([false, true, true, false]);
});
