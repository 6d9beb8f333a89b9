import { describe, expect, test } from 'vitest';
import {
  always, announce, type BusinessCalendar, type Clock, marksDue, nextMarkAt, pauseClock, presentClock, readClock, rearm, reopenClock, resumeClock,
  retargetClock, startClock, stopClock,
} from '../../../shared/clock/index.ts';

const nineToFive = [['09:00', '17:00']] as const;
const office: BusinessCalendar = {
  timeZone: 'Europe/Brussels',
  week: { monday: nineToFive, tuesday: nineToFive, wednesday: nineToFive, thursday: nineToFive, friday: nineToFive },
};
const hour = 3600;
/** Friday 20 March 2026, in Brussels an hour later than in UTC. */
const friday = (time: string): string => `2026-03-20T${time}:00.000Z`;
const monday = (time: string): string => `2026-03-23T${time}:00.000Z`;
const started = startClock({ name: 'resolution', target: 4 * hour, at: friday('08:00') });
const onHold = pauseClock({ clock: started, at: friday('09:00'), reason: 'caller' });

describe('what users of other tools complain about', () => {
  test('a pause survives a change of the agreement: three hours on hold stay three hours on hold', () => {
    const resumed = resumeClock({ clock: onHold, at: friday('12:00') });
    const retargeted = retargetClock(resumed, { target: 8 * hour, warnings: [50] });
    expect(retargeted.intervals).toEqual(resumed.intervals);
    expect(readClock({ clock: retargeted, calendar: office, at: friday('13:00') })).toEqual({
      elapsed: 2 * hour, paused: 3 * hour, breached: false, remaining: 6 * hour, dueAt: monday('11:00'),
    });
  });

  test('a clock that is on hold does not breach, however long the caller is silent', () => {
    const aYearLater = { clock: onHold, calendar: office, at: '2027-03-20T08:00:00Z' };
    expect(readClock(aYearLater)).toMatchObject({ elapsed: hour, breached: false, remaining: 3 * hour });
    expect(readClock(aYearLater)).not.toHaveProperty('dueAt');
    expect(marksDue(aYearLater)).toEqual([]);
    expect(nextMarkAt(aYearLater)).toBeUndefined();
  });

  test('pauses are measured on the calendar of the deadline: a weekend on hold moves the deadline by the business hours only', () => {
    const overTheWeekend = resumeClock({ clock: pauseClock({ clock: started, at: friday('10:00'), reason: 'vendor' }), at: monday('09:00') });
    expect(readClock({ clock: overTheWeekend, calendar: office, at: monday('09:00') })).toMatchObject({
      elapsed: 2 * hour, paused: 7 * hour, dueAt: monday('11:00'),
    });
  });

  test('another calendar measures run and pause alike, from the beginning of the log', () => {
    const resumed = resumeClock({ clock: onHold, at: monday('09:00') });
    expect(readClock({ clock: resumed, calendar: office, at: monday('10:00') })).toMatchObject({ elapsed: 2 * hour, paused: 8 * hour });
    expect(readClock({ clock: resumed, calendar: always, at: monday('10:00') })).toMatchObject({ elapsed: 2 * hour, paused: 72 * hour });
  });
});

