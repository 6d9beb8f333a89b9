import { expect, it } from 'vitest';
import { presentIn } from '../../../web/agent/presence.ts';
import { ticket } from './tickets.ts';

const person = (name: string, more: object = {}) => ticket(name, { name, state: 'active', team: 'network', ...more });

it('names who of each team is there, on the first and the last day of an absence nobody', () => {
  const away = { absence: { from: '2026-11-10', until: '2026-11-12' } };
  const on = (day: string) => presentIn([person('chen', away), person('nadia'), person('gone', { state: 'left' }), person('guest', { team: undefined })], day).get('network');
  expect([on('2026-11-09'), on('2026-11-10'), on('2026-11-12'), on('2026-11-13')]).toEqual([['chen', 'nadia'], ['nadia'], ['nadia'], ['chen', 'nadia']]);
});
