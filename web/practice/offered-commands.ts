import type { Command, RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';

export interface Offered { readonly buttons: readonly Command[]; readonly menu: readonly Command[]; readonly grave: readonly Command[] }

/** To end something other than by getting it done, in the verbs of commands. */
const graveVerb = /^(cancel|retire|dissolve|discard|terminate|end|revoke|withdraw|supersede|leave|expire|delete|remove)([A-Z]|$)/;

/** Whether a command takes a record out of use; told its type, rather than only something about it. */
export const isGrave = ({ name, to }: Pick<Command, 'name' | 'to'>, type?: Pick<RecordType, 'states'>): boolean => graveVerb.test(name) && (!type || type.states.some((state) => state.name === to && state.done));

/**
 * The commands that a record takes now: the likeliest as buttons, the rest, and what takes something away. What only few states offer is
 * likelier wanted in them than what nearly every state offers; among equals the definition's own order holds.
 */
export function offeredCommands(type: RecordType, record: AnyRecord, { most = 3, except = [] }: { most?: number; except?: readonly string[] } = {}): Offered {
  const allowed = type.commands.filter(({ name }) => record.allowedCommands?.includes(name) && !except.includes(name));
  const usual = allowed.filter((command) => !isGrave(command, type));
  const likely = usual.toSorted((one, other) => one.from.length - other.from.length).slice(0, most);
  return { buttons: usual.filter((command) => likely.includes(command)), menu: usual.filter((command) => !likely.includes(command)), grave: allowed.filter((command) => isGrave(command, type)) };
}

/** The commands that every one of some records takes, for all that a list knows of them; they may still be refused one by one. */
export const commonCommands = (type: RecordType, records: readonly AnyRecord[], mayGive: (command: Command, record: AnyRecord) => boolean): readonly Command[] =>
  records.length === 0 ? [] : type.commands.filter((command) => records.every((record) => command.from.includes(record.state) && mayGive(command, record)));
