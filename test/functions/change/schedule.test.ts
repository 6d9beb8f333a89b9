import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketOf, bucketsBetween } from '../../../functions/change/bucket.ts';
import { overlaps } from '../../../functions/change/conflicts.ts';
import { icalendar } from '../../../functions/change/icalendar.ts';
import { periodOf, spanOf } from '../../../functions/change/schedule.ts';

const HOUR = 3_600_000;
const instant = fc.integer({ min: Date.parse('2025-11-01T00:00:00Z') / HOUR, max: Date.parse('2027-03-01T00:00:00Z') / HOUR }).map((hours) => new Date(hours * HOUR).toISOString());
const spanUpTo = (days: number) => fc.tuple(instant, fc.integer({ min: 1, max: days * 24 })).map(([start, hours]) => ({ start, end: new Date(Date.parse(start) + hours * HOUR).toISOString() }));

describe('buckets', () => {
  test('hold every change that overlaps the time asked for', () => {
    fc.assert(fc.property(fc.oneof(spanUpTo(7), spanUpTo(91)), spanUpTo(93), (change, asked) => {
      const bucket = bucketOf({ state: 'scheduled', plannedStart: change.start, plannedEnd: change.end })!;
      if (overlaps(change, asked)) expect(bucketsBetween(asked.start, asked.end)).toContain(bucket);
    }), { numRuns: 2000 });
  });

  test('are few: four for a week, ten at most for a month', () => {
    expect(bucketsBetween('2026-03-02T00:00:00.000Z', '2026-03-09T00:00:00.000Z')).toEqual(['w2026-02-23', 'w2026-03-02', expect.stringMatching(/^q/), expect.stringMatching(/^q/)]);
    fc.assert(fc.property(instant, (on) => { expect(bucketsBetween(periodOf('month', on).start, periodOf('month', on).end).length).toBeLessThanOrEqual(10); }));
  });

  test('hold nothing that is not planned, or no longer', () => {
    const planned = { plannedStart: '2026-03-04T20:00:00.000Z', plannedEnd: '2026-03-05T20:00:00.000Z' };
    expect(bucketOf({ state: 'new', ...planned })).toBe('w2026-03-02');
    for (const state of ['rejected', 'canceled']) expect(bucketOf({ state, ...planned })).toBeUndefined();
    expect(bucketOf({ state: 'new' })).toBeUndefined();
  });
});

describe('periods', () => {
  test.each<['day' | 'week' | 'month', string, string, string]>([
    ['day', '2026-03-01', '2026-03-01', '2026-03-02'], ['week', '2026-03-01', '2026-02-23', '2026-03-02'], ['week', '2026-03-02', '2026-03-02', '2026-03-09'], ['month', '2026-12-31', '2026-12-01', '2027-01-01'],
  ])('the %s of %s is from %s to %s', (period, on, start, end) => {
    expect(periodOf(period, on)).toEqual({ start: `${start}T00:00:00.000Z`, end: `${end}T00:00:00.000Z` });
  });

  test('are refused where they end before they begin, or last longer than a quarter', () => {
    expect(() => spanOf({ from: '2026-03-02T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' }, '')).toThrow(/later than from/);
    expect(() => spanOf({ from: '2026-03-02T00:00:00.000Z', to: '2027-03-02T00:00:00.000Z' }, '')).toThrow(/later than from/);
  });
});

describe('the iCalendar feed', () => {
  const event = { uid: 'CHG1@x', start: '2026-03-04T20:00:00.000Z', end: '2026-03-05T20:00:00.000Z', status: 'CONFIRMED' as const, sequence: 3, updatedAt: '2026-03-01T09:00:00.000Z' };

  test('has no line of more than 75 octets, and loses nothing by that', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 300, size: 'max' }), (summary) => {
      const lines = icalendar('Changes', [{ ...event, summary }]).split('\r\n');
      expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
      const unfolded = lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n').find((line) => line.startsWith('SUMMARY:'))!.slice('SUMMARY:'.length);
      const read = unfolded.replaceAll(/\\([\\;,n])/g, (_, letter: string) => letter === 'n' ? '\n' : letter);
      expect(read).toBe(summary.replaceAll(/\r\n|\r/g, '\n').replaceAll(/[\0-\x08\x0b-\x1f\x7f]/g, ''));
    }));
  });

  test('writes an event as RFC 5545 has it', () => {
    expect(icalendar('Changes', [{ ...event, summary: 'Router; switch, cable' }]).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Lambdesk//Change schedule//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH', 'X-WR-CALNAME:Changes',
      'BEGIN:VEVENT', 'UID:CHG1@x', 'DTSTAMP:20260301T090000Z', 'DTSTART:20260304T200000Z', 'DTEND:20260305T200000Z', 'SUMMARY:Router\\; switch\\, cable', 'STATUS:CONFIRMED', 'SEQUENCE:3', 'END:VEVENT', 'END:VCALENDAR', '',
    ]);
  });
});
