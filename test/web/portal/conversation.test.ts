import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../web/api/records.ts';
import { conversationOf, statusOf, stepsOf } from '../../../web/portal/conversation.ts';

const step = (command: string, more: Partial<Entry> = {}): Entry => ({ at: '2026-01-05T09:00:00.000Z', actor: 'anna', command, version: 1, to: 'assigned', changes: {}, visibility: 'public', events: [], ...more });

const guest = { me: 'guest', requester: 'guest' };

describe('what a requester is told', () => {
  it('begins with their own words, and says who did what', () => {
    expect(conversationOf([
      step('create', { actor: 'guest', to: 'new', changes: { description: { to: 'It stays black' } } }),
      step('assign', { from: 'new' }), step('comment', { note: 'Did you charge it?' }), step('comment', { actor: 'guest', note: 'Yes' }),
    ], guest).map(({ who, what, text }) => [who, what, text])).toEqual([
      ['you', 'reported this', 'It stays black'], ['us', 'is going to look at it', undefined], ['us', 'wrote', 'Did you charge it?'], ['you', 'wrote', 'Yes'],
    ]);
  });

  it('leaves out what is nobody’s news: clocks, changes of priority, who exactly does it', () => {
    expect(conversationOf([step('touch'), step('update', { changes: { priority: { to: 2 } } }), step('assign', { from: 'assigned' }), step('invite')], guest)).toEqual([]);
    expect(conversationOf([step('update', { changes: { title: { to: 'Other' } } })], guest)).toHaveLength(1);
  });

  it('gives the requester’s words to the requester, whoever reads', () => {
    const heard = conversationOf([step('comment', { actor: 'guest', note: 'Yes' }), step('comment'), step('comment', { actor: 'otto' })], { me: 'otto', requester: 'guest' });
    expect(heard.map(({ who }) => who)).toEqual(['reporter', 'us', 'you']);
  });

  it('tells who closed it: the requester confirms, anybody else does not, and the service says why it did', () => {
    const closing = (actor: string) => conversationOf([step('close', { actor, to: 'closed' })], guest)[0]!.what;
    expect(['guest', 'anna', 'system'].map(closing)).toEqual(['confirmed that it is solved', 'closed this', 'closed this, as nobody said otherwise']);
  });

  it('keeps two steps of the same version apart', () => {
    expect(new Set(conversationOf([step('comment', { note: 'a' }), step('comment', { note: 'b' })], guest).map(({ key }) => key)).size).toBe(2);
  });
});

describe('where a ticket stands', () => {
  it('is one of four steps, and none once it is withdrawn', () => {
    expect(stepsOf('in-progress').map(({ progress }) => progress)).toEqual(['done', 'done', 'now', 'later']);
    expect(stepsOf('closed').map(({ progress }) => progress)).toEqual(['done', 'done', 'done', 'done']);
    expect(stepsOf('canceled')).toEqual([]);
  });

  it('says whom it waits for', () => {
    expect(statusOf({ state: 'on-hold', holdReason: 'caller' })).toBe('Waiting for your answer');
    expect(statusOf({ state: 'on-hold' })).toBe('Waiting');
    expect(statusOf({ state: 'new' })).toBe('We have got it');
  });
});
