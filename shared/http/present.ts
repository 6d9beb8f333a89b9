import { presentClock, type Clock } from '../clock/index.ts';
import { calendarOf } from '../record/clocks.ts';
import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import { allowedCommands } from '../record/rules.ts';
import { fieldVisible } from '../record/policy.ts';
import type { Entry } from '../store/entry.ts';

const hidden = new Set(['calendar', 'clocks', 'id']);

/** A record as this actor may see it, with its clocks as they stand at `at` and the commands it takes from this actor now. */
export function presentRecord({ definition, record, actor, at }: { definition: AnyDefinition; record: AnyRecord; actor: Actor; at: string }): Record<string, unknown> {
  return {
    ...presentSummary({ definition, record, actor }),
    clocks: (record.clocks ?? []).map((clock: Clock) => presentClock({ clock, calendar: calendarOf(record), at })),
    allowedCommands: allowedCommands(definition, record, actor),
  };
}

/** A record as lists show it. */
export function presentSummary({ definition, record, actor }: { definition: AnyDefinition; record: AnyRecord; actor: Actor }): Record<string, unknown> {
  return Object.fromEntries(inOrder(definition).filter((name) => record[name] !== undefined && !hidden.has(name) && fieldVisible(actor, definition, name)).map((name) => [name, record[name]]));
}

const basics = ['number', 'state', 'version'];
const stamps = ['dueAt', 'createdAt', 'createdBy', 'updatedAt', 'watchers'];
/** What people look for first comes first; DynamoDB keeps no order. */
const inOrder = ({ fields, kept }: AnyDefinition): string[] => [...basics, ...Object.keys(fields), ...Object.keys(kept ?? {}), ...stamps];

/** A step of the timeline as this actor may see it. */
export function presentEntry({ definition, entry, actor }: { definition: AnyDefinition; entry: Entry; actor: Actor }): Record<string, unknown> {
  const { at, actor: who, command, from, to, changes, note, visibility, version, events } = entry;
  return {
    at, actor: who, command, version, ...(from !== undefined && { from }), to,
    changes: Object.fromEntries(Object.entries(changes).filter(([name]) => fieldVisible(actor, definition, name))),
    ...(note !== undefined && { note }), visibility, events: events.map(({ id, type, data }) => ({ id, type: `${definition.name}.${type}`, ...(data && { data }) })),
  };
}

export const etagOf = (record: AnyRecord): string => `"${record.version}"`;
