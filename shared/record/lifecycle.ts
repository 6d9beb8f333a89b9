import { isDeepStrictEqual } from 'node:util';
import { keepClocks, nextDue, promisedAt } from './clocks.ts';
import type { Actor, AnyDefinition, AnyRecord, Context, Happening } from './define.ts';
import { forbidden, invalid, refused, Refusal } from './fault.ts';
import type { FieldMap } from './field.ts';
import { readInput } from './input.ts';
import { mergePatch } from './merge-patch.ts';
import { can } from './policy.ts';
import { refsOf, unknownReferences, type Found } from './references.ts';
import { allowedCommands, ruleFor, startsFrom, type Rule } from './rules.ts';

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

const ownBusiness = new Set(['version', 'updatedAt', 'clocks', 'calendar', 'dueAt', 'state', 'id', 'number', 'createdAt', 'createdBy']);

function differences(before: AnyRecord | undefined, after: AnyRecord): Step['changes'] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
  return Object.fromEntries([...names]
    .filter((name) => !ownBusiness.has(name) && !isDeepStrictEqual(before?.[name], after[name]) && !(before === undefined && name === 'watchers'))
    .map((name) => [name, strip({ from: before?.[name], to: after[name] })]));
}
