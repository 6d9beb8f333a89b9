import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noFilter, operators, readAddress, writeAddress, type ListAddress } from '../../../web/practice/list-address.ts';

const value = fc.oneof(fc.string(), fc.constantFrom('', 'a,b', '=x', '!x', '~x', '<=3', '%2c', '%', '-7d', 'ëé 漢'));
const condition = fc.record({
  field: fc.option(fc.constantFrom('state', 'team', 'q', 'sort', 'page', 'view', 'any', 'report', 'plannedStart'), { nil: undefined }),
  operator: fc.constantFrom(...operators), values: fc.array(value, { minLength: 1, maxLength: 4 }),
}).map(({ field, ...rest }) => (field === undefined ? { ...rest, operator: rest.operator === '=' ? ':' as const : rest.operator } : { field, ...rest }));
const address: fc.Arbitrary<ListAddress> = fc.record({
  filter: fc.record({ conditions: fc.array(condition, { maxLength: 5 }), any: fc.boolean() }),
  sorting: fc.option(fc.record({ by: fc.constantFrom('title', 'dueAt', 'state'), descending: fc.boolean() }), { nil: undefined }),
  page: fc.integer({ min: 1, max: 999 }), view: fc.option(fc.string(), { nil: undefined }),
}, { requiredKeys: ['filter', 'page'] }).map(({ sorting, view, ...rest }) => ({ ...rest, ...(sorting && { sorting }), ...(view !== undefined && { view }) }));

describe('the address of a list', () => {
  it('says the same when it is read again, whatever is in it', () => {
    fc.assert(fc.property(address, (one) => {
      expect(readAddress(new URLSearchParams(writeAddress(one).toString()))).toEqual(one);
    }), { numRuns: 500 });
  });

  it('reads as somebody would write it', () => {
    const params = writeAddress({ filter: { any: false, conditions: [{ field: 'state', operator: '=', values: ['new', 'on-hold'] }, { field: 'priority', operator: '<', values: ['3'] }, { operator: ':', values: ['printer'] }] }, sorting: { by: 'dueAt', descending: true }, page: 2 });
    expect(decodeURIComponent(params.toString())).toBe('state=new,on-hold&priority=<3&q=printer&sort=-dueAt&page=2');
  });

  it('leaves out what it does not understand', () => {
    expect(readAddress(new URLSearchParams('page=-3&sort=-'))).toEqual({ filter: noFilter, page: 1 });
    expect(readAddress(new URLSearchParams('page=two'))).toEqual({ filter: noFilter, page: 1 });
  });
});
