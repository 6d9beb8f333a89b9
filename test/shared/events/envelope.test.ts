import { describe, expect, test } from 'vitest';
import { eventsOf, MOST_HOPS } from '../../../shared/events/envelope.ts';
import { entry } from './entries.ts';

describe('the events of a timeline entry', () => {
  test('carry what happened, to what, by whom and why', () => {
    const [event] = eventsOf(entry('INC0000001', 3, { note: 'Mended', changes: { assignee: { from: 'anna', to: 'bram' }, holdReason: { from: 'vendor' } }, causation: 'e0', hops: 2 }), 'incident');
    expect(event).toEqual({
      source: 'lambdesk.incident', detailType: 'incident.started',
      detail: {
        metadata: {
          id: 'INC0000001-3', type: 'incident.started', tenant: 'campsite', recordType: 'incident', recordId: 'INC0000001', recordVersion: 3, time: '2026-03-02T09:00:00.000Z', actor: 'anna',
          correlation: 'c1', causation: 'e0', hops: 2, groupId: 'campsite#INC0000001', dedupId: 'INC0000001-3',
        },
        data: {
          number: 'INC0000001', state: 'in-progress', from: 'assigned', command: 'start', visibility: 'public', note: 'Mended', changes: { assignee: { from: 'anna', to: 'bram' }, holdReason: { from: 'vendor' } },
          record: { number: 'INC0000001', title: 'Broken', assignee: 'bram', state: 'in-progress' },
        },
      },
    });
  });

  test('come in the order in which they happened, each with data of its own', () => {
    const both = eventsOf(entry('INC0000001', 3, { events: [{ id: 'a', type: 'resolved' }, { id: 'b', type: 'clock-breached', data: { clock: 'resolution' } }] }), 'incident');
    expect(both.map(({ detailType, detail }) => [detailType, detail.metadata.id, detail.data.clock])).toEqual([['incident.resolved', 'a', undefined], ['incident.clock-breached', 'b', 'resolution']]);
  });

  test('are marked in a replay', () => {
    expect(eventsOf(entry('INC0000001', 3, { replay: true }), 'incident')[0]!.detail.metadata).toMatchObject({ replay: true });
    expect(eventsOf(entry('INC0000001', 3), 'incident')[0]!.detail.metadata).not.toHaveProperty('replay');
  });

  test('are put aside when practices have answered each other too often', () => {
    expect(eventsOf(entry('INC0000001', 3, { hops: MOST_HOPS }), 'incident')[0]!.detailType).toBe('incident.started');
    expect(eventsOf(entry('INC0000001', 3, { hops: MOST_HOPS + 1 }), 'incident')[0]).toMatchObject({ detailType: 'incident.quarantined', detail: { metadata: { type: 'incident.quarantined', happened: 'started' } } });
  });

  test('leave the values of the changes out when the bus would not take them, and keep what is short', () => {
    const changes = { escalations: { from: ['x'.repeat(90_000)], to: ['x'.repeat(95_000)] }, title: { from: 'a', to: 'b' } };
    const [event] = eventsOf(entry('INC0000001', 3, { changes }), 'incident');
    expect(event!.detail.data).toMatchObject({ abridged: true, changes: { escalations: {}, title: {} }, record: { title: 'Broken' } });
    expect(JSON.stringify(event).length).toBeLessThan(2_000);
    const [made] = eventsOf(entry('INC0000001', 1, { command: 'create', changes, about: undefined }), 'incident');
    expect(made!.detail.data.record).toEqual({ title: 'b', state: 'in-progress' });
  });
});
