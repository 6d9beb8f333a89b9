import { expect, it } from 'vitest';
import type { AnyRecord } from '../../../web/api/records.ts';
import { dayText, sinceWhen } from '../../../web/portal/moment.ts';

it('says the day that it is where somebody is', () => {
  const days = (instant: string) => ['America/New_York', 'Europe/Amsterdam', 'Pacific/Auckland'].map((zone) => /\d{1,2}/.exec(dayText(instant, zone).replace('2026', ''))![0]);
  expect(days('2026-11-24T23:30:00.000Z')).toEqual(['24', '25', '25']);
});

it('says since when a ticket stands where it does, and not when the service last looked at it', () => {
  const now = Date.parse('2026-11-24T12:00:00.000Z');
  const ticket = (more: Partial<AnyRecord>): AnyRecord => ({ number: 'INC0000001', state: 'new', version: 1, createdAt: '2026-11-22T12:00:00.000Z', updatedAt: '2026-11-24T11:59:48.000Z', ...more });
  const resolvedAt = '2026-11-24T10:00:00.000Z';
  expect([{}, { state: 'assigned', resolvedAt }, { state: 'closed', resolvedAt, closedAt: '2026-11-24T11:00:00.000Z' }, { state: 'canceled', closedAt: resolvedAt }].map((more) => sinceWhen(ticket(more), now)))
    .toEqual(['Reported 2 days ago', 'Reported 2 days ago', 'Solved 2 hours ago', 'Withdrawn 2 hours ago']);
});
