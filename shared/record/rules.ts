import type { Actor, AnyDefinition, AnyRecord, Context, Happening, Who } from './define.ts';
import { forbidden, refused, type Refusal } from './fault.ts';
import { choice, longText, optional, ref, text, type Field, type FieldMap } from './field.ts';
import { can, isStaff } from './policy.ts';

/** Types of typed links between any two records; readable from both ends. */
export const linkTypes = ['caused-by', 'duplicate-of', 'affects', 'resolves', 'implements', 'child-of', 'relates-to'] as const;

/** What stands behind a command, whoever defines it: the practice or the kernel. */
export interface Rule {
  help: string;
  by: readonly Who[];
  from?: readonly string[];
  to?: string | ((context: Context<any, any, any, any>) => string | undefined);
  happened: string;
  fields: FieldMap;
  asks: FieldMap;
  partial: boolean;
  /** Names that exist but may not be sent, with the reason. */
  refusals: Readonly<Record<string, string>>;
  visibility: 'public' | 'internal';
  check?: (context: Context<any, any, any, any>) => Refusal | undefined;
  offered?: (record: any, actor: Actor) => boolean;
  change?: (context: Context<any, any, any, any>) => object;
  note?: (context: Context<any, any, any, any>) => string | undefined;
  also?: (context: Context<any, any, any, any>) => readonly Happening[];
  link?: true;
}

const commentAsks = { text: longText(), visibility: optional(choice('public', 'internal')) };
const linkAsks = { type: choice(...linkTypes), target: text({ help: 'The number of the other record, or type/name' }) };
const everybody: readonly Who[] = ['agent', 'lead', 'operations', 'security', 'change-manager', 'release-manager', 'cab', 'manager', 'requester', 'assignee', 'collaborator', 'watcher', 'system', 'importer'];
const staffOnly = everybody.filter((who) => who !== 'requester' && who !== 'watcher');

const watchRule = (happened: 'watched' | 'unwatched'): Rule => ({
  help: happened === 'watched' ? 'Be told of what happens to it' : 'No longer be told of it',
  by: everybody, happened, fields: {}, asks: { person: optional(ref('person')) }, partial: false, refusals: {}, visibility: 'internal',
  check: ({ record, asked, actor }) => {
    const person = asked.person ?? actor.name;
    if (person !== actor.name && !isStaff(actor) && record.requester !== actor.name) return forbidden('own-watch-only', 'You can watch for yourself only.');
    return happened === 'watched' && record.watchers.length >= MOST_WATCHERS && !record.watchers.includes(person) ? refused('too-many-watchers', `${MOST_WATCHERS} people watch it already.`) : undefined;
  },
  change: ({ record, asked, actor }) => {
    const person = asked.person ?? actor.name;
    if (happened === 'unwatched') return { watchers: record.watchers.filter((name: string) => name !== person) };
    return { watchers: record.watchers.includes(person) ? record.watchers : [...record.watchers, person] };
  },
});

/** They are part of what every list shows. */
const MOST_WATCHERS = 50;

const shared: Readonly<Record<string, Rule>> = {
  watch: watchRule('watched'),
  unwatch: watchRule('unwatched'),
  link: { help: 'Tie it to another record', by: staffOnly, happened: 'linked', fields: {}, asks: linkAsks, partial: false, refusals: {}, visibility: 'internal', link: true },
  unlink: { help: 'Untie it from another record', by: staffOnly, happened: 'unlinked', fields: {}, asks: linkAsks, partial: false, refusals: {}, visibility: 'internal', link: true },
  touch: { help: 'Work out anew what follows from agreements', by: ['system', 'importer'], happened: 'updated', fields: {}, asks: {}, partial: false, refusals: {}, visibility: 'internal' },
  tick: { help: 'Announce what fell due', by: ['system', 'importer'], happened: '', fields: {}, asks: {}, partial: false, refusals: {}, visibility: 'internal' },
};

/** Commands that every record takes besides those of its definition. */
export const sharedCommands: readonly string[] = ['comment', ...Object.keys(shared)];

