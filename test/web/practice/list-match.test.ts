import { describe, expect, it } from 'vitest';
import type { Condition, Operator } from '../../../web/practice/list-address.ts';
import { apiFilters, matches } from '../../../web/practice/list-match.ts';
import { keeper, lantern, lit, nameOf } from './made-up.ts';

const now = Date.parse('2026-11-10T12:00:00');
const seen = { type: lantern, me: keeper.name, nameOf, now };
const record = lit({
  state: 'lit', brightness: 'plain', height: 12, voltage: 2.5, cleanedAt: new Date('2026-11-08T15:00:00').toISOString(), builtOn: '2026-11-08', burns: 'PT2H', contact: 'a@b.example', assignee: 'kim', team: 'north', keepers: ['kim', 'zoe'], severity: 2,
});
const holds = (field: string | undefined, operator: Operator, ...values: string[]): boolean => matches(record, { any: false, conditions: [{ field, operator, values }] }, seen);

describe('a row against a condition', () => {
  it('compares numbers as numbers', () => {
    expect([holds('height', '<', '100'), holds('height', '>', '100'), holds('height', '>=', '12'), holds('height', '=', '12.0'), holds('voltage', '<=', '2.5')]).toEqual([true, false, true, true, true]);
  });

  it('compares durations by how long they are', () => {
    expect([holds('burns', '>', 'PT90M'), holds('burns', '=', 'PT120M')]).toEqual([true, true]);
  });

  it('takes a day as a whole, for dates and for moments alike', () => {
    for (const field of ['builtOn', 'cleanedAt']) {
      expect([holds(field, '>=', '2026-11-08'), holds(field, '<', '2026-11-08'), holds(field, '=', '2026-11-08'), holds(field, '<=', '2026-11-08'), holds(field, '>', '2026-11-08'), holds(field, '<', '2026-11-09')]).toEqual([true, false, true, true, false, true]);
    }
  });

  it('reckons relative times from now', () => {
    expect([holds('cleanedAt', '>=', '-7d'), holds('cleanedAt', '>=', '-1d'), holds('cleanedAt', '<', 'now'), holds('cleanedAt', '<', 'soon')]).toEqual([true, false, true, false]);
  });

  it('finds any of the values, in lists too, and “me” as whoever looks', () => {
    expect([holds('assignee', '=', 'zoe', 'me'), holds('keepers', '=', 'zoe'), holds('keepers', '!=', 'zoe'), holds('state', '=', 'dark', 'lit'), matches(lit({ team: 'kim' }), { any: false, conditions: [{ field: 'team', operator: '=', values: ['me'] }] }, seen)]).toEqual([true, true, false, true, false]);
  });

  it('tells what is empty from what is not', () => {
    const empty = (field: string, operator: Operator, value: string) => matches(lit(), { any: false, conditions: [{ field, operator, values: [value] }] }, seen);
    expect([empty('assignee', '=', ''), holds('assignee', '=', ''), empty('height', '<', '5'), empty('assignee', '!=', 'kim'), empty('solar', '=', 'false'), empty('keepers', '=', '')]).toEqual([true, false, false, true, true, true]);
  });

  it('looks for words in all that a row shows, by the names that people know', () => {
    expect([holds(undefined, ':', 'GATE'), holds(undefined, ':', 'zoë'), holds(undefined, ':', 'northern'), holds(undefined, ':', 'lan0000001'), holds(undefined, '!:', 'gate'), holds(undefined, ':', 'castle')]).toEqual([true, true, true, true, false, false]);
  });

  it('wants every condition, or only one', () => {
    const conditions: Condition[] = [{ field: 'state', operator: '=', values: ['lit'] }, { field: 'height', operator: '>', values: ['100'] }];
    expect([matches(record, { any: false, conditions }, seen), matches(record, { any: true, conditions }, seen)]).toEqual([false, true]);
  });
});

describe('what the service is asked to sieve', () => {
  const asked = (...conditions: Condition[]) => apiFilters(lantern, { any: false, conditions });

  it('is equality of its state and of what its lists can be filtered by', () => {
    expect(asked({ field: 'state', operator: '=', values: ['dark', 'lit'] }, { field: 'team', operator: '=', values: ['north'] }, { field: 'assignee', operator: '=', values: ['me'] }, { field: 'height', operator: '=', values: ['012'] }, { field: 'solar', operator: '=', values: ['true'] }))
      .toEqual({ state: 'dark,lit', team: 'north', assignee: 'me', height: '12', solar: 'true' });
  });

  it.each<[string, Condition]>([
    ['what is not equality', { field: 'height', operator: '<', values: ['3'] }], ['emptiness', { field: 'team', operator: '=', values: [''] }], ['a value with a comma', { field: 'title', operator: '=', values: ['a,b'] }],
    ['what is not so, which may be missing', { field: 'solar', operator: '=', values: ['false'] }], ['a choice that there is not', { field: 'brightness', operator: '=', values: ['blue'] }], ['kinds that it cannot filter by', { field: 'builtOn', operator: '=', values: ['2026-11-08'] }],
    ['fields that lists do not hold', { field: 'story', operator: '=', values: ['x'] }], ['words', { operator: ':', values: ['x'] }], ['more values than it takes', { field: 'title', operator: '=', values: Array.from({ length: 21 }, (_, at) => `${at}`) }],
  ])('is never %s', (_, condition) => {
    expect(asked(condition)).toEqual({});
  });

  it('is nothing when one condition of several is enough', () => {
    expect(apiFilters(lantern, { any: true, conditions: [{ field: 'state', operator: '=', values: ['dark'] }] })).toEqual({});
  });

  it('is the first of two conditions about the same field: both together would be one list of values', () => {
    expect(asked({ field: 'state', operator: '=', values: ['dark'] }, { field: 'state', operator: '=', values: ['lit'] })).toEqual({ state: 'dark' });
  });
});
