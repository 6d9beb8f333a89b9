import { commonEvents, type AnyDefinition, type CommonEvent } from './define.ts';
import { didYouMean } from './input.ts';
import { sharedCommands } from './rules.ts';
import type { Field, FieldMap } from './field.ts';

/** Query names and segments that addresses of one record use already. */
const reserved = ['timeline', 'comments', 'links'];

/** Fields that every record has, and that a definition's own would overwrite or be overwritten by. */
const ofSystem = ['id', 'number', 'state', 'version', 'createdAt', 'createdBy', 'updatedAt', 'watchers', 'clocks', 'dueAt', 'allowedCommands'];

type Named = { readonly name: string; readonly events: readonly string[]; readonly fields: FieldMap; readonly kept?: FieldMap };
type NameOf<D> = D extends { readonly name: infer N extends string } ? N : never;
type EventOf<D> = D extends { readonly name: infer N extends string; readonly events: readonly (infer E extends string)[] } ? `${N}.${E | CommonEvent}` : never;
type TargetsOf<M> = { [P in keyof M]: M[P] extends Field<any, infer T, boolean, any> ? T : never }[keyof M];
type WantedBy<D> = D extends { readonly fields: infer F; readonly kept?: infer K } ? TargetsOf<F> | TargetsOf<NonNullable<K>> : never;
type AwaitedBy<D> =
  | (D extends { readonly reactions?: Readonly<Record<string, { readonly on: infer V }>> } ? V : never)
  | (D extends { readonly workflows?: Readonly<Record<string, { readonly startsOn: infer V }>> } ? V : never);
type Missing<D, All> = Exclude<WantedBy<D>, NameOf<All>> | Exclude<AwaitedBy<D>, EventOf<All>>;

/**
 * Puts definitions together. An event or a record type that no definition has does not compile; what types cannot say is checked by
 * {@link checkCatalogue}, which the tests run over the whole.
 */
export const defineCatalogue = <const D extends readonly Named[]>(definitions: D & { readonly [P in keyof D]: [Missing<D[P], D[number]>] extends [never] ? unknown : { readonly nothingIsCalled: Missing<D[P], D[number]> } }): readonly AnyDefinition[] =>
  definitions as unknown as readonly AnyDefinition[];

/** Everything wrong with a set of definitions, one sentence each; empty when they fit together. */
export function checkCatalogue(definitions: readonly AnyDefinition[]): string[] {
  const names = new Set(definitions.map(({ name }) => name));
  const events = new Set(definitions.flatMap(({ name, events: own }) => [...own, ...commonEvents].map((event) => `${name}.${event}`)));
  return [
    ...(['name', 'route', 'prefix'] as const).flatMap((what) => repeated(definitions.map((definition) => definition[what])).map((twice) => `The ${what} ${twice} is used twice.`)),
    ...repeated(definitions.flatMap(({ workflows = {} }) => Object.keys(workflows))).map((twice) => `The machine ${twice} is named twice.`),
    ...definitions.flatMap((definition) => checkDefinition(definition, { names, events, definitions }).map((fault) => `${definition.name}: ${fault}`)),
  ];
}

type All = { names: Set<string>; events: Set<string>; definitions: readonly AnyDefinition[] };

function checkDefinition(definition: AnyDefinition, all: All): string[] {
  const { states, commands, route, prefix, help } = definition;
  return [
    ...(/^[a-z][a-z-]*$/.test(route) ? [] : [`the route ${route} must be kebab-case.`]),
    ...(/^[A-Z]{2,5}$/.test(prefix) ? [] : [`the prefix ${prefix} must be 2 to 5 capitals.`]),
    ...(help.endsWith('.') ? [] : ['the help must be a sentence.']),
    ...repeated(states).map((state) => `the state ${state} is named twice.`),
    ...unreachable(definition).map((state) => `no command leads to the state ${state}.`),
    ...Object.keys(commands).filter((name) => [...sharedCommands, 'create', 'update', ...reserved].includes(name)).map((name) => `the command ${name} is taken by the kernel.`),
    ...statesNamed(definition).filter((state) => !states.includes(state)).map((state) => `there is no state ${state}; ${didYouMean(state, states)}`),
    ...unusedEvents(definition).map((event) => `no command makes the event ${event}.`),
    ...fieldFaults(definition, all),
    ...Object.entries(definition.reactions ?? {}).flatMap(([name, { on, run }]) => [
      ...(all.events.has(on) ? [] : [`the reaction ${name} waits for ${on}, which nothing makes; ${didYouMean(on, [...all.events])}`]),
      ...(run === 'create' || run in commands || sharedCommands.includes(run) ? [] : [`the reaction ${name} runs ${run}, which is no command.`]),
    ]),
    ...machineFaults(definition, all),
    ...Object.values(definition.lookups ?? {}).flatMap((lookup) => lookupFaults(lookup, all)),
    ...(Object.keys(definition.lists).length > 5 ? ['more than five lists need more indexes than the table has.'] : []),
    ...Object.keys(definition.queries ?? {}).filter((name) => reserved.includes(name) || name in commands).map((name) => `the query ${name} hides another address.`),
  ];
}

