import type { AnyDefinition } from '../record/define.ts';
import { invalid } from '../record/fault.ts';
import { optional, choice, integer, text } from '../record/field.ts';
import { readInput } from '../record/input.ts';
import { can } from '../record/policy.ts';
import type { Kernel } from '../store/kernel.ts';
import { withProfile } from '../store/read.ts';
import { searchRecords } from '../store/search.ts';
import { eventSchemas, openApi, practicesDocument } from './documents.ts';
import { presentSummary } from './present.ts';
import type { Answer } from './problem.ts';
import type { Request } from './request.ts';
import type { Route } from './resource.ts';

/** Routes that want no token. */
export const openPaths: readonly string[] = ['/health', '/openapi.json'];

/** The routes that belong to no practice. */
export function platformRoutes(kernel: Kernel, definitions: readonly AnyDefinition[]): Route[] {
  let document: object | undefined;
  return [
    { method: 'GET', path: '/v1/me', help: 'Who am I, and what may I do?', handle: (request) => me(kernel, definitions, request) },
    { method: 'GET', path: '/v1/practices', help: 'The definitions', handle: async () => ({ status: 200, body: practicesDocument(definitions) }) },
    { method: 'GET', path: '/v1/search', help: 'Full-text search', handle: (request) => search(kernel, definitions, request) },
    { method: 'GET', path: '/v1/event-schemas', help: 'JSON Schema of every event', handle: async () => ({ status: 200, body: eventSchemas(definitions) }) },
    { method: 'GET', path: '/health', help: 'Is it up?', handle: async () => ({ status: 200, body: { status: 'ok' } }) },
    { method: 'GET', path: '/openapi.json', help: 'OpenAPI 3.1', handle: async () => ({ status: 200, body: document ??= openApi(definitions) }) },
  ];
}

async function me(kernel: Kernel, definitions: readonly AnyDefinition[], { caller }: Request): Promise<Answer> {
  const { profile, ...actor } = await withProfile(kernel, caller);
  const may = Object.fromEntries(definitions.map((definition) => [definition.name, {
    create: can(actor, definition.create.by),
    commands: Object.entries(definition.commands).filter(([, { by }]) => can(actor, by)).map(([name]) => name),
  }]));
  const { displayName, team, organisation, manager } = profile ?? {};
  return { status: 200, body: { ...actor, displayName, team, organisation, manager, may } };
}

async function search(kernel: Kernel, definitions: readonly AnyDefinition[], { caller, query }: Request): Promise<Answer> {
  const types = definitions.filter(({ searched }) => searched).map(({ name }) => name);
  const asked = { ...query, ...(/^\d+$/.test(query.limit ?? '') && { limit: Number(query.limit) }) };
  const { value, faults } = readInput({ q: text(), type: optional(choice(...types)), limit: optional(integer({ min: 1, max: 50 })) }, asked);
  if (faults.length) throw invalid(faults);
  const actor = await withProfile(kernel, caller);
  const { q, type, limit } = value as { q: string; type?: string; limit?: number };
  const hits = await searchRecords(kernel, { actor, words: q, type, limit });
  return {
    status: 200,
    body: {
      items: hits.map((record) => {
        const definition = kernel.catalogue.byNumber(record.number)!;
        // Configuration items and changes have a type of their own, which must not hide what kind of record this is.
        return { ...presentSummary({ definition, record, actor }), type: definition.name };
      }),
    },
  };
}
