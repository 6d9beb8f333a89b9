import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePatch } from '../../../shared/record/merge-patch.ts';
import type { Field } from '../../../web/api/practices.ts';
import { changedNames, draftKey, draftOf, draftsOf, patchOf, resumed, usable, wornOut, type Draft } from '../../../web/practice/draft.ts';
import { filledIn, type Values } from '../../../web/practice/filled-in.ts';
import { lantern } from './made-up.ts';

const { fields } = lantern;
const NOW = 1_800_000_000_000;
const DAY = 24 * 3_600_000;
const kept = (draft: Draft | undefined): Draft | undefined => usable(JSON.parse(JSON.stringify(draft ?? null)), NOW);
const filled = (values: Values): Values => Object.fromEntries(fields.map((field) => [field.name, filledIn(field, values[field.name])]).filter(([, value]) => value !== undefined));

const part = fc.record({ watts: fc.integer({ min: 1, max: 9 }), maker: fc.constantFrom('', 'Lux', 'Nox') }, { requiredKeys: [] });
const anyValues: fc.Arbitrary<Values> = fc.record({
  title: fc.constantFrom('', 'Gate', 'Pond'), height: fc.integer({ min: 0, max: 3 }), solar: fc.boolean(), keepers: fc.array(fc.constantFrom('kim', 'zoe'), { maxLength: 2 }), bulb: part,
}, { requiredKeys: [] });

/** What somebody leaves on the screen who touches these fields. */
const typed = (begun: Values, values: Values, touched: readonly string[]): Values => ({ ...begun, ...Object.fromEntries(touched.map((name) => [name, values[name]])) });
const someNames = fc.subarray(['title', 'height', 'solar', 'keepers', 'bulb']);

describe('what is sent of an update', () => {
  it('never names a field that nobody touched, whatever happened to it meanwhile', () => {
    fc.assert(fc.property(anyValues, anyValues, someNames, anyValues, (begun, values, touched, meanwhile) => {
      const patch = patchOf(fields, begun, typed(begun, values, touched));
      expect(touched).toEqual(expect.arrayContaining(Object.keys(patch)));
      const after = mergePatch(meanwhile, patch) as Values;
      for (const { name } of fields) if (!touched.includes(name)) expect(after[name]).toEqual(meanwhile[name]);
    }));
  });

  it('makes of what was there exactly what is on the screen, and takes away what was emptied', () => {
    fc.assert(fc.property(anyValues, anyValues, (begun, values) => {
      expect(filled(mergePatch(filled(begun), patchOf(fields, begun, values)) as Values)).toEqual(filled(values));
    }));
  });

  it('says null for a part that was emptied, and for a whole of which nothing is left', () => {
    expect(patchOf(fields, { bulb: { watts: 3 } }, { bulb: { watts: undefined, maker: 'Lux' } })).toEqual({ bulb: { watts: null, maker: 'Lux' } });
    expect(patchOf(fields, { bulb: { watts: 3 }, title: 'Gate' }, { bulb: { watts: undefined, maker: '' }, title: '' })).toEqual({ bulb: null, title: null });
  });
});

describe('a draft', () => {
  it('holds what was changed and nothing else, and nothing at all when all is as it was', () => {
    expect(draftOf({ fields, begun: { title: 'Gate', height: 2 }, values: { title: 'Pond', height: 2 }, version: 4, now: NOW })).toEqual({ at: NOW, changes: { title: 'Pond' }, begun: { title: 'Gate' }, version: 4 });
    expect(draftOf({ fields, begun: { title: '' }, values: { title: undefined }, now: NOW })).toBeUndefined();
  });

  it('brings back, after a reload, exactly what was on the screen', () => {
    fc.assert(fc.property(anyValues, anyValues, (initial, values) => {
      const again = resumed({ fields, draft: kept(draftOf({ fields, begun: initial, values, now: NOW })), initial, given: {} });
      expect(filled(again.values)).toEqual(filled(values));
      expect(again.restored).toBe(changedNames(fields, initial, values).length > 0);
    }));
  });

  it('does not bring back what a colleague has changed since in fields that nobody touched', () => {
    const draft = kept(draftOf({ fields, begun: { title: 'Gate', height: 1 }, values: { title: 'Pond', height: 1 }, version: 4, now: NOW }));
    const again = resumed({ fields, draft, initial: { title: 'Gate', height: 3 }, given: {}, version: 5 });
    expect(patchOf(fields, again.begun, again.values)).toEqual({ title: 'Pond' });
    // Sent as a change of what was seen then, so that it is refused and shown.
    expect(again.version).toBe(4);
  });

  it('counts as changed from what was there then, also when that has changed since', () => {
    const draft = kept(draftOf({ fields, begun: { bulb: { watts: 3 } }, values: { bulb: { watts: 5 } }, version: 4, now: NOW }));
    const again = resumed({ fields, draft, initial: { bulb: { watts: 4 } }, given: {}, version: 6 });
    expect([again.begun.bulb, again.values.bulb, again.version]).toEqual([{ watts: 3 }, { watts: 5 }, 4]);
  });

  it('is no draft any more once what it says is there', () => {
    const draft = kept(draftOf({ fields, begun: { title: 'Gate' }, values: { title: 'Pond' }, version: 4, now: NOW }));
    expect(resumed({ fields, draft, initial: { title: 'Pond' }, given: {}, version: 5 })).toMatchObject({ restored: false, version: 5 });
  });

  it('gives way to what somebody chose just now', () => {
    const draft = kept(draftOf({ fields, begun: { brightness: 'dim' }, values: { brightness: 'plain', title: 'Pond' }, now: NOW }));
    expect(resumed({ fields, draft, initial: {}, given: { brightness: 'dazzling' } })).toMatchObject({ values: { brightness: 'dazzling', title: 'Pond' }, restored: true });
  });

  it('keeps the key under which it was sent, also where nothing was changed', () => {
    const intention = { id: 'k', of: '{}' };
    expect(kept(draftOf({ fields, begun: {}, values: {}, intention, now: NOW }))?.intention).toEqual(intention);
  });

  it('is of use for four weeks, and only if it is one', () => {
    const draft = { at: NOW, changes: {}, begun: {} };
    expect([usable(draft, NOW + 27 * DAY), usable(draft, NOW + 29 * DAY), usable({ title: 'of an older kind' }, NOW), usable(undefined, NOW)].map((one) => one !== undefined)).toEqual([true, false, false, false]);
  });

  it('is found by whose it is, and by its age', () => {
    const [me, other] = [{ tenant: 'campsite', name: 'kim' }, { tenant: 'campsite', name: 'kimberley' }];
    const storage = new Map([[draftKey(me, 'a'), JSON.stringify({ at: NOW, changes: {}, begun: {} })], [draftKey(other, 'b'), JSON.stringify({ at: 0, changes: {}, begun: {} })], [draftKey(other, 'c'), '{'], ['lambdesk.mode', '"dark"']]);
    const names = [...storage.keys()];
    expect(draftsOf(names, me)).toEqual([draftKey(me, 'a')]);
    expect(wornOut({ getItem: (name) => storage.get(name) ?? null }, names, NOW)).toEqual([draftKey(other, 'b'), draftKey(other, 'c')]);
  });
});

it('takes values that no field describes as they are', () => {
  const own: readonly Field[] = [{ name: 'text', kind: 'text', required: true }];
  expect(changedNames(own, { text: '', visibility: 'public' }, { text: 'a', visibility: 'internal' })).toEqual(['text', 'visibility']);
});
