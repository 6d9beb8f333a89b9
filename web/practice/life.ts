import type { RecordType } from '../api/practices.ts';
import type { AnyRecord, Entry } from '../api/records.ts';

/** A state in the life of a record: `next` are those that a command leads to now. */
export interface Station { readonly state: string; readonly done: boolean; readonly place: 'past' | 'now' | 'next' | 'later'; /** When it was last reached. */ readonly at?: string; readonly by: readonly string[] }

/** The states of a type in its own order, and where a record stands among them. */
export function lifeOf(type: RecordType, record: AnyRecord, entries: readonly Entry[]): readonly Station[] {
  const reached = new Map(entries.filter(({ from, to }) => from !== to).map(({ to, at }) => [to, at]));
  return type.states.map(({ name, done }) => {
    const by = name === record.state ? [] : type.commands.filter(({ name: command, to }) => to === name && record.allowedCommands?.includes(command)).map((command) => command.name);
    const at = reached.get(name);
    return { state: name, done, by, ...(at && { at }), place: name === record.state ? 'now' : at ? 'past' : by.length > 0 ? 'next' : 'later' };
  });
}
