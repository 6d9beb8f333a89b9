import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { choice, integer, list, object, optional, ref, text } from '../../../shared/record/field.ts';
import { didYouMean, readInput } from '../../../shared/record/input.ts';
import { ruleOf, sharedCommands } from '../../../shared/record/rules.ts';
import { mergePatch } from '../../../shared/record/merge-patch.ts';

const fields = { title: text(), impact: choice('high', 'low'), service: optional(ref('service')), routes: optional(list(object({ team: ref('team') }))) };
const faultsOf = (body: unknown, options = {}): string[] => readInput(fields, body, options).faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('reading what a client sent', () => {
  test('tells every fault at once', () => {
    expect(faultsOf({ titel: 'x', impact: 'huge', service: 'a b', priority: 1 }, { refusals: { priority: 'it is derived.' } }).sort())
      .toEqual(['/impact not-allowed', '/priority read-only', '/service invalid-reference', '/titel unknown-field', '/title required']);
  });

  test.each([[null], [[]], ['x'], [5], [true]])('wants an object, not %j', (body) => expect(faultsOf(body)).toEqual([' not-an-object']));

  test('takes null as left out where a field may be left out, and nowhere else', () => {
    expect(readInput(fields, { title: 'x', impact: 'low', service: null })).toEqual({ value: { title: 'x', impact: 'low' }, faults: [] });
    expect(faultsOf({ title: null, impact: null })).toEqual(['/title wrong-type', '/impact not-allowed']);
  });

  test('of a patch wants nothing, and null clears', () => {
    expect(readInput(fields, { service: null }, { partial: true })).toEqual({ value: { service: null }, faults: [] });
    expect(readInput(fields, {}, { partial: true })).toEqual({ value: {}, faults: [] });
    expect(faultsOf({ title: null }, { partial: true })).toEqual(['/title wrong-type']);
  });

  test('says why something cannot be sent, and what to send instead', () => {
    const { faults } = readInput(fields, { priority: 1, sevice: 'x', impact: 'hi' }, { refusals: { priority: 'it is derived.' } });
    expect(faults.map(({ detail }) => detail)).toEqual(['priority cannot be sent: it is derived.', 'There is no field "sevice"; did you mean service?', 'title is required.', 'impact must be one of high, low.']);
  });

  test('stops at a hundred faults, soon', () => {
    expect(faultsOf({ title: 'x', impact: 'low', routes: [Object.fromEntries(Array.from({ length: 30_000 }, (_, n) => [`field${n}`, 1]))] }).length).toBe(100);
    expect(faultsOf({ title: 'x', impact: 'low', routes: Array.from({ length: 80_000 }, () => ({})) })).toEqual(['/routes too-long']);
    expect(faultsOf(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`field${n}`, 1]))).length).toBe(100);
  });

  test('does not take a name of the language’s own for a field', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];
    for (const name of names) expect(faultsOf(JSON.parse(`{"title":"x","impact":"low","${name}":{"a":1}}`))).toEqual([`/${name} unknown-field`]);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  test('never throws, whatever the body, and lets nothing through that has a fault', () => {
    const names = fc.oneof(fc.constantFrom(...Object.keys(fields), 'priority', '__proto__'), fc.string());
    const bodies = fc.oneof(fc.anything(), fc.jsonValue(), fc.dictionary(names, fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }))));
    fc.assert(fc.property(bodies, fc.boolean(), (body, partial) => {
      const { value, faults } = readInput(fields, body, { partial, refusals: { priority: 'no.' } });
      for (const fault of faults) expect(fault).toEqual({ pointer: expect.any(String), code: expect.stringMatching(/^[a-z-]+$/), detail: expect.any(String) });
      if (faults.length === 0) expect(Object.keys(value).every((name) => name in fields)).toBe(true);
    }), { numRuns: 500 });
  });

  test('never throws for any command of any practice', () => {
    for (const definition of definitions) {
      for (const command of ['create', 'update', ...sharedCommands, ...Object.keys(definition.commands)]) {
        const rule = ruleOf(definition, command)!;
        const all = { ...rule.fields, ...rule.asks };
        fc.assert(fc.property(fc.dictionary(fc.constantFrom(...Object.keys(all), 'other'), fc.jsonValue()), (body) => {
          const { faults } = readInput(all, body, rule);
          for (const { pointer } of faults) expect(pointer).toMatch(/^(\/.*)?$/s);
        }), { numRuns: 5 });
      }
    }
  });
});

describe('a merge patch', () => {
  // The examples of RFC 7396, appendix A.
  test.each<[unknown, unknown, unknown]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }], [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }], [{ a: 'b' }, { a: null }, {}], [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }], [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }], [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }], [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }], [['a', 'b'], ['c', 'd'], ['c', 'd']],
    [{ a: 'b' }, ['c'], ['c']], [{ a: 'foo' }, null, null], [{ a: 'foo' }, 'bar', 'bar'], [{ e: null }, { a: 1 }, { e: null, a: 1 }], [[1, 2], { a: 'b', c: null }, { a: 'b' }], [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('makes of %j and %j what RFC 7396 says', (value, patch, result) => expect(mergePatch(value, patch)).toEqual(result));

  test('pollutes nothing', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":1}}')) as object;
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('a misspelt name', () => {
  test.each([['titel', 'did you mean title?'], ['Impact', 'did you mean impact?'], ['xyz', 'known are title, impact, service.'], ['', 'known are title, impact, service.']])('%j: %s', (name, answer) =>
    expect(didYouMean(name, ['title', 'impact', 'service'])).toBe(answer));
  test('where there are no names at all', () => expect(didYouMean('x', [])).toBe('it takes none.'));
  test('of any length is answered soon', () => expect(didYouMean('x'.repeat(200_000), Object.keys({ ...fields, max: integer() }))).toMatch(/^known are/));
});