describe('a clock', () => {
  test('is in time at its deadline and in breach a second later', () => {
    expect(readClock({ clock: started, calendar: office, at: friday('12:00') })).toMatchObject({ elapsed: 4 * hour, breached: false, remaining: 0 });
    expect(readClock({ clock: started, calendar: office, at: '2026-03-20T12:00:01Z' })).toMatchObject({ breached: true, remaining: 0 });
  });

  test('paused again for another reason keeps both pauses; for the same reason it is one pause', () => {
    const vendor = pauseClock({ clock: onHold, at: friday('10:00'), reason: 'vendor' });
    expect(vendor.intervals.slice(1)).toEqual([
      { state: 'paused', from: friday('09:00'), to: friday('10:00'), reason: 'caller' },
      { state: 'paused', from: friday('10:00'), reason: 'vendor' },
    ]);
    expect(pauseClock({ clock: onHold, at: friday('10:00'), reason: 'caller' })).toBe(onHold);
  });

  test('reopened continues its cycle, and shows the resolved time without counting it', () => {
    const reopened = reopenClock({ clock: stopClock({ clock: started, at: friday('10:00') }), at: monday('09:00') });
    expect(reopened.intervals).toEqual([
      { state: 'running', from: friday('08:00'), to: friday('10:00') },
      { state: 'resolved', from: friday('10:00'), to: monday('09:00') },
      { state: 'running', from: monday('09:00') },
    ]);
    expect(readClock({ clock: reopened, calendar: office, at: monday('09:30') })).toMatchObject({ elapsed: 2.5 * hour, paused: 0, dueAt: monday('11:00') });
  });

  test('stopped has no deadline, and cannot be paused or resumed', () => {
    const stopped = stopClock({ clock: onHold, at: friday('11:00') });
    expect(readClock({ clock: stopped, calendar: office, at: friday('15:00') })).toEqual({ elapsed: hour, paused: 2 * hour, breached: false, remaining: 3 * hour });
    expect(pauseClock({ clock: stopped, at: friday('12:00'), reason: 'vendor' })).toBe(stopped);
    expect(resumeClock({ clock: stopped, at: friday('12:00') })).toBe(stopped);
    expect(stopClock({ clock: stopped, at: friday('12:00') })).toBe(stopped);
    expect(reopenClock({ clock: started, at: friday('12:00') })).toBe(started);
  });

  test('takes a command dated before its last edge as given at that edge', () => {
    expect(resumeClock({ clock: onHold, at: friday('08:30') }).intervals.slice(1)).toEqual([
      { state: 'paused', from: friday('09:00'), to: friday('09:00'), reason: 'caller' },
      { state: 'running', from: friday('09:00') },
    ]);
  });

  test('floors its instants to seconds', () => {
    expect(startClock({ name: 'first response', target: hour, at: '2026-03-20T08:00:00.999Z' }).startedAt).toBe('2026-03-20T08:00:00.000Z');
  });

  test.each([-1, 1.5, Number.NaN])('refuses a target of %s seconds', (target) => {
    expect(() => startClock({ name: 'resolution', target, at: friday('08:00') })).toThrow(RangeError);
    expect(() => retargetClock(started, { target })).toThrow(RangeError);
    expect(() => retargetClock(started, { warnings: [0] })).toThrow(RangeError);
  });

  test('is presented in the words of the API', () => {
    expect(presentClock({ clock: onHold, calendar: office, at: friday('09:30') })).toEqual({
      name: 'resolution', state: 'paused', startedAt: friday('08:00'), elapsed: 'PT1H', target: 'PT4H', remaining: 'PT3H', paused: 'PT30M', breached: false,
      intervals: [{ state: 'running', from: friday('08:00'), to: friday('09:00') }, { state: 'paused', from: friday('09:00'), reason: 'caller' }],
    });
    expect(presentClock({ clock: started, calendar: office, at: friday('09:00') }).dueAt).toBe(friday('12:00'));
  });
});

describe('marks', () => {
  const sweep = (clock: Clock, at: string) => marksDue({ clock, calendar: office, at });
  const warning = { mark: 'warn:75', kind: 'warn', percent: 75, at: friday('11:00') };
  const breach = { mark: 'breach', kind: 'breach', percent: 100, at: '2026-03-20T12:00:01.000Z' };

  test('are due from their moment on, the warning before the breach', () => {
    expect(sweep(started, '2026-03-20T10:59:59Z')).toEqual([]);
    expect(sweep(started, friday('11:00'))).toEqual([warning]);
    expect(sweep(started, friday('12:00'))).toEqual([warning]);
    expect(sweep(started, friday('12:01'))).toEqual([warning, breach]);
  });

  test('are announced once', () => {
    const announced = announce(started, [warning]);
    expect(sweep(announced, friday('12:01'))).toEqual([breach]);
    expect(announce(announced, [warning])).toBe(announced);
  });

  test('a late sweep still finds the breach of a clock that was stopped since, and is told to look for it', () => {
    const stopped = stopClock({ clock: announce(started, [warning]), at: friday('13:00') });
    expect(sweep(stopped, monday('08:00'))).toEqual([breach]);
    expect(nextMarkAt({ clock: stopped, calendar: office })).toBe(breach.at);
    expect(nextMarkAt({ clock: announce(stopped, [breach]), calendar: office })).toBeUndefined();
  });

  test('passed at the very moment of a pause belong to that moment, not to the resumption', () => {
    const paused = pauseClock({ clock: started, at: friday('11:00'), reason: 'caller' });
    expect(sweep(paused, friday('13:00'))).toEqual([warning]);
    expect(sweep(resumeClock({ clock: paused, at: friday('14:00') }), friday('14:30'))).toEqual([warning]);
  });

  test('a breach comes with the next opening when the target ends at closing time', () => {
    expect(sweep(retargetClock(started, { target: 8 * hour }), monday('12:00'))[1]).toMatchObject({ at: '2026-03-23T08:00:01.000Z' });
  });

  test('that a longer target makes untrue are armed again', () => {
    const late = announce(started, [warning, breach]);
    const relieved = rearm({ clock: retargetClock(late, { target: 5 * hour }), calendar: office, at: friday('12:30') });
    expect(relieved.marks).toEqual(['warn:75']);
    expect(nextMarkAt({ clock: relieved, calendar: office })).toBe('2026-03-20T13:00:01.000Z');
    expect(rearm({ clock: late, calendar: office, at: friday('12:30') })).toBe(late);
  });

  test('a warning at a fraction of a second waits for the whole second', () => {
    expect(sweep(retargetClock(started, { target: 10, warnings: [33] }), friday('09:00'))[0]).toMatchObject({ at: '2026-03-20T08:00:04.000Z' });
  });
});
