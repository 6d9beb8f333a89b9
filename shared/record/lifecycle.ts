import { isDeepStrictEqual } from 'node:util';
import { keepClocks, nextDue, promisedAt } from './clocks.ts';
import type { Actor, AnyDefinition, AnyRecord, Context, Happening, Who } from './define.ts';
import { forbidden, invalid, refused, Refusal, type Fault } from './fault.ts';
import { choice, longText, optional, ref, text, type Field, type FieldMap } from './field.ts';
import { readInput } from './input.ts';
import { mergePatch } from './merge-patch.ts';
import { can, isStaff } from './policy.ts';

/** Finds a record that was read together with the one at hand: by type and id. */
export type Found = (type: string, id: string) => AnyRecord | undefined;

export interface Asked {
  readonly definition: AnyDefinition;
  /** Undefined when the command is `create`. */
  readonly record?: AnyRecord;
  readonly command: string;
  readonly body: unknown;
  readonly actor: Actor;
  readonly now: string;
  readonly found: Found;
  readonly facts: Readonly<Record<string, unknown>>;
  /** What a record that is made is tied to in the same step. */
  readonly link?: Step['link'];
  /** The number and id of a record to be made. */
  readonly identity?: { readonly number: string; readonly id: string };
}

/** One step of a record's timeline, before the store gives it its event ids. */
export interface Step {
  readonly command: string;
  readonly from?: string;
  readonly to: string;
  readonly changes: Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>>;
  readonly note?: string;
  readonly visibility: 'public' | 'internal';
  readonly happenings: readonly Happening[];
  readonly link?: { readonly type: string; readonly target: string; readonly remove?: true };
}

export interface Decision { readonly record: AnyRecord; readonly step: Step; readonly due?: string }

/** Types of typed links between any two records; readable from both ends. */
export const linkTypes = ['caused-by', 'duplicate-of', 'affects', 'resolves', 'implements', 'child-of', 'relates-to'] as const;

