import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import { invalid, notFound, Refusal } from '../record/fault.ts';
import { isId, type FieldMap } from '../record/field.ts';
import { decide, isEmpty, references, ruleFor, type Decision, type Found } from '../record/lifecycle.ts';
import { visible } from '../record/policy.ts';
import { entryItem, type Entry } from './entry.ts';
import { keepAnswer, keptAnswer, onceKey, type Once } from './idempotency.ts';
import { counterKey, markerKey, recordKey } from './keys.ts';
import type { Caller, Cause, Kernel } from './kernel.ts';
import { linkWrites } from './links.ts';
import { markerWrites } from './markers.ts';
import { itemOf, recordOf } from './rows.ts';
import { TransactionFailed, type Item, type Key } from './table.ts';

export interface Wish<T> {
  readonly definition: AnyDefinition;
  readonly id?: string;
  readonly command: string;
  readonly body: unknown;
  readonly caller: Caller;
  /** Versions that the client has seen, one of which must be the present one. */
  readonly ifVersion?: readonly number[];
  readonly once?: Once;
  readonly cause?: Cause;
  /** What a record that is made is tied to in the same step. */
  readonly link?: { readonly type: string; readonly target: string };
  /** Its own time, in a replay; otherwise the kernel's. */
  readonly at?: string;
  /** What the client is answered, made from the outcome and kept with it under the idempotency key. */
  readonly answer: (outcome: Outcome) => T;
}

export interface Outcome { readonly record: AnyRecord; readonly actor: Actor; readonly entry?: Entry; readonly at: string }

const TRIES = 12;

/**
 * Carries out one command: reads what its rules need, decides, and writes record, timeline entry, markers, links and kept answer in
 * one transaction. Tries again when another command came in between, unless the client named the version it had seen.
 * @throws {Refusal} what `decide` refuses, and `stale`, `not-found`, `already-exists`, `contended`
 * @throws {Throttled} when the table is over its capacity
 */
export async function perform<T>(kernel: Kernel, wish: Wish<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    const done = await attempt(kernel, wish);
    if (done) return done.answer;
    if (tries >= TRIES) throw new Refusal('refused', { code: 'contended', detail: 'Others kept changing this record at the same moment; look at it again and retry.' });
    await new Promise((done) => { setTimeout(done, Math.random() * Math.min(200, 5 * 2 ** tries)); });
  }
}

/** One try; undefined when another command came in between. */
async function attempt<T>(kernel: Kernel, wish: Wish<T>): Promise<{ answer: T } | undefined> {
  const { definition, command, caller, once } = wish;
  const { tenant } = caller;
  const at = wish.at ?? kernel.now();
  const epoch = Math.floor(Date.parse(kernel.now()) / 1000);
  if (wish.id !== undefined && !isId(wish.id)) throw notFound(`${definition.name} of that name`);
  const keys = keysOf(wish);
  const read = await readAll(kernel, Object.values(keys.own).filter((key) => key !== undefined), keys.more);

  if (once) {
    const kept = keptAnswer<T>(read.get(keys.own.once!), once, epoch);
    if (kept !== undefined) return { answer: kept };
  }
  const profile = read.get(keys.own.actor);
  const actor: Actor = { ...caller, profile: profile && recordOf(profile) as Actor['profile'] };
  const before = keys.own.record && read.get(keys.own.record);
  const record = before && recordOf(before);
  if (keys.own.record && (!record || !visible(actor, definition, record))) throw notFound(`${definition.name} ${wish.id}`);
  if (wish.ifVersion && record && !wish.ifVersion.includes(record.version)) throw stale(record.version);

  if (record) await readAll(kernel, keysBehind(wish, record), [], read);
  const body = withRequester(wish);
  const found: Found = (type, id) => {
    const item = read.get(recordKey(tenant, type, id));
    return item && recordOf(item);
  };
  const facts = factsOf(wish, { ...record, ...body as object }, read);
  const identity = record ? undefined : await identify(kernel, wish);
  const decision = decide({ definition, record, command, body, link: wish.link, actor, now: at, found, facts, identity });
  if (decision instanceof Refusal) throw decision;
  if (isEmpty(decision)) return { answer: wish.answer({ record: record!, actor, at }) };

  const entry = entryItem({ kernel, definition, actor, record: decision.record, step: decision.step, cause: wish.cause ?? {}, at });
  const answer = wish.answer({ record: decision.record, actor, entry, at });
  const written = await commit(kernel, { wish, before: record, decision, entry, answer, epoch, onceAt: keys.own.once });
  return written ? { answer } : undefined;
}

async function commit(kernel: Kernel, { wish, before, decision, entry, answer, epoch, onceAt }: { wish: Wish<unknown>; before?: AnyRecord; decision: Decision; entry: Item & Entry; answer: unknown; epoch: number; onceAt?: Key }): Promise<boolean> {
  const { definition, caller: { tenant }, once } = wish;
  const { record, due, step } = decision;
  const item = itemOf({ definition, tenant, record, due, wall: kernel.now() });
  try {
    await kernel.table.write([
      before ? { put: item, version: before.version, as: 'record' } : { put: item, unless: 'exists', as: 'record' },
      { put: entry, unless: 'exists', as: 'entry' },
      ...markerWrites({ definition, tenant, before, after: record }),
      ...(step.link ? linkWrites({ catalogue: kernel.catalogue, definition, tenant, record, link: step.link, at: entry.at }) : []),
      ...(once && onceAt ? [keepAnswer({ key: onceAt, once, answer, epoch })] : []),
    ], entry.events[0]?.id ?? entry.correlation);
    return true;
  } catch (error) {
    if (!(error instanceof TransactionFailed)) throw error;
    const hit = (as: string): boolean => error.failed.some((name) => name.startsWith(as));
    if (hit('once')) return false;
    if (hit('target')) throw invalid([{ pointer: '/target', code: 'unknown-reference', detail: `There is no ${step.link!.target}.` }]);
    if (hit('link')) throw new Refusal('refused', step.link!.remove ? { code: 'not-linked', detail: 'There is no such link.' } : { code: 'already-linked', detail: 'The two are linked in this way already.' });
    if (hit('marker')) throw taken(error.failed.find((name) => name.startsWith('marker'))!.slice('marker '.length), definition);
    if (hit('record') && !before && definition.identity === 'name') throw taken('name', definition);
    if (hit('record') && wish.ifVersion) throw stale(undefined);
    return false;
  }
}

