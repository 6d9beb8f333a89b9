import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import { invalid, notFound, refused, Refusal } from '../record/fault.ts';
import { isId, type FieldMap } from '../record/field.ts';
import { decideAll, isEmpty, type Decision, type Order } from '../record/lifecycle.ts';
import { references, reliedOn, type Found } from '../record/references.ts';
import { ruleFor } from '../record/rules.ts';
import { visible } from '../record/policy.ts';
import { edgeKeys, edgeWrites } from './edges.ts';
import { entryItem, type Entry } from './entry.ts';
import { keepAnswer, keptAnswer, onceKey, type Once } from './idempotency.ts';
import { counterKey, markerKey, recordKey } from './keys.ts';
import type { Caller, Cause, Kernel } from './kernel.ts';
import { linkWrites, resolveTarget, targetOf } from './links.ts';
import { markerWrites } from './markers.ts';
import { itemOf, recordOf } from './rows.ts';
import { TooLarge, TransactionFailed, type Item, type Key, type Write } from './table.ts';
import { logged, type Done } from './logged.ts';

export interface Wish<T> {
  readonly definition: AnyDefinition;
  readonly id?: string;
  readonly command: string;
  readonly body: unknown;
  /** Commands that follow the first within the same step: one transaction, one timeline entry. */
  readonly followedBy?: readonly Order[];
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
export const perform = async <T>(kernel: Kernel, wish: Wish<T>): Promise<T> => (await logged(kernel, wish, () => carryOut(kernel, wish))).answer;

interface Performed<T> extends Omit<Done, 'tries'> { readonly answer: T }

async function carryOut<T>(kernel: Kernel, wish: Wish<T>): Promise<Performed<T> & Done> {
  for (let tries = 1; ; tries++) {
    const done = await attempt(kernel, wish).catch(refuseTooLarge);
    if (done) return { ...done, tries };
    if (tries >= TRIES) throw new Refusal('refused', { code: 'contended', detail: 'Others kept changing this record at the same moment; look at it again and retry.' });
    await new Promise((done) => { setTimeout(done, Math.random() * Math.min(200, 5 * 2 ** tries)); });
  }
}

function refuseTooLarge(error: unknown): never {
  if (!(error instanceof TooLarge)) throw error;
  throw new Refusal('invalid', { code: 'record-too-large', detail: 'The record, or this step of its timeline, would hold more than 400 KB.' });
}

/** One try; undefined when another command came in between. */
async function attempt<T>(kernel: Kernel, wish: Wish<T>): Promise<Performed<T> | undefined> {
  const { definition, caller, once } = wish;
  const { tenant } = caller;
  const orders = ordersOf(wish);
  const now = wish.at ?? kernel.now();
  const at = orders.at(-1)!.at ?? now;
  const epoch = Math.floor(Date.parse(kernel.now()) / 1000);
  if (wish.id !== undefined && !isId(wish.id)) throw notFound(`${definition.name} of that name`);
  const keys = keysOf(kernel, wish);
  const read = await readAll(kernel, Object.values(keys.own).filter((key) => key !== undefined), keys.more);

  if (once) {
    const kept = keptAnswer<T>(read.get(keys.own.once!), once, epoch);
    if (kept !== undefined) return { answer: kept, outcome: 'repeated' };
  }
  const profile = read.get(keys.own.actor);
  const actor: Actor = { ...caller, profile: profile && recordOf(profile) as Actor['profile'] };
  const before = keys.own.record && read.get(keys.own.record);
  const record = before && recordOf(before);
  if (keys.own.record && (!record || !visible(actor, definition, record))) throw notFound(`${definition.name} ${wish.id}`);
  if (wish.ifVersion && record && !wish.ifVersion.includes(record.version)) throw stale(record.version);

  if (record) await readAll(kernel, keysBehind(wish, record), [], read);
  const found: Found = (type, id) => {
    const item = read.get(recordKey(tenant, type, id));
    return item && recordOf(item);
  };
  const facts = factsOf(wish, { ...record, ...allSent(orders) }, read);
  const decideNow = (identity?: Identity): Decision => {
    const decision = decideAll({ definition, record, orders, link: wish.link, actor, now, found, facts, identity });
    if (decision instanceof Refusal) throw decision;
    return decision;
  };
  // A number is taken only for what will be made, and while what the first look asks for is read.
  let decision = decideNow(record ? undefined : identityOf(wish, 0));
  const identity = record ? undefined : identify(kernel, wish);
  // Whom a rule gave it to, such as the team that a category is routed to, is known only now, and rules may rely on what that is.
  for (let first = true; keysAhead(wish, decision.record).some((key) => !read.has(key)) || (first && identity); first = false) {
    const [named] = await Promise.all([identity, readAll(kernel, keysAhead(wish, decision.record), [], read)]);
    decision = decideNow(named);
  }
  if (decision.step.link) requireFarEnd(kernel, { actor, link: decision.step.link, read });
  if (isEmpty(decision)) return { answer: wish.answer({ record: record!, actor, at }), outcome: 'unchanged' };

  await readAll(kernel, edgeKeys({ definition, tenant, before: record, after: decision.record }), [], read);
  const edges = edgeWrites({ definition, tenant, before: record, after: decision.record, read });
  const entry = entryItem({ kernel, definition, actor, record: decision.record, step: decision.step, cause: wish.cause ?? {}, at });
  const answer = wish.answer({ record: decision.record, actor, entry, at });
  const written = await commit(kernel, { wish, before: record, decision, entry, edges, answer, epoch, onceAt: keys.own.once });
  return written ? { answer, entry, outcome: 'done' } : undefined;
}

/** What a record is tied to must be something that the actor may know of: a link would tell of it. */
function requireFarEnd(kernel: Kernel, { actor, link, read }: { actor: Actor; link: NonNullable<Decision['step']['link']>; read: Reads }): void {
  const { type, id } = resolveTarget(kernel.catalogue, link.target);
  const item = read.get(recordKey(actor.tenant, type, id));
  if (item && visible(actor, kernel.catalogue.byName(type)!, recordOf(item))) return;
  throw link.remove ? notLinked() : noTarget(link.target);
}

const notLinked = (): Refusal => refused('not-linked', 'There is no such link.');
const noTarget = (target: string): Refusal => invalid([{ pointer: '/target', code: 'unknown-reference', detail: `There is no ${target}.` }]);

async function commit(kernel: Kernel, { wish, before, decision, entry, edges, answer, epoch, onceAt }: { wish: Wish<unknown>; before?: AnyRecord; decision: Decision; entry: Item & Entry; edges: readonly Write[]; answer: unknown; epoch: number; onceAt?: Key }): Promise<boolean> {
  const { definition, caller: { tenant }, once } = wish;
  const { record, due, step } = decision;
  const item = itemOf({ definition, tenant, record, due, wall: kernel.now() });
  try {
    await kernel.table.write([
      before ? { put: item, version: before.version, as: 'record' } : { put: item, unless: 'exists', as: 'record' },
      { put: entry, unless: 'exists', as: 'entry' },
      ...markerWrites({ definition, tenant, before, after: record }),
      ...edges,
      ...(step.link ? linkWrites({ catalogue: kernel.catalogue, definition, tenant, record, link: step.link, at: entry.at }) : []),
      ...(once && onceAt ? [keepAnswer({ key: onceAt, once, answer, epoch })] : []),
    ], entry.events[0]?.id ?? entry.correlation);
    return true;
  } catch (error) {
    if (!(error instanceof TransactionFailed)) throw error;
    const hit = (as: string): boolean => error.failed.some((name) => name.startsWith(as));
    if (hit('once')) return false;
    if (hit('target')) throw noTarget(step.link!.target);
    if (hit('link')) throw step.link!.remove ? notLinked() : refused('already-linked', 'The two are linked in this way already.');
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

const ordersOf = (wish: Wish<unknown>): readonly Order[] => [{ command: wish.command, body: withRequester(wish) }, ...wish.followedBy ?? []];
const sentBy = ({ body }: Order): Record<string, unknown> => typeof body === 'object' && body !== null ? body as Record<string, unknown> : {};
const allSent = (orders: readonly Order[]): Record<string, unknown> => Object.assign({}, ...orders.map(sentBy));

/** Who reports is the requester unless another is named. */
function withRequester({ definition, command, body, caller }: Wish<unknown>): unknown {
  if (command !== 'create' || !('requester' in definition.fields) || typeof body !== 'object' || body === null || 'requester' in body) return body;
  return { ...body, requester: caller.name };
}

function keysOf(kernel: Kernel, wish: Wish<unknown>): { own: { record?: Key; once?: Key; actor: Key }; more: Key[] } {
  const { definition, id, caller, once } = wish;
  const { tenant, name } = caller;
  const orders = ordersOf(wish);
  const named = orders.flatMap((order) => {
    const rule = ruleFor(definition, order.command, caller);
    return references({ ...rule?.fields, ...rule?.asks } as FieldMap, sentBy(order));
  });
  return {
    own: { ...(id !== undefined && { record: recordKey(tenant, definition.name, id) }), ...(once && { once: onceKey(tenant, name, once) }), actor: recordKey(tenant, 'person', name) },
    more: [...keysOfAll(tenant, [...named, ...farEnds(kernel, wish)]), ...(id === undefined ? lookupKeys(definition, tenant, allSent(orders)) : [])],
  };
}

/** Nobody can name so many records in one body that is valid. */
const MOST_NAMED = 400;

/** The keys of records that were named, as far as they can be names at all: what a client sent is not checked yet. */
const keysOfAll = (tenant: string, named: readonly { type: string; id: string }[]): Key[] =>
  [...new Map(named.filter(({ id }) => isId(id)).map(({ type, id }) => [`${type}/${id}`, recordKey(tenant, type, id)])).values()].slice(0, MOST_NAMED);

/** What the wish ties the record to, or unties it from. */
function farEnds({ catalogue }: Kernel, wish: Wish<unknown>): { type: string; id: string }[] {
  const targets = [wish.link?.target, ...ordersOf(wish).filter(({ command }) => command === 'link' || command === 'unlink').map((order) => sentBy(order).target)];
  return targets.flatMap((target) => typeof target === 'string' ? targetOf(catalogue, target) ?? [] : []);
}

/** The records that a record refers to and that the rules of its type rely on. */
const keysAhead = ({ definition, caller }: Wish<unknown>, record: AnyRecord): Key[] => keysOfAll(caller.tenant, references(reliedOn(definition), record));

/** What the rules of an existing record look at: the records it refers to, where something is picked from them, and its lookups. */
function keysBehind(wish: Wish<unknown>, record: AnyRecord): Key[] {
  const { definition, caller: { tenant }, followedBy } = wish;
  const orders = ordersOf(wish);
  const values = { ...record, ...allSent(orders) };
  // Each command of a step sees what the one before it left, which none of the others may have sent.
  const seen = followedBy ? [values, record, ...orders.map(sentBy)] : [values];
  // A patch leaves members of a structure as they are, and they are checked with it.
  const patched = Object.fromEntries(Object.entries(definition.fields).filter(([name, { kind }]) => kind === 'object' && orders.some((order) => name in sentBy(order))));
  return [...keysOfAll(tenant, [...seen.flatMap((some) => references(reliedOn(definition), some)), ...references(patched, record)]), ...lookupKeys(definition, tenant, values)];
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

interface Identity { readonly number: string; readonly id: string }

const identify = async (kernel: Kernel, wish: Wish<unknown>): Promise<Identity> =>
  identityOf(wish, await kernel.table.add(counterKey(wish.caller.tenant, wish.definition.name)));

function identityOf({ definition, body }: Wish<unknown>, count: number): Identity {
  const number = `${definition.prefix}${String(count).padStart(7, '0')}`;
  const name = (body as { name?: unknown } | undefined)?.name;
  return { number, id: definition.identity === 'name' && typeof name === 'string' ? name : number };
}