interface Rule {
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

const startsFrom = (definition: AnyDefinition, rule: Rule, state: string): boolean =>
  rule.from ? rule.from.includes(state) : !isDone(definition, state);

/** The commands (each a `POST` of that name) that an actor may give a record in its present state; what draws the buttons. */
export function allowedCommands(definition: AnyDefinition, record: AnyRecord, actor: Actor): string[] {
  return [...Object.keys(definition.commands), 'unlink', 'watch', 'unwatch'].filter((name) => {
    const rule = ruleOf(definition, name)!;
    return can(actor, rule.by, record) && startsFrom(definition, rule, record.state);
  });
}

/**
 * Decides what a command does to a record, or refuses it. Pure: no clock, no randomness, no input or output.
 * Refusals: `forbidden` before anything is said of fields, then all `invalid` fields at once, then `refused` by state or rule.
 */
export function decide(asked: Asked): Decision | Refusal {
  const { definition, record, command, actor, now, found } = asked;
  const rule = ruleFor(definition, command, actor);
  if (!rule) return new Refusal('not-found', { code: 'unknown-command', detail: `${definition.name} has no command ${command}.` });
  if (!can(actor, rule.by, record)) return forbidden('not-allowed', `${command} is for: ${rule.by.join(', ')}.`);
  const fields = { ...rule.fields, ...rule.asks };
  const body = rule.partial ? merged({ fields, record, patch: asked.body ?? {} }) : asked.body ?? {};
  const read = readInput(fields, body, rule);
  const faults = [...read.faults, ...unknownReferences({ fields, sent: body, faulty: read.faults, found })];
  if (faults.length) return invalid(faults);
  if (record && !startsFrom(definition, rule, record.state)) {
    return new Refusal('refused', {
      code: 'command-not-allowed',
      detail: `${command} is not allowed while ${definition.name} is ${record.state}${rule.from && !rule.from.includes(record.state) ? `; it starts from ${rule.from.join(', ')}` : ''}.`,
      allowedCommands: allowedCommands(definition, record, actor),
    });
  }
  const input = pick(read.value, rule.fields);
  const base = record ?? blank(asked);
  const context: Context<any, any, any, any> = {
    record: base, input, asked: pick(read.value, rule.asks), actor, now, facts: asked.facts,
    refs: refsOf({ ...definition.fields, ...definition.kept, ...rule.asks }, { ...base, ...read.value } as AnyRecord, found),
  };
  const refusal = rule.check?.(context);
  if (refusal) return withAllowed(refusal, asked);
  return settle({ asked, rule, context });
}

function settle({ asked, rule, context }: { asked: Asked; rule: Rule; context: Context<any, any, any, any> }): Decision | Refusal {
  const { definition, record, command, now } = asked;
  const after = strip({ ...context.record, ...context.input, ...rule.change?.(context) }) as AnyRecord;
  const full = overfull(definition, record, after);
  if (full) return withAllowed(refused('list-full', `${full} holds as many as it can.`), asked);
  // A rule may have put it into other hands than the command named: what follows from them is read from those.
  const refs = refsOf({ ...definition.fields, ...definition.kept, ...rule.asks }, { ...after, ...context.asked }, asked.found);
  const seen = { ...context, record: after, refs };
  after.state = record
    ? (typeof rule.to === 'function' ? rule.to(context) : rule.to) ?? after.state
    : definition.initial?.(seen) ?? after.state ?? definition.states[0]!;
  for (const [name, derive] of Object.entries(definition.derive ?? {})) after[name] = (derive as (c: unknown) => unknown)({ ...seen, record: after });
  const calendar = definition.calendar?.({ ...seen, record: after });
  if (calendar) after.calendar = calendar;
  const kept = definition.clocks ? keepClocks({ rules: definition.clocks, before: record, after, context: { ...seen, record: after } }) : undefined;
  if (kept) after.clocks = kept.clocks;
  const changes = differences(record, after);
  const changed = Object.keys(changes).length > 0 || after.state !== record?.state || (command === 'touch' && !isDeepStrictEqual([record?.clocks, record?.calendar], [after.clocks, after.calendar]));
  const quiet = (command === 'update' || command === 'touch' || command === 'tick' || command === 'watch' || command === 'unwatch') && !changed;
  after.updatedAt = now;
  after.version = (record?.version ?? 0) + 1;
  return {
    record: strip({ ...after, dueAt: promisedAt(after) }) as AnyRecord,
    due: nextDue(definition, after),
    step: {
      command, to: after.state, ...(record && { from: record.state }), changes,
      ...noteOf(rule.note?.({ ...context, record: record ?? after })),
      visibility: (command === 'comment' && context.asked.visibility) || rule.visibility,
      happenings: [
        ...(rule.happened && !quiet ? [{ type: rule.happened }] : []),
        ...(rule.also?.({ ...context, record: record ?? after }) ?? []),
        ...(kept?.happenings ?? []),
        ...(asked.link ? [{ type: 'linked' }] : []),
      ],
      ...(asked.link && { link: asked.link }),
      ...(rule.link && { link: { type: context.asked.type, target: context.asked.target, ...(command === 'unlink' && { remove: true as const }) } }),
    },
  };
}

/** A command among several that make one step. */
export interface Order { readonly command: string; readonly body: unknown; /** Its own time, where it is not that of the step. */ readonly at?: string }

/**
 * Decides commands that belong together as one step of the timeline: each on what the one before it made of the record, all of them or
 * none. The step is named after the command that tells most: the one that made the record, else the last that led to another state, else
 * the last that is no mere update. It is internal as soon as one of them is. One of them at most may tie or untie records.
 */
export function decideAll({ orders, link, ...asked }: Omit<Asked, 'command' | 'body'> & { readonly orders: readonly Order[] }): Decision | Refusal {
  const decisions: Decision[] = [];
  for (const { command, body, at = asked.now } of orders) {
    const before = decisions.at(-1)?.record;
    const decision = decide({ ...asked, ...(before ? { record: before } : { link }), command, body, now: at });
    if (decision instanceof Refusal) return decision;
    decisions.push(decision);
  }
  return decisions.length === 1 ? decisions[0]! : asOneStep(asked.record, decisions);
}

function asOneStep(before: AnyRecord | undefined, decisions: readonly Decision[]): Decision {
  const { record, due } = decisions.at(-1)!;
  const steps = decisions.map(({ step }) => step);
  const links = steps.flatMap(({ link }) => link ?? []);
  if (links.length > 1) throw new RangeError('One step ties or unties one record at most');
  const telling = before === undefined ? steps[0]!
    : steps.findLast(({ from, to }) => from !== to) ?? steps.findLast(({ command }) => command !== 'update') ?? steps.at(-1)!;
  return {
    record: { ...record, version: (before?.version ?? 0) + 1 }, due,
    step: {
      command: telling.command, to: record.state, ...(before && { from: before.state }), changes: differences(before, record),
      ...noteOf([...new Set(steps.flatMap(({ note }) => note ?? []))].join('\n\n')),
      visibility: steps.some(({ visibility }) => visibility === 'internal') ? 'internal' : 'public',
      happenings: steps.flatMap(({ happenings }) => happenings),
      ...(links[0] && { link: links[0] }),
    },
  };
}

/** A list that a command made longer than its field allows. */
const overfull = ({ fields, kept }: AnyDefinition, before: AnyRecord | undefined, after: AnyRecord): string | undefined =>
  Object.entries({ ...fields, ...kept }).find(([name, { kind, max }]) => kind === 'list' && max && after[name]?.length > Math.max(max, before?.[name]?.length ?? 0))?.[0];

/** Whether a decision is worth writing: a PATCH that changes nothing, or a sweep that finds nothing due, is not. */
export const isEmpty = ({ step }: Decision): boolean => step.happenings.length === 0 && !step.link;

const noteOf = (note: string | undefined): { note?: string } => note ? { note } : {};

function blank({ definition, identity, actor, now }: Asked): AnyRecord {
  return { id: identity!.id, number: identity!.number, state: definition.states[0]!, version: 0, createdAt: now, createdBy: actor.name, updatedAt: now, watchers: [] };
}

const pick = (value: Record<string, unknown>, fields: FieldMap): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(fields, name)));

