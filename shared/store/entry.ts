import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import type { Step } from '../record/lifecycle.ts';
import { entryKey, recordKey } from './keys.ts';
import type { Cause, Kernel } from './kernel.ts';
import type { Item } from './table.ts';

/**
 * A step of the timeline as it is kept: audit, history and outbox in one item. `events` are its happenings, each with the id
 * that the bus will carry.
 */
export interface Entry {
  readonly tenant: string;
  readonly type: string;
  readonly id: string;
  readonly version: number;
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly from?: string;
  readonly to: string;
  readonly changes: Step['changes'];
  readonly note?: string;
  readonly visibility: 'public' | 'internal';
  readonly events: readonly { readonly id: string; readonly type: string; readonly data?: object }[];
  /** The record's summary after the step, so that consumers need not ask; left out at creation, where the changes say it all. */
  readonly about?: object;
  readonly correlation: string;
  readonly causation?: string;
  readonly hops?: number;
  readonly replay?: boolean;
}

/** The timeline entry of a step, as an item of the record's own collection. */
export function entryItem({ kernel, definition, actor, record, step, cause, at }: { kernel: Kernel; definition: AnyDefinition; actor: Actor; record: AnyRecord; step: Step; cause: Cause; at: string }): Item & Entry {
  const { link, happenings, ...rest } = step;
  const events = happenings.map(({ type, data }) => ({ id: kernel.newId(at), type, data: link && type.endsWith('linked') ? { ...data, link } : data }));
  return {
    ...entryKey(recordKey(actor.tenant, definition.name, record.id), record.version),
    tenant: actor.tenant, type: definition.name, id: record.id, version: record.version, at, actor: actor.name, ...rest, events,
    about: step.command === 'create' ? undefined : aboutOf(definition, record),
    correlation: cause.correlation ?? events[0]?.id ?? kernel.newId(at),
    ...(cause.causation && { causation: cause.causation }), ...(cause.hops && { hops: cause.hops }), ...(cause.replay && { replay: true }),
  };
}

const aboutOf = (definition: AnyDefinition, record: AnyRecord): object =>
  Object.fromEntries(['number', 'watchers', ...definition.summary as string[]].filter((name) => record[name] !== undefined && !(Array.isArray(record[name]) && record[name].length === 0)).map((name) => [name, record[name]]));
