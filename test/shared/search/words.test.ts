import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, withoutEnding, wordsIn } from '../../../shared/search/words.ts';

describe('words', () => {
  test('are lower case, without diacritics, and as people type them', () => {
    expect(wordsIn('Fátima’s Überweisung: café ÉCHEC, Straße, Ærø, Łódź')).toEqual(['fatima', 'uberweisung', 'cafe', 'echec', 'strass', 'aero', 'lodz']);
  });

  test('leave out what nearly every English or Dutch text holds', () => {
    expect(wordsIn('The printer in de kantine is not working')).toEqual(['printer', 'kantin', 'working']);
  });

  test('keep numbers, addresses, versions and dates whole', () => {
    expect(wordsIn('INC0000123 on 10.0.0.12 at 2026-11-21, firmware 24.21.0.')).toEqual(['inc0000123', '10.0.0.12', '2026-11-21', 'firmwar', '24.21.0']);
  });

  test('held together by a sign are found by their parts and as a whole', () => {
    expect(wordsIn('srv-db01.campsite.nl')).toEqual(['srv', 'db01', 'campsit', 'nl', 'srvdb01campsitenl']);
    expect(wordsIn('Wi-Fi')).toEqual(['wi', 'fi', 'wifi']);
    expect(wordsIn('CALL/2020/1234')).toEqual(['call', '2020', '1234', 'call20201234']);
  });

  test('are found in scripts that put no spaces between them', () => {
    expect(wordsIn('プリンターが動かない')).toContain('プリンター');
    expect(wordsIn('打印机坏了').length).toBeGreaterThan(1);
  });

  test('are one word in singular and plural', () => {
    for (const [one, many] of [['printer', 'printers'], ['battery', 'batteries'], ['mailbox', 'mailboxes'], ['storing', 'storingen'], ['scherm', 'schermen'], ['device', 'devices'], ['access', 'accesses']]) {
      expect(wordsIn(many!)).toEqual(wordsIn(one!));
    }
  });

  test('of any length are cut to what a key can hold', () => {
    expect(wordsIn('x'.repeat(5000))).toEqual(['x'.repeat(40)]);
  });

  test('typed to the end are never lost on the way: a beginning stays a beginning when its ending is cut', () => {
    assert(property(string({ unit: constantFrom('s', 'e', 'n', 'i', 'y', 'a'), minLength: 1, maxLength: 12 }), (word) => {
      for (let typed = 1; typed <= word.length; typed++) expect(withoutEnding(word).startsWith(withoutEnding(word.slice(0, typed)))).toBe(true);
    }), { numRuns: 2000 });
  });

  test('fold the same way however often', () => {
    assert(property(string({ unit: 'grapheme' }), (text) => { expect(fold(fold(text))).toBe(fold(text)); }));
  });
});