const repeated = (values: readonly string[]): string[] => [...new Set(values.filter((value, at) => values.indexOf(value) !== at))];

/** Where a command leads is known unless it decides by itself; a state that nothing leads to is an error unless one does. */
function unreachable({ states, commands, initial, comment }: AnyDefinition): string[] {
  const rules = Object.values(commands);
  const reached = new Set(rules.flatMap(({ to }) => typeof to === 'string' ? [to] : []));
  const free = initial !== undefined || comment?.to !== undefined || rules.some(({ to }) => typeof to === 'function');
  return free ? [] : states.slice(1).filter((state) => !reached.has(state));
}

const statesNamed = ({ commands, done, clocks, update }: AnyDefinition): string[] => [
  ...done, ...(update.from ?? []),
  ...Object.values(commands).flatMap(({ from = [], to }) => [...from, ...(typeof to === 'string' ? [to] : [])]),
  ...Object.values(clocks ?? {}).flatMap(({ runsIn, pausesIn = [] }) => [...runsIn, ...pausesIn]),
];

function unusedEvents({ events, commands, comment }: AnyDefinition): string[] {
  const made = new Set(Object.values(commands).map(({ happened }) => happened));
  const also = comment?.also !== undefined || Object.values(commands).some((command) => command.also !== undefined);
  return also ? [] : events.filter((event) => !made.has(event));
}

function fieldFaults(definition: AnyDefinition, all: All): string[] {
  const fields = { ...definition.fields, ...definition.kept };
  const twice = Object.keys(definition.fields).filter((name) => definition.kept && name in definition.kept).map((name) => `the field ${name} is both set and kept.`);
  const system = Object.keys(fields).filter((name) => ofSystem.includes(name)).map((name) => `the field ${name} is kept by the system for every record; choose another name.`);
  const refs = Object.entries(fields).flatMap(([name, { target, pick }]) => {
    if (!target) return [];
    if (!all.names.has(target)) return [`the field ${name} refers to ${target}, which is no record type.`];
    return missing(target, pick, all).map((field) => `the field ${name} relies on ${target}.${field}, which does not exist.`);
  });
  const named = [...definition.summary as string[], ...(definition.searched ?? []) as string[], ...Object.values(definition.lists).map(({ by }) => by as string)];
  const unknown = named.filter((name) => name !== 'state' && !(name in fields)).map((name) => `a list or summary names ${name}, which is no field; ${didYouMean(name, Object.keys(fields))}`);
  return [...twice, ...system, ...refs, ...unknown];
}

const machineFaults = ({ name, workflows = {} }: AnyDefinition, { events }: All): string[] => Object.entries(workflows).flatMap(([machine, { startsOn }]) => [
  ...(/^[a-z][a-z0-9-]*$/.test(machine) ? [] : [`the machine ${machine} must be kebab-case.`]),
  ...(events.has(startsOn) ? [] : [`the machine ${machine} starts on ${startsOn}, which nothing makes; ${didYouMean(startsOn, [...events])}`]),
  ...(startsOn.startsWith(`${name}.`) ? [] : [`the machine ${machine} starts on ${startsOn}, which is no event of its own.`]),
]);

function lookupFaults({ of, marker, pick }: { of: string; marker: string; pick: FieldMap }, all: All): string[] {
  const other = all.definitions.find(({ name }) => name === of);
  const carries = other?.unique?.[marker]?.carries as string[] | undefined;
  if (!carries) return [`a lookup names the marker ${marker} of ${of}, which does not exist.`];
  return Object.keys(pick).filter((name) => !carries.includes(name)).map((name) => `a lookup wants ${name}, which ${of}'s marker ${marker} does not carry.`);
}

function missing(target: string, pick: FieldMap | undefined, { definitions }: All): string[] {
  const other = definitions.find(({ name }) => name === target)!;
  return Object.keys(pick ?? {}).filter((name) => !(name in other.fields) && !(other.kept && name in other.kept));
}