const taken = (marker: string, definition: AnyDefinition): Refusal => new Refusal('refused', {
  code: 'already-exists',
  detail: marker === 'name' ? `There is ${definition.name} of that name already.` : definition.unique![marker]!.help,
  faults: [{ pointer: marker === 'name' ? '/name' : '', code: 'already-exists', detail: `Another ${definition.name} has this.` }],
});

const stale = (version: number | undefined): Refusal => new Refusal('stale', {
  code: 'stale',
  detail: `The record was changed since you read it${version ? `: it is at version ${version}` : ''}. Read it again and look at what changed before you retry.`,
});

class Reads {
  readonly #items = new Map<string, Item | undefined>();
  get(key: Key): Item | undefined { return this.#items.get(`${key.pk} ${key.sk}`); }
  has(key: Key): boolean { return this.#items.has(`${key.pk} ${key.sk}`); }
  set(key: Key, item: Item | undefined): void { this.#items.set(`${key.pk} ${key.sk}`, item); }
}

async function readAll(kernel: Kernel, first: readonly Key[], more: readonly Key[], into = new Reads()): Promise<Reads> {
  const wanted = [...first, ...more].filter((key) => !into.has(key));
  if (wanted.length === 0) return into;
  const items = await kernel.table.getAll(wanted);
  for (const key of wanted) into.set(key, undefined);
  for (const item of items) into.set(item, item);
  return into;
}

/** Who reports is the requester unless another is named. */
function withRequester({ definition, command, body, caller }: Wish<unknown>): unknown {
  if (command !== 'create' || !('requester' in definition.fields) || typeof body !== 'object' || body === null || 'requester' in body) return body;
  return { ...body, requester: caller.name };
}

function keysOf(wish: Wish<unknown>): { own: { record?: Key; once?: Key; actor: Key }; more: Key[] } {
  const { definition, command, id, caller, once } = wish;
  const { tenant, name } = caller;
  const rule = ruleFor(definition, command, caller);
  const body = withRequester(wish);
  const sent = typeof body === 'object' && body !== null ? body as Record<string, unknown> : {};
  const named = references({ ...rule?.fields, ...rule?.asks } as FieldMap, sent).slice(0, 60).filter(({ id: other }) => other.length <= 64);
  return {
    own: { ...(id !== undefined && { record: recordKey(tenant, definition.name, id) }), ...(once && { once: onceKey(tenant, name, once) }), actor: recordKey(tenant, 'person', name) },
    more: [...named.map(({ type, id: other }) => recordKey(tenant, type, other)), ...(id === undefined ? lookupKeys(definition, tenant, sent) : [])],
  };
}

/** What the rules of an existing record look at: the records it refers to, where something is picked from them, and its lookups. */
function keysBehind({ definition, caller: { tenant }, body }: Wish<unknown>, record: AnyRecord): Key[] {
  const values = { ...record, ...(typeof body === 'object' && body !== null ? body : {}) } as Record<string, unknown>;
  const fields = Object.fromEntries(Object.entries({ ...definition.fields, ...definition.kept }).filter(([, { pick }]) => pick && Object.keys(pick).length > 0));
  return [...references(fields, values).map(({ type, id }) => recordKey(tenant, type, id)), ...lookupKeys(definition, tenant, values)];
}

function lookupKeys(definition: AnyDefinition, tenant: string, values: Record<string, unknown>): Key[] {
  return lookups(definition, tenant, values).map(({ key }) => key);
}

function factsOf({ definition, caller: { tenant } }: Wish<unknown>, values: Record<string, unknown>, read: Reads): Record<string, unknown> {
  return Object.fromEntries(lookups(definition, tenant, values).map(({ name, key }) => [name, read.get(key)?.carries as object | undefined]));
}

/** The markers to look at. What a client sent is not checked yet, so whatever cannot be part of a key is left out. */
function lookups(definition: AnyDefinition, tenant: string, values: Record<string, unknown>): { name: string; key: Key }[] {
  const sound = Object.fromEntries(Object.entries(values).filter(([, value]) => typeof value === 'string' && value.length <= 64 && value.isWellFormed()));
  return Object.entries(definition.lookups ?? {}).flatMap(([name, { of, marker, by }]) => {
    const at = by(sound);
    return at ? [{ name, key: markerKey(tenant, of, marker, at.map(String)) }] : [];
  });
}

async function identify(kernel: Kernel, { definition, caller: { tenant }, body }: Wish<unknown>): Promise<{ number: string; id: string }> {
  const number = `${definition.prefix}${String(await kernel.table.add(counterKey(tenant, definition.name))).padStart(7, '0')}`;
  const name = (body as { name?: unknown } | undefined)?.name;
  return { number, id: definition.identity === 'name' && typeof name === 'string' ? name : number };
}
