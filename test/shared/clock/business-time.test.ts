import { describe, expect, test } from 'vitest';
import { addBusinessDays, addBusinessSeconds, always, type BusinessCalendar, businessSeconds, isOpen, nextOpening } from '../../../shared/clock/index.ts';

const nineToFive = [['09:00', '17:00']] as const;
const office: BusinessCalendar = {
  timeZone: 'Europe/Brussels',
  week: { monday: nineToFive, tuesday: nineToFive, wednesday: nineToFive, thursday: nineToFive, friday: nineToFive },
  holidays: ['2026-04-06'],
};
const sundays = (timeZone: string, ...spans: [string, string][]): BusinessCalendar => ({ timeZone, week: { sunday: spans } });
const hour = 3600;

describe('on the Sunday that the clocks go forward in Brussels', () => {
  const day = ['2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z'] as const;

  test('a span across the skipped hour is an hour shorter', () => {
    expect(businessSeconds(sundays('Europe/Brussels', ['01:00', '05:00']), ...day)).toBe(3 * hour);
  });

  test('a span inside the skipped hour does not take place', () => {
    expect(businessSeconds(sundays('Europe/Brussels', ['02:15', '02:45']), ...day)).toBe(0);
  });

  test('an opening inside the skipped hour is at the first real instant after it', () => {
    expect(nextOpening(sundays('Europe/Brussels', ['02:30', '05:00']), day[0])).toBe('2026-03-29T01:00:00.000Z');
  });
});

describe('on the Sunday that the clocks go back in Brussels', () => {
  const day = ['2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z'] as const;

  test('a span across the repeated hour is an hour longer', () => {
    expect(businessSeconds(sundays('Europe/Brussels', ['01:00', '05:00']), ...day)).toBe(5 * hour);
  });

  test('02:00 to 03:00 lasts two hours, 01:00 to 02:00 one', () => {
    expect(businessSeconds(sundays('Europe/Brussels', ['02:00', '03:00']), ...day)).toBe(2 * hour);
    expect(businessSeconds(sundays('Europe/Brussels', ['01:00', '02:00']), ...day)).toBe(hour);
  });

  test('a span does not close between two passes of the same hour', () => {
    expect(businessSeconds(sundays('Europe/Brussels', ['01:00', '02:30']), ...day)).toBe(2.5 * hour);
  });

  test('spans that come to overlap in the repeated hour count once', () => {
    expect(businessSeconds(sundays('Europe/Brussels', ['01:00', '02:15'], ['02:45', '04:00']), ...day)).toBe(4 * hour);
  });
});

test('24:00 is the end of its own day, also where the midnight after it comes twice', () => {
  const havana = { timeZone: 'America/Havana', week: { saturday: [['20:00', '24:00']] } } as const;
  expect(businessSeconds(havana, '2026-10-31T12:00:00Z', '2026-11-02T12:00:00Z')).toBe(4 * hour);
});

test('yesterday is still open where clocks go back over midnight', () => {
  const stJohns = { timeZone: 'America/St_Johns', week: { saturday: [['20:00', '23:30']] } } as const;
  expect(isOpen(stJohns, '2010-11-07T02:30:30Z')).toBe(true);
});

test('a holiday closes a calendar that is otherwise open around the clock', () => {
  expect(businessSeconds({ ...always, holidays: ['2026-12-25'] }, '2026-12-24T12:00:00Z', '2026-12-27T00:00:00Z')).toBe(36 * hour);
});

test('a day that a country skipped has no opening hours', () => {
  const apia = { timeZone: 'Pacific/Apia', week: { friday: nineToFive, saturday: nineToFive } };
  expect(nextOpening(apia, '2011-12-30T05:00:00Z')).toBe('2011-12-30T19:00:00.000Z');
  expect(businessSeconds(apia, '2011-12-29T00:00:00Z', '2011-12-31T04:00:00Z')).toBe(8 * hour);
});

