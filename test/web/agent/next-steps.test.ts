import { expect, it } from 'vitest';
import { nowFor } from '../../../web/agent/next-steps.ts';
import type { AnyRecord } from '../../../web/api/records.ts';
import { me, ticket } from './tickets.ts';

const all = ['assign', 'transfer', 'escalate', 'start', 'hold', 'resume', 'resolve', 'reopen', 'close', 'cancel', 'invite', 'proposeMajor', 'update', 'comment', 'link', 'unlink', 'watch'];
const whilePending = ['accept', 'rejectTransfer', 'escalate', 'cancel', 'invite', 'watch'];
const seen = (more: Partial<AnyRecord>, who = me(), allowedCommands: readonly string[] = all) => nowFor(ticket('A', { allowedCommands, ...more }), who, { nameOf: (_, id) => id, now: Date.parse('2026-11-01T08:00:00Z') });
const pending = { outcome: 'pending', to: 'service-desk', by: 'chen' };

it('offers what is nobody’s to be taken', () => expect(seen({ state: 'new' })).toMatchObject({ words: 'Nobody has it yet.', likely: ['take', 'transfer'] }));
it('offers to begin with what is one’s own, then to resolve or to wait, then to go on', () => {
  const likely = (state: string) => seen({ state, assignee: 'anna', holdReason: 'caller' }).likely;
  expect([likely('assigned'), likely('in-progress'), likely('on-hold')]).toEqual([['start', 'resolve'], ['resolve', 'hold'], ['resume', 'resolve']]);
});
it('asks the receiving team to answer a transfer before anything else', () => {
  const { likely, rest } = seen({ handover: pending }, me(), whilePending);
  expect(likely).toEqual(['accept', 'rejectTransfer']);
  expect(rest).not.toContain('take');
  expect(rest).not.toContain('resolve');
});
it('lets everybody else wait for the receiving team', () => {
  const { words, likely } = seen({ handover: { ...pending, to: 'network' } }, me(), whilePending);
  expect(words).toContain('Waiting for network');
  expect(likely).toEqual([]);
});
it('asks the requester to confirm what was resolved, and nobody else', () => {
  expect(seen({ state: 'resolved' }, me({ name: 'guest', roles: [] })).likely).toEqual(['close', 'reopen']);
  expect(seen({ state: 'resolved', autoCloseAt: '2026-11-05T08:00:00Z' }).words).toContain('in 4 days');
});
it('offers only what the service allows', () => expect(seen({ state: 'new' }, me(), ['watch'])).toMatchObject({ likely: [], rest: [] }));
it('leaves to their own places what is done at the fields, the people and the links', () => {
  for (const command of ['update', 'comment', 'link', 'unlink', 'watch']) expect(seen({}).rest).not.toContain(command);
});
it('offers to take over what somebody else has, but not what one has oneself', () => {
  expect(seen({ assignee: 'bram' }).rest).toContain('take');
  expect(seen({ assignee: 'anna' }).rest).not.toContain('take');
});