/** The rule behind a command of a definition, `create`, `update`, `comment` and the shared ones included. */
export function ruleOf(definition: AnyDefinition, command: string): Rule | undefined {
  const all = { ...definition.fields, ...definition.kept };
  if (command === 'create') {
    return { help: `Make ${an(definition.name)}`, ...definition.create, happened: 'created', fields: definition.fields, asks: {}, partial: false, refusals: keptReasons(definition), visibility: 'public' };
  }
  if (command === 'update') {
    const editable = Object.fromEntries(Object.entries(definition.fields).filter(([name]) => !definition.fixed?.[name]));
    return { help: 'Change fields', ...definition.update, happened: 'updated', fields: editable, asks: {}, partial: true, refusals: { ...keptReasons(definition), ...definition.fixed as Record<string, string> }, visibility: 'public' };
  }
  if (command === 'comment') {
    return { help: 'Say something', by: everybody, ...definition.comment, from: definition.states, happened: 'commented', fields: {}, asks: commentAsks, partial: false, refusals: {}, visibility: 'public', check: internalIsForStaff, note: ({ asked }) => asked.text };
  }
  if (Object.hasOwn(shared, command)) return { from: definition.states, ...shared[command]! };
  if (!Object.hasOwn(definition.commands, command)) return undefined;
  const own = definition.commands[command]!;
  const fields = Object.fromEntries(Object.entries(own.takes ?? {}).map(([name, need]) =>
    [name, { ...all[name]!, optional: need === 'optional' } as Field]));
  return { ...own, fields, asks: own.asks ?? {}, partial: false, refusals: {}, visibility: own.visibility ?? 'public' };
}

const internalIsForStaff = ({ asked, actor }: Context<any, any, any, any>): Refusal | undefined =>
  asked.visibility === 'internal' && !isStaff(actor) ? forbidden('staff-only', 'Internal comments are for staff; leave visibility out.') : undefined;

/** A replay of history brings along what the other system kept: an importer may set any field with any command. */
export function ruleFor(definition: AnyDefinition, command: string, actor: Pick<Actor, 'roles'>): Rule | undefined {
  const rule = ruleOf(definition, command);
  if (!rule || !actor.roles.includes('importer')) return rule;
  // What the command asks for under the name of a field is the command's.
  const every = Object.fromEntries(Object.entries({ ...definition.fields, ...definition.kept }).filter(([name]) => !Object.hasOwn(rule.asks, name)).map(([name, field]) => [name, { ...field, optional: true as const }]));
  return { ...rule, fields: { ...every, ...rule.fields }, refusals: {} };
}

const keptReasons = (definition: AnyDefinition): Record<string, string> => Object.fromEntries([
  ...Object.keys(definition.kept ?? {}).map((name) => [name, definition.derive && name in definition.derive ? 'it is derived from other fields.' : 'commands set it.']),
  ...['id', 'number', 'state', 'version', 'createdAt', 'createdBy', 'updatedAt', 'watchers', 'clocks', 'allowedCommands', 'dueAt', 'calendar'].map((name) => [name, 'the system keeps it.']),
]);

const an = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
const isDone = (definition: AnyDefinition, state: string): boolean => definition.done.includes(state);

/** Whether a rule takes a record in this state. */
export const startsFrom = (definition: AnyDefinition, rule: Rule, state: string): boolean =>
  rule.from ? rule.from.includes(state) : !isDone(definition, state);

/**
 * What an actor may do with a record as it stands; it draws the buttons. Each is a `POST` of that name, but for `update`, which is the PATCH of the
 * record, and for `comment` and `link`, which have addresses of their own. Of record and actor alone, so that the same version answers the same.
 */
export function allowedCommands(definition: AnyDefinition, record: AnyRecord, actor: Actor): string[] {
  return [...Object.keys(definition.commands), 'update', 'comment', 'link', 'unlink', 'watch', 'unwatch'].filter((name) => {
    const rule = ruleOf(definition, name)!;
    return can(actor, rule.by, record) && startsFrom(definition, rule, record.state) && (rule.offered?.(record, actor) ?? true);
  });
}