describe('adding business time', () => {
  test('ends at closing time, not at the next opening', () => {
    expect(addBusinessSeconds(office, '2026-03-20T08:00:00Z', 8 * hour)).toBe('2026-03-20T16:00:00.000Z');
    expect(addBusinessSeconds(office, '2026-03-20T08:00:00Z', 8 * hour + 1)).toBe('2026-03-23T08:00:01.000Z');
  });

  test('of nothing is the same instant, open or closed, without parts of a second', () => {
    expect(addBusinessSeconds(office, '2026-03-21T12:00:00.999Z', 0)).toBe('2026-03-21T12:00:00.000Z');
  });

  test('passes over weekends, Easter Monday and the change to summer time', () => {
    expect(addBusinessSeconds(office, '2026-03-27T15:00:00Z', 2 * hour)).toBe('2026-03-30T08:00:00.000Z');
    expect(addBusinessSeconds(office, '2026-04-03T14:00:00Z', 2 * hour)).toBe('2026-04-07T08:00:00.000Z');
  });

  test('is plain addition around the clock', () => {
    expect(addBusinessSeconds(always, '2026-03-27T15:00:00Z', 100 * hour)).toBe('2026-03-31T19:00:00.000Z');
  });

  test('has no answer when the calendar stays closed for more than 400 days', () => {
    const from = Date.parse('2026-01-01');
    const holidays = Array.from({ length: 500 }, (_, day) => new Date(from + day * 86_400_000).toISOString().slice(0, 10));
    expect(addBusinessSeconds({ ...office, holidays }, '2025-12-31T15:00:00Z', 2 * hour)).toBeUndefined();
    expect(addBusinessSeconds({ ...office, holidays: holidays.slice(0, 380) }, '2025-12-31T15:00:00Z', 2 * hour)).toBeDefined();
    expect(nextOpening({ ...office, week: {} }, '2026-01-01T00:00:00Z')).toBeUndefined();
    expect(addBusinessDays({ ...office, holidays }, '2025-12-31T15:00:00Z', 1)).toBeUndefined();
  });

  test('may take longer than 400 days as long as the calendar opens on the way', () => {
    expect(addBusinessSeconds(office, '2026-01-01T00:00:00Z', 500 * 8 * hour)).toBe('2027-12-02T16:00:00.000Z');
    expect(addBusinessDays(office, '2026-01-01T10:00:00Z', 500)).toBe('2027-12-03T10:00:00.000Z');
  });

  test('has no answer beyond a century or the year 9999, and answers that at once', () => {
    expect(addBusinessSeconds(office, '2026-01-01T00:00:00Z', Number.MAX_SAFE_INTEGER)).toBeUndefined();
    expect(addBusinessSeconds(always, '9999-12-31T00:00:00Z', 2 * 86_400)).toBeUndefined();
    expect(addBusinessDays(office, '2026-01-01T00:00:00Z', Number.MAX_SAFE_INTEGER)).toBeUndefined();
  });

  test.each([-1, 0.5, Number.NaN, Infinity])('refuses %s seconds or days', (amount) => {
    expect(() => addBusinessSeconds(office, '2026-01-01T00:00:00Z', amount)).toThrow(RangeError);
    expect(() => addBusinessDays(office, '2026-01-01T00:00:00Z', amount)).toThrow(RangeError);
  });
});

describe('adding business days', () => {
  test('keeps the wall time across the change to summer time', () => {
    expect(addBusinessDays(office, '2026-03-26T09:30:00Z', 2)).toBe('2026-03-30T08:30:00.000Z');
  });

  test('does not count weekends and holidays', () => {
    expect(addBusinessDays(office, '2026-04-02T08:00:00Z', 3)).toBe('2026-04-08T08:00:00.000Z');
  });

  test('moves to the next opening when that wall time is closed', () => {
    expect(addBusinessDays(office, '2026-03-19T20:00:00Z', 1)).toBe('2026-03-23T08:00:00.000Z');
    expect(addBusinessDays(office, '2026-03-18T05:00:00Z', 1)).toBe('2026-03-19T08:00:00.000Z');
  });

  test('counts from the weekend on, and for no days only waits for the opening', () => {
    expect(addBusinessDays(office, '2026-03-21T10:00:00Z', 1)).toBe('2026-03-23T10:00:00.000Z');
    expect(addBusinessDays(office, '2026-03-21T10:00:00Z', 0)).toBe('2026-03-23T08:00:00.000Z');
  });

  test('takes the local date, not that of UTC', () => {
    const auckland = { ...office, timeZone: 'Pacific/Auckland' };
    expect(addBusinessDays(auckland, '2026-06-18T22:00:00Z', 1)).toBe('2026-06-21T22:00:00.000Z');
  });
});

test('is open at opening time and closed at closing time', () => {
  expect(isOpen(office, '2026-03-20T08:00:00Z')).toBe(true);
  expect(isOpen(office, '2026-03-20T07:59:59Z')).toBe(false);
  expect(isOpen(office, '2026-03-20T15:59:59.999Z')).toBe(true);
  expect(isOpen(office, '2026-03-20T16:00:00Z')).toBe(false);
});

test('the next opening of an open calendar is now', () => {
  expect(nextOpening(office, '2026-03-20T10:11:12Z')).toBe('2026-03-20T10:11:12.000Z');
});

test('a year backwards is no time', () => {
  expect(businessSeconds(office, '2027-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toBe(0);
  expect(businessSeconds(always, '2027-01-01T00:00:00Z', '2026-01-01T00:00:00Z')).toBe(0);
});

test.each(['2026-02-30T00:00:00Z', '2026-01-01', '2026-01-01T00:00:00+01:00', '2026-01-01T24:00:00Z', 'now', ''])('refuses %j as an instant', (instant) => {
  expect(() => isOpen(always, instant)).toThrow(RangeError);
});
