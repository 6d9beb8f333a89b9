import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCalendar } from '../../../shared/clock/index.ts';
import { choice, date, decimal, duration, email, flag, instant, integer, json, list, longText, object, optional, ref, shortName, text, type Field } from '../../../shared/record/field.ts';
import { readInput } from '../../../shared/record/input.ts';
import { valid } from '../../values.ts';

const kinds: Record<string, Field> = {
  'a text': text(), 'a long text': longText(), 'a short name': shortName(), 'a choice': choice('high', 'low'), 'a flag': flag(), 'an integer': integer({ min: 1, max: 5 }), 'a decimal': decimal(),
  'an instant': instant(), 'a date': date(), 'a duration': duration(), 'an e-mail address': email(), 'a reference': ref('person'), 'a list': list(ref('team'), { max: 2 }),
  'a structure': object({ name: text(), size: optional(integer()) }), 'a calendar': json(checkCalendar),
};
const read = (kind: string, value: unknown) => readInput({ it: kinds[kind]! }, { it: value });
const week = { monday: [['09:00', '17:00']] };

describe('a field', () => {
  test.each<[string, unknown]>([
    ['a text', 'x'], ['a text', 'x'.repeat(200)], ['a text', ' \u{1F600} é '], ['a long text', 'two\nlines'], ['a long text', 'x'.repeat(10_000)],
    ['a short name', 'vt-agent.2'], ['a short name', '0'], ['a choice', 'low'], ['a flag', false], ['an integer', 1], ['an integer', 5], ['an integer', 5.0],
    ['a decimal', 0], ['a decimal', 0.01], ['a decimal', 1e12], ['a date', '2028-02-29'], ['a duration', 'PT4H'], ['a duration', 'P2W3DT1H1M1S'], ['a duration', 'PT0S'], ['a duration', 'P36525D'],
    ['an e-mail address', 'a.b+c@mail.example'], ['a reference', 'INC0000001'], ['a reference', 'anna@example.org'], ['a list', []], ['a list', ['a', 'b']],
    ['a structure', { name: 'x' }], ['a structure', { name: 'x', size: 0 }], ['a calendar', { timeZone: 'Europe/Brussels', week }],
  ])('%s takes %j', (kind, value) => expect(read(kind, value)).toEqual({ value: { it: value }, faults: [] }));

  test.each<[string, unknown, string]>([
    ['a text', '', 'blank'], ['a text', ' \n ', 'blank'], ['a text', 'x'.repeat(201), 'too-long'], ['a text', 5, 'wrong-type'], ['a text', null, 'wrong-type'], ['a text', ['x'], 'wrong-type'], ['a text', '\ud800', 'malformed-text'], ['a text', 'a\0b', 'malformed-text'],
    ['a long text', 'x'.repeat(10_001), 'too-long'], ['a short name', 'Anna', 'invalid-name'], ['a short name', '-x', 'invalid-name'], ['a short name', 'x'.repeat(64), 'invalid-name'], ['a short name', 'a#b', 'invalid-name'],
    ['a choice', 'middle', 'not-allowed'], ['a choice', 1, 'not-allowed'], ['a flag', 'true', 'wrong-type'], ['a flag', 0, 'wrong-type'],
    ['an integer', 0, 'too-small'], ['an integer', 6, 'too-large'], ['an integer', 1.5, 'wrong-type'], ['an integer', '3', 'wrong-type'], ['an integer', 1e300, 'too-large'],
    ['a decimal', -0.01, 'too-small'], ['a decimal', 1e13, 'too-large'], ['a decimal', 5e-324, 'too-fine'], ['a decimal', 1e-10, 'too-fine'], ['a decimal', '1', 'wrong-type'],
    ['an instant', '2026-02-30T00:00:00Z', 'invalid-instant'], ['an instant', '2026-01-01', 'invalid-instant'], ['an instant', '2026-01-01T00:00:00', 'invalid-instant'], ['an instant', '2026-01-01T25:00:00Z', 'invalid-instant'], ['an instant', '9999-12-31T23:59:59-01:00', 'invalid-instant'], ['an instant', '0000-01-01T00:00:00+01:00', 'invalid-instant'], ['an instant', 0, 'wrong-type'],
    ['a date', '2026-02-29', 'invalid-date'], ['a date', '2026-1-1', 'invalid-date'], ['a date', '2026-01-01T00:00:00Z', 'invalid-date'],
    ['a duration', 'P1Y', 'invalid-duration'], ['a duration', 'P1M', 'invalid-duration'], ['a duration', 'PT', 'invalid-duration'], ['a duration', 'P', 'invalid-duration'], ['a duration', '-PT1H', 'invalid-duration'], ['a duration', 'PT1.5H', 'invalid-duration'], ['a duration', 'P36526D', 'invalid-duration'], ['a duration', `PT${'9'.repeat(400)}H`, 'invalid-duration'],
    ['an e-mail address', 'anna', 'invalid-email'], ['an e-mail address', `${'x'.repeat(250)}@x.example`, 'too-long'],
    ['a reference', '', 'invalid-reference'], ['a reference', 'a b', 'invalid-reference'], ['a reference', 'x'.repeat(65), 'invalid-reference'], ['a reference', {}, 'wrong-type'],
    ['a list', ['a', 'b', 'c'], 'too-long'], ['a list', 'a', 'wrong-type'], ['a structure', [], 'wrong-type'], ['a structure', 'x', 'wrong-type'],
    ['a calendar', 'x', 'not-an-object'],
  ])('%s refuses %j once, as %s', (kind, value, code) => expect(read(kind, value).faults).toEqual([{ pointer: '/it', code, detail: expect.stringContaining('') }]));

  test.each<[string, unknown, string[]]>([
    ['a list', [5, 'b c'], ['/it/0 wrong-type', '/it/1 invalid-reference']],
    // A list that is too long is told as that alone.
    ['a list', ['a', 5, 'b c'], ['/it too-long']],
    ['a structure', { name: '', size: -1, 'x/y~z': 1 }, ['/it/name blank', '/it/size too-small', '/it/x~1y~0z unknown-field']],
    ['a structure', {}, ['/it/name required']],
    ['a structure', JSON.parse('{"name":"x","__proto__":{"a":1}}'), ['/it/__proto__ unknown-field']],
    ['a calendar', { timeZone: 'Mars', week: { 'mon/day': [] } }, ['/it/timeZone unknown-time-zone', '/it/week/mon~1day unknown-day', '/it/week never-opens']],
  ])('%s points into %j', (kind, value, faults) => expect(read(kind, value).faults.map(({ pointer, code }) => `${pointer} ${code}`).sort()).toEqual([...faults].sort()));

  test('keeps instants in UTC with milliseconds, so that they sort as they follow each other', () => {
    expect(read('an instant', '2026-06-01T12:00:00+02:00').value).toEqual({ it: '2026-06-01T10:00:00.000Z' });
    expect(read('an instant', '2026-06-01T10:00:00.123456Z').value).toEqual({ it: '2026-06-01T10:00:00.123Z' });
  });

  test('keeps what it takes, unchanged', () => {
    for (const field of Object.values(kinds)) {
      fc.assert(fc.property(valid(field), (value) => { expect(readInput({ it: field }, { it: value })).toEqual({ value: { it: value }, faults: [] }); }), { numRuns: 30 });
    }
  });
});