const strip = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined && one !== null)) as T;

function withAllowed(refusal: Refusal, { definition, record, actor }: Asked): Refusal {
  if (refusal.kind !== 'refused' || !record) return refusal;
  return new Refusal(refusal.kind, { code: refusal.code, detail: refusal.message, faults: refusal.faults, allowedCommands: allowedCommands(definition, record, actor) });
}

/** Of a patch, the structured values as it leaves them: what it does not name stays. */
function merged({ fields, record, patch }: { fields: FieldMap; record?: AnyRecord; patch: unknown }): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  return Object.fromEntries(Object.entries(patch).map(([name, value]) =>
    [name, Object.hasOwn(fields, name) && value !== null ? mergePatch(record?.[name], value) : value]));
}

export interface Reference { readonly name: string; readonly pointer: string; readonly type: string; readonly id: string; /** Whether it is the field itself, and not one of a list or inside a structure. */ readonly whole: boolean }

/** The records that a set of values refers to, however deep, so that they can be read in one go. */
export const references = (fields: FieldMap, values: Readonly<Record<string, unknown>>): Reference[] =>
  Object.entries(fields).flatMap(([name, field]) => referencesIn(field, values[name], `/${name}`)
    .map(({ pointer, type, id }) => ({ name, pointer, type, id, whole: field.kind === 'ref' })));

function referencesIn({ kind, of, shape, target }: Field, value: unknown, pointer: string): { pointer: string; type: string; id: string }[] {
  if (kind === 'ref') return typeof value === 'string' ? [{ pointer, type: target!, id: value }] : [];
  // Longer lists than any field takes are refused as such.
  if (kind === 'list' && Array.isArray(value)) return value.slice(0, MOST_ENTRIES).flatMap((one, index) => referencesIn(of!, one, `${pointer}/${index}`));
  if (kind !== 'object' || typeof value !== 'object' || value === null) return [];
  return Object.entries(shape!).flatMap(([name, field]) => referencesIn(field, (value as Record<string, unknown>)[name], `${pointer}/${name}`));
}

const MOST_ENTRIES = 200;

/** The fields by which a definition relies on something of the records that they refer to. */
export const reliedOn = ({ fields, kept }: Pick<AnyDefinition, 'fields' | 'kept'>): FieldMap =>
  Object.fromEntries(Object.entries({ ...fields, ...kept }).filter(([, { kind, pick: wanted }]) => kind === 'ref' && wanted && Object.keys(wanted).length > 0));

/** References to what does not exist, told together with the other faults; one that is not even a name is told as that only. */
function unknownReferences({ fields, sent, faulty, found }: { fields: FieldMap; sent: unknown; faulty: readonly Fault[]; found: Found }): Fault[] {
  const told = new Set(faulty.map(({ pointer }) => pointer));
  return references(fields, typeof sent === 'object' && sent !== null ? sent as Record<string, unknown> : {})
    .filter(({ pointer, type, id }) => !told.has(pointer) && !found(type, id))
    .map(({ pointer, type, id }) => ({ pointer, code: 'unknown-reference', detail: `There is no ${type} ${JSON.stringify(id.slice(0, 64))}.` }));
}

const refsOf = (fields: FieldMap, values: AnyRecord, found: Found): Record<string, unknown> =>
  Object.fromEntries(references(fields, values).filter(({ whole }) => whole).map(({ name, type, id }) => [name, found(type, id)]));

const ownBusiness = new Set(['version', 'updatedAt', 'clocks', 'calendar', 'dueAt', 'state', 'id', 'number', 'createdAt', 'createdBy']);

function differences(before: AnyRecord | undefined, after: AnyRecord): Step['changes'] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
  return Object.fromEntries([...names]
    .filter((name) => !ownBusiness.has(name) && !isDeepStrictEqual(before?.[name], after[name]) && !(before === undefined && name === 'watchers'))
    .map((name) => [name, strip({ from: before?.[name], to: after[name] })]));
}
