import type { EventSeen } from '../record/define.ts';
import type { Entry } from '../store/entry.ts';

/** An event as the bus carries it: `source`, `detail-type` and `detail` of EventBridge. */
export interface BusEvent { readonly source: string; readonly detailType: string; readonly detail: EventSeen }

/** An event that is larger leaves the values of the changes out: EventBridge and SQS take 256 KB. */
const MOST_BYTES = 200_000;

/** A loop of practices that react to each other is cut here. */
export const MOST_HOPS = 8;

/**
 * The events of a timeline entry, in the order in which they happened. `groupId` and `dedupId` are what an ordered bus needs.
 * An entry past {@link MOST_HOPS} becomes `<type>.quarantined`, which no reaction listens to.
 * @param practice the folder that the record type belongs to, which is the event's source
 */
export function eventsOf(entry: Entry, practice: string): BusEvent[] {
  const { tenant, type, id, version, at, actor, command, from, to, changes, note, visibility, about, correlation, causation, hops = 0, replay } = entry;
  const quarantined = hops > MOST_HOPS;
  // The changes come twice: as such, and in the record afterwards.
  const large = 2 * Buffer.byteLength(JSON.stringify(changes)) > MOST_BYTES;
  return entry.events.map(({ id: eventId, type: happened, data }) => {
    const name = `${type}.${quarantined ? 'quarantined' : happened}`;
    return {
      source: `lambdesk.${practice}`,
      detailType: name,
      detail: {
        metadata: {
          id: eventId, type: name, tenant, recordType: type, recordId: id, recordVersion: version, time: at, actor, correlation, hops,
          ...(causation && { causation }), ...(replay && { replay }), ...(quarantined && { happened }),
          groupId: `${tenant}#${id}`, dedupId: eventId,
        },
        data: {
          number: id, state: to, command, visibility, ...(large ? { changes: namesOnly(changes), abridged: true } : { changes }),
          ...(from && { from }), ...(note && { note }), ...data,
          record: { ...afterwards(large ? short(changes) : changes), ...about, state: to },
        },
      },
    };
  });
}

const short = (changes: Entry['changes']): Entry['changes'] => Object.fromEntries(Object.entries(changes).filter(([, { to }]) => JSON.stringify(to ?? '').length <= 1_000));

/** Which fields changed, for who wants to read the record. */
const namesOnly = (changes: Entry['changes']): Entry['changes'] => Object.fromEntries(Object.keys(changes).map((name) => [name, {}]));

const afterwards = (changes: Entry['changes']): object =>
  Object.fromEntries(Object.entries(changes).filter(([, { to }]) => to !== undefined).map(([name, { to }]) => [name, to]));
