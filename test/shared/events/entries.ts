import type { Entry } from '../../../shared/store/entry.ts';
import { entryKey, recordKey } from '../../../shared/store/keys.ts';

/** A timeline entry of an incident as the table holds it. */
export const entry = (id: string, version: number, more: Partial<Entry> = {}): Entry & { pk: string; sk: string } => ({
  ...entryKey(recordKey('campsite', 'incident', id), version),
  tenant: 'campsite', type: 'incident', id, version, at: '2026-03-02T09:00:00.000Z', actor: 'anna', command: 'start', from: 'assigned', to: 'in-progress', changes: {}, visibility: 'public',
  events: [{ id: `${id}-${version}`, type: 'started' }], about: { number: id, title: 'Broken' }, correlation: 'c1', ...more,
});
