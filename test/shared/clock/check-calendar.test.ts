import { describe, expect, test } from 'vitest';
import { always, checkCalendar } from '../../../shared/clock/index.ts';

const codes = (value: unknown): string[] => checkCalendar(value).map(({ pointer, code }) => `${pointer} ${code}`);
const monday = (...spans: unknown[]): object => ({ timeZone: 'Europe/Brussels', week: { monday: spans } });

describe('checking a calendar', () => {
  test('finds nothing wrong with breaks, spans out of order, spans that touch, and spans to the end of the day', () => {
    expect(checkCalendar(always)).toEqual([]);
    expect(checkCalendar({ ...monday(['13:00', '17:00'], ['09:00', '12:00'], ['17:00', '24:00']), holidays: ['2028-02-29'] })).toEqual([]);
  });

  test('reports every fault at once', () => {
    const value = {
      timeZone: 'Europe/Bruges',
      week: { monday: [['09:00', '12:00'], ['11:00', '13:00'], ['18:00', '17:00']], tuesday: 'all', Friday: [], wednesday: [['9:00', '25:00'], 'nine']},
      holidays: ['2026-02-30', '2026-12-25', 7],
      hours: 8,
    };
    expect(codes(value)).toEqual([
      '/hours unknown-field',
      '/timeZone unknown-time-zone',
      '/week/monday/2 reversed-span',
      '/week/monday/1 overlapping-spans',
      '/week/tuesday not-a-list',
      '/week/Friday unknown-day',
      '/week/wednesday/0/0 bad-time',
      '/week/wednesday/0/1 bad-time',
      '/week/wednesday/1 bad-span',
      '/holidays/0 bad-holiday',
      '/holidays/2 bad-holiday',
    ]);
  });

  test('refuses a week that never opens', () => {
    expect(codes({ timeZone: 'UTC', week: {} })).toEqual(['/week never-opens']);
    expect(codes({ timeZone: 'UTC', week: { monday: [] } })).toEqual(['/week never-opens']);
  });

  test('refuses a span of no length and an opening at 24:00', () => {
    expect(codes(monday(['09:00', '09:00']))).toEqual(['/week/monday/0 reversed-span']);
    expect(codes(monday(['24:00', '24:00']))).toEqual(['/week/monday/0/0 bad-time']);
  });

  test('notices an overlap with a long span behind a short one', () => {
    expect(codes(monday(['08:00', '18:00'], ['09:00', '10:00'], ['17:00', '19:00']))).toEqual([
      '/week/monday/1 overlapping-spans',
      '/week/monday/2 overlapping-spans',
    ]);
  });

  test('refuses an offset as time zone, which knows no daylight saving', () => {
    expect(codes({ timeZone: '+01:00', week: always.week })).toEqual(['/timeZone unknown-time-zone']);
  });

  test('holds 500 holidays, and no more', () => {
    const calendar = (count: number) => ({ timeZone: 'UTC', week: { monday: [['09:00', '17:00']] }, holidays: Array.from({ length: count }, () => '2026-12-25') });
    expect(checkCalendar(calendar(500))).toEqual([]);
    expect(checkCalendar(calendar(501))).toEqual([expect.objectContaining({ pointer: '/holidays', code: 'too-many-holidays' })]);
  });

  test.each([null, undefined, 5, 'Monday', [], { week: [], holidays: {} }, JSON.parse('{"timeZone":"UTC","week":{"__proto__":[],"a/b":[]}}')])(
    'answers %j with faults, never with an exception',
    (value) => {
      expect(checkCalendar(value).length).toBeGreaterThan(0);
    },
  );
});
