import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import { forbidden, invalid, notFound, Refusal, type Fault } from '../record/fault.ts';
import { didYouMean, readInput } from '../record/input.ts';
import { ruleOf, sharedCommands } from '../record/rules.ts';
import { can, fieldVisible, isStaff, visible } from '../record/policy.ts';
import { onceByKey } from '../store/idempotency.ts';
import type { Kernel } from '../store/kernel.ts';
import { linksOf } from '../store/links.ts';
import { listPage } from '../store/lists.ts';
import { perform, type Outcome } from '../store/perform.ts';
import { recordKey } from '../store/keys.ts';
import { getRecord, timelinePage, withProfile } from '../store/read.ts';
import { readerFor } from '../store/reader.ts';
import { recordOf } from '../store/rows.ts';
import { etagOf, presentEntry, presentRecord, presentSummary } from './present.ts';
import type { Answer } from './problem.ts';
import { idempotencyKeyOf, ifMatch, limitOf, type Request } from './request.ts';

export type Handle = (request: Request) => Promise<Answer>;
export interface Route { readonly method: 'GET' | 'POST' | 'PATCH'; readonly path: string; readonly handle: Handle; readonly help: string }

/** Commands that have an address of their own, or are given by the service alone. */
const notByName = new Set(['comment', 'link', 'touch', 'tick']);

/** The routes of one record type, as `GET /openapi.json` describes them. Static segments come before parameters. */
export function resource(kernel: Kernel, definition: AnyDefinition): Route[] {
  const root = `/v1/${definition.route}`;
  const one = `${root}/{id}`;
  const queries = Object.entries(definition.queries ?? {});
  return [
    { method: 'POST', path: root, help: `Make ${definition.name}`, handle: (request) => command(kernel, definition, request, 'create') },
    { method: 'GET', path: root, help: `List, newest first`, handle: (request) => list(kernel, definition, request) },
    ...queries.filter(([, query]) => !query.ofRecord).map(([name, query]): Route => ({ method: 'GET', path: `${root}/${name}`, help: query.help, handle: (request) => ask(kernel, { definition, request, name }) })),
    { method: 'GET', path: one, help: 'Read one', handle: (request) => read(kernel, definition, request) },
    { method: 'PATCH', path: one, help: 'Change fields (RFC 7396)', handle: (request) => command(kernel, definition, request, 'update') },
    { method: 'GET', path: `${one}/timeline`, help: 'Every step, oldest first', handle: (request) => timeline(kernel, definition, request) },
    { method: 'GET', path: `${one}/comments`, help: 'What was said, oldest first', handle: (request) => timeline(kernel, definition, request, 'comment') },
    { method: 'POST', path: `${one}/comments`, help: 'Say something', handle: (request) => command(kernel, definition, request, 'comment') },
    { method: 'GET', path: `${one}/links`, help: 'What it is tied to, from both ends', handle: (request) => links(kernel, definition, request) },
    { method: 'POST', path: `${one}/links`, help: 'Tie it to another record', handle: (request) => command(kernel, definition, request, 'link') },
    ...queries.filter(([, query]) => query.ofRecord).map(([name, query]): Route => ({ method: 'GET', path: `${one}/${name}`, help: query.help, handle: (request) => ask(kernel, { definition, request, name }) })),
    { method: 'POST', path: `${one}/{command}`, help: 'Give a command', handle: (request) => command(kernel, definition, request, request.params.command!) },
  ];
}

async function command(kernel: Kernel, definition: AnyDefinition, request: Request, name: string): Promise<Answer> {
  const asCommand = request.params.command !== undefined;
  if (!ruleOf(definition, name) || (asCommand && (notByName.has(name) || name === 'create' || name === 'update'))) {
    const known = [...Object.keys(definition.commands), ...sharedCommands.filter((other) => !notByName.has(other))];
    throw new Refusal('not-found', { code: 'unknown-command', detail: `${definition.name} has no command ${JSON.stringify(name.slice(0, 64))}: ${didYouMean(name, known)}` });
  }
  const key = idempotencyKeyOf(request);
  return perform<Answer>(kernel, {
    definition, command: name, body: request.body(), caller: request.caller,
    ...(name !== 'create' && { id: request.params.id!, ifVersion: ifMatch(request, name === 'update') }),
    ...(key && { once: onceByKey(key, `${request.method} ${request.path}\n${request.rawBody}`) }),
    answer: (outcome) => answerOf(definition, name, outcome),
  });
}

function answerOf(definition: AnyDefinition, name: string, { record, actor, entry, at }: Outcome): Answer {
  const headers = { etag: etagOf(record) };
  if (name === 'comment') {
    const { note, visibility, version } = entry!;
    return { status: 201, headers: { ...headers, location: `/v1/${definition.route}/${record.id}/comments` }, body: { at, actor: actor.name, text: note, visibility, version } };
  }
  if (name === 'link') return { status: 201, headers, body: { ...(entry!.events[0]!.data as { link: object }).link, end: 'source' } };
  const body = presentRecord({ definition, record, actor, at });
  return name === 'create' ? { status: 201, headers: { ...headers, location: `/v1/${definition.route}/${record.id}` }, body } : { status: 200, headers, body };
}

async function read(kernel: Kernel, definition: AnyDefinition, request: Request): Promise<Answer> {
  const actor = asksForTeams(definition) ? await withProfile(kernel, request.caller) : request.caller;
  const record = await getRecord(kernel, definition, { actor, id: request.params.id! });
  const etag = etagOf(record);
  if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)) return { status: 304, headers: { etag } };
  return { status: 200, headers: { etag }, body: presentRecord({ definition, record, actor, at: kernel.now() }) };
}

