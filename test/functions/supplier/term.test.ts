import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, moveEnd, nextEnd, noticeDeadline } from '../../../functions/supplier/term.ts';

const day = fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const months = fc.integer({ min: 0, max: 120 });

test.each([
  ['2026-06-30', 1, '2026-07-31'],
  ['2026-12-31', -3, '2026-09-30'],
  ['2026-12-30', 2, '2027-02-27'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-01-14', 1, '2026-02-14'],
])('a term that ends on %s moved by %i months ends on %s', (end, by, moved) => {
  expect(moveEnd(end, by)).toBe(moved);
});

test('the last day of notice is the end less months, then days', () => {
  expect(noticeDeadline('2026-12-31', { months: 3 })).toBe('2026-09-30');
  expect(noticeDeadline('2026-12-31', { months: 1, days: 10 })).toBe('2026-11-20');
  expect(noticeDeadline('2026-12-31', {})).toBe('2026-12-31');
});

test('every date gives a date, a longer notice is never due later, and a term dated for ever does not end', () => {
  fc.assert(fc.property(day, months, fc.integer({ min: 0, max: 366 }), (end, some, days) => {
    const [short, long] = [noticeDeadline(end, { months: some, days }), noticeDeadline(end, { months: some + 1, days })];
    expect(short).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(long <= short && short <= end).toBe(true);
    expect(moveEnd(end, some) >= end && addDays(end, days) >= end).toBe(true);
  }));
  expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
});

test('a term that ends with a month ends with a month whatever is added', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: -36, max: 120 }), (month, by) => {
    const end = new Date(Date.UTC(2000, month, 0)).toISOString().slice(0, 10);
    expect(moveEnd(end, by)).toBe(new Date(Date.UTC(2000, month + by, 0)).toISOString().slice(0, 10));
  }));
});

test('a contract that nobody looked after for years renews into the present term', () => {
  expect(nextEnd({ end: '2023-12-31', months: 12, today: '2026-05-01' })).toBe('2026-12-31');
  expect(nextEnd({ end: '2026-12-31', months: 12, today: '2026-05-01' })).toBe('2026-12-31');
  fc.assert(fc.property(fc.integer({ min: 1, max: 48 }), fc.integer({ min: 0, max: 4000 }), (length, late) => {
    const today = addDays('2020-03-31', late);
    const end = nextEnd({ end: '2020-03-31', months: length, today });
    expect(end >= today && (end === '2020-03-31' || moveEnd(end, -length) < today)).toBe(true);
  }));
});
