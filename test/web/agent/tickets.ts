import type { Me, RecordType } from '../../../web/api/practices.ts';
import type { AnyRecord } from '../../../web/api/records.ts';

/** An incident as a list gives it, with what a test is about. */
export const ticket = (number: string, more: Partial<AnyRecord> = {}): AnyRecord =>
  ({ number, state: 'assigned', version: 1, createdAt: '2026-11-01T08:00:00.000Z', updatedAt: '2026-11-01T08:00:00.000Z', title: `Title of ${number}`, requester: 'guest', team: 'service-desk', priority: 3, transferCount: 0, ...more });

export const me = (more: Partial<Me> = {}): Me => ({ tenant: 'campsite', name: 'anna', roles: ['agent'], team: 'service-desk', may: {}, ...more });

export const incidentType = {
  name: 'incident', route: 'incidents',
  states: [['new', false], ['assigned', false], ['in-progress', false], ['on-hold', false], ['resolved', true], ['closed', true], ['canceled', true]].map(([name, done]) => ({ name, done })),
} as unknown as RecordType;