/** Whether the commands that a reader is offered hang on their team or organisation, which are read from their own record. */
const asksForTeams = ({ commands }: AnyDefinition): boolean =>
  Object.values(commands).some(({ by }) => by.includes('team') || by.includes('organisation'));

async function list(kernel: Kernel, definition: AnyDefinition, request: Request): Promise<Answer> {
  const limit = limitOf(request);
  const { filters, oldestFirst } = filtersOf(definition, request);
  // What staff may see hangs on their roles and names alone, so their lists are one Query and nothing else.
  const actor = isStaff(request.caller) ? request.caller : await withProfile(kernel, request.caller);
  const page = await listPage(kernel, { definition, actor, filters, limit, oldestFirst, cursor: request.query.cursor });
  return { status: 200, body: { items: page.items.map((record) => presentSummary({ definition, record, actor })), ...(page.nextCursor && { nextCursor: page.nextCursor }) } };
}

function filtersOf(definition: AnyDefinition, { query, caller }: Request): { filters: Record<string, string[]>; oldestFirst: boolean } {
  const all = { ...definition.fields, ...definition.kept };
  const filterable = ['state', ...(definition.summary as string[]).filter((name) => ['choice', 'ref', 'flag', 'integer', 'text'].includes(all[name]?.kind ?? '') && fieldVisible(caller, definition, name))];
  const faults: Fault[] = [];
  const filters: Record<string, string[]> = {};
  for (const [name, value] of Object.entries(query)) {
    if (name === 'limit' || name === 'cursor') continue;
    if (name === 'sort') {
      if (value !== 'createdAt' && value !== '-createdAt') faults.push({ pointer: '/sort', code: 'not-allowed', detail: 'sort must be createdAt (oldest first) or -createdAt (newest first).' });
      continue;
    }
    if (!filterable.includes(name)) faults.push({ pointer: `/${name}`, code: 'unknown-filter', detail: `There is no filter ${JSON.stringify(name.slice(0, 64))}: ${didYouMean(name, [...filterable, 'limit', 'cursor', 'sort'])}` });
    else {
      const values = value.split(',').map((one) => one === 'me' && all[name]?.target === 'person' ? caller.name : one);
      const choices = name === 'state' ? definition.states : all[name]?.choices;
      const wrong = choices && values.filter((one) => !choices.includes(one));
      if (wrong?.length || values.length > 20) faults.push({ pointer: `/${name}`, code: 'not-allowed', detail: choices ? `${name} must be one of ${choices.join(', ')}.` : `${name} takes at most 20 values.` });
      else filters[name] = [...new Set(values)];
    }
  }
  if (faults.length) throw invalid(faults);
  return { filters, oldestFirst: query.sort === 'createdAt' };
}

async function timeline(kernel: Kernel, definition: AnyDefinition, request: Request, only?: string): Promise<Answer> {
  const limit = limitOf(request, 100);
  const { id } = request.params;
  await getRecord(kernel, definition, { actor: request.caller, id: id! });
  const page = await timelinePage(kernel, { definition, actor: request.caller, id: id!, limit, cursor: request.query.cursor, command: only });
  const items = page.items.map((entry) => only
    ? { at: entry.at, actor: entry.actor, text: entry.note, visibility: entry.visibility, version: entry.version }
    : presentEntry({ definition, entry, actor: request.caller }));
  return { status: 200, body: { items, ...(page.nextCursor && { nextCursor: page.nextCursor }) } };
}

async function links(kernel: Kernel, definition: AnyDefinition, request: Request): Promise<Answer> {
  const { caller, params: { id } } = request;
  await getRecord(kernel, definition, { actor: caller, id: id! });
  const actor = await withProfile(kernel, caller);
  const all = await linksOf(kernel, { tenant: caller.tenant, type: definition.name, id: id! });
  const others = await othersOf(kernel, actor, all.map(({ other }) => other));
  return {
    status: 200,
    body: {
      items: all.flatMap(({ type, end, other, at }) => {
        const record = others.get(`${other.type}/${other.id}`);
        return record ? [{ type, end, target: other.id, targetType: other.type, title: record.title ?? record.displayName, state: record.state, at }] : [];
      }),
    },
  };
}

/** Of the records at the far ends, those that the actor may know of. */
async function othersOf(kernel: Kernel, actor: Actor, ends: readonly { type: string; id: string }[]): Promise<Map<string, AnyRecord>> {
  const found = new Map<string, AnyRecord>();
  for (let start = 0; start < ends.length; start += 100) {
    for (const item of await kernel.table.getAll(ends.slice(start, start + 100).map(({ type, id }) => recordKey(actor.tenant, type, id)))) {
      const record = recordOf(item);
      const type = item.pk.split('#')[2]!;
      const definition = kernel.catalogue.byName(type);
      if (definition && visible(actor, definition, record)) found.set(`${type}/${record.id}`, record);
    }
  }
  return found;
}

async function ask(kernel: Kernel, { definition, request, name }: { definition: AnyDefinition; request: Request; name: string }): Promise<Answer> {
  const query = definition.queries![name]!;
  const actor = await withProfile(kernel, request.caller);
  const record = query.ofRecord ? await getRecord(kernel, definition, { actor, id: request.params.id! }) : undefined;
  if (!can(actor, query.by, record)) throw forbidden('not-allowed', `${name} is for: ${query.by.join(', ')}.`);
  const { value, faults } = readInput(query.asks ?? {}, request.query);
  if (faults.length) throw invalid(faults);
  return { status: 200, ...(query.contentType && { headers: { 'content-type': query.contentType } }), body: await query.run({ input: value, actor, read: readerFor(kernel, actor, definition.practice), now: kernel.now(), record }) };
}

/** For addresses that no route serves. */
export const nothingHere = (path: string): Refusal => notFound(`resource at ${path}`);
