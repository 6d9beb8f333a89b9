import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBusinessDays, addBusinessSeconds, businessSeconds, checkCalendar, isOpen, nextOpening, parseInstant } from '../../../shared/clock/index.ts';
import { countSeconds, digits, findMoment, iso, openMinutes, scene, walks } from './oracle.ts';

describe('business time against a walk along the wall clock', () => {
  test('the generated calendars are valid, or closed all week', () => {
    fc.assert(
      fc.property(scene, ({ calendar }) => {
        expect(checkCalendar(calendar).filter(({ code }) => code !== 'never-opens')).toEqual([]);
      }),
    );
  });

  test('counts the seconds of the open minutes, in every zone and across every jump', () => {
    fc.assert(
      fc.property(scene, ({ walk, calendar, one, other }) => {
        const expected = countSeconds({ walk, from: one, to: other, counts: openMinutes(walk, calendar) });
        expect(businessSeconds(calendar, iso(one), iso(other))).toBe(expected);
      }),
      { numRuns: 250 },
    );
  });

  test('finds the first instant at which the business time is over', () => {
    fc.assert(
      fc.property(scene, fc.double({ min: 0, max: 1, noNaN: true }), ({ walk, calendar, one }, share) => {
        const counts = openMinutes(walk, calendar);
        const seconds = Math.floor(share * countSeconds({ walk, from: one, to: walk.start + 9 * 86_400, counts }));
        expect(addBusinessSeconds(calendar, iso(one), seconds)).toBe(iso(findMoment({ walk, from: one, seconds, counts })!));
      }),
      { numRuns: 250 },
    );
  });

  test('adding is the inverse of measuring, far outside the walk too', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 20_000_000 }), ({ calendar, one }, seconds) => {
        const end = addBusinessSeconds(calendar, iso(one), seconds);
        if (end === undefined) return;
        expect(businessSeconds(calendar, iso(one), end)).toBe(seconds);
        expect(businessSeconds(calendar, iso(one), iso(parseInstant(end) - 1))).toBe(seconds - 1);
      }),
      { numRuns: 150 },
    );
  });

  test('a stretch is the sum of its parts', () => {
    fc.assert(
      fc.property(scene, fc.nat(6 * 86_400), ({ walk, calendar, one, other }, offset) => {
        const [from, middle, to] = [one, other, walk.start + 2 * 86_400 + offset].toSorted((a, b) => a - b).map(iso);
        expect(businessSeconds(calendar, from!, middle!) + businessSeconds(calendar, middle!, to!)).toBe(businessSeconds(calendar, from!, to!));
      }),
      { numRuns: 250 },
    );
  });

  test('is open in the open minutes, and otherwise names the next of them', () => {
    fc.assert(
      fc.property(scene, ({ walk, calendar, one }) => {
        const open = openMinutes(walk, calendar);
        const minute = Math.floor((one - walk.start) / 60);
        expect(isOpen(calendar, iso(one))).toBe(open[minute]);
        const next = open.indexOf(true, minute);
        if (next !== -1 && next < 8 * 1440) expect(nextOpening(calendar, iso(one))).toBe(iso(Math.max(one, walk.start + next * 60)));
      }),
      { numRuns: 250 },
    );
  });

  test('business days are the local dates that open, at the wall time of the start or the next opening', () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: 1, max: 3 }), ({ walk, calendar, one }, days) => {
        const minute = Math.floor((one - walk.start) / 60);
        const wallTime = walk.shown[minute]! % 10_000;
        const dates = walk.dates.map(({ date }) => date);
        const openAlone = (date: string): boolean =>
          openMinutes(walk, { ...calendar, holidays: [...calendar.holidays!, ...dates.filter((other) => other !== date)] }).includes(true);
        const later = dates.filter((date) => digits(date) > Math.floor(walk.shown[minute]! / 10_000) && openAlone(date));
        const day = later[days - 1];
        if (day === undefined) return;
        const there = walk.shown.findIndex((shown) => shown >= digits(day) * 10_000 + wallTime);
        const next = openMinutes(walk, calendar).indexOf(true, there);
        if (there === -1 || next === -1) return;
        expect(addBusinessDays(calendar, iso(walk.start + minute * 60), days)).toBe(iso(walk.start + next * 60));
      }),
      { numRuns: 80 },
    );
  });

  test.each(walks.map((walk) => [walk.timeZone, iso(walk.start).slice(0, 10), walk] as const))(
    'around the clock in %s from %s every second counts',
    (timeZone, _day, walk) => {
      const day = [['00:00', '12:00'], ['12:00', '24:00']] as const;
      const week = { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: day, sunday: day };
      const [from, to] = [iso(walk.start), iso(walk.start + 10 * 86_400)] as const;
      expect(businessSeconds({ timeZone, week }, from, to)).toBe(10 * 86_400);
      // A far holiday takes the long way round.
      expect(businessSeconds({ timeZone, week, holidays: ['1999-12-31'] }, from, to)).toBe(10 * 86_400);
    },
  );
});
