import * as z from 'zod/mini';
import { commonEvents, type AnyDefinition } from '../record/define.ts';
import { schemaOf, type Field, type FieldMap } from '../record/field.ts';
import { pascalCase } from '../record/pascal-case.ts';
import { linkTypes, ruleOf, sharedCommands } from '../record/rules.ts';

type Schema = Record<string, unknown>;

/** JSON Schema (2020-12) of a map of fields, as clients send them. */
const jsonSchema = (fields: FieldMap): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(schemaOf(fields) as never, { io: 'input', unrepresentable: 'any' }) as Schema & { properties?: Record<string, Schema> };
  for (const [name, field] of Object.entries(fields)) Object.assign(schema.properties?.[name] ?? {}, field.help && { description: field.help });
  return schema;
};

const drawn = ([name, { kind, optional, help, choices, target, max, of, shape, internal }]: [string, Field]): Schema => ({
  name, kind, required: !optional, ...(help && { help }), ...(choices && { choices }), ...(target && { target }), ...(max && { max }), ...(internal && { internal }),
  ...(of && { of: drawn([name, of]) }), ...(shape && { fields: Object.entries(shape).map(drawn) }),
});
const drawnAll = (fields: FieldMap | undefined): Schema[] => Object.entries(fields ?? {}).map(drawn);

const undone = ({ states, done }: AnyDefinition): readonly string[] => states.filter((state) => !done.includes(state));

/** The definitions, for clients that draw themselves: `GET /v1/practices`. */
export const practicesDocument = (definitions: readonly AnyDefinition[]): Schema => ({
  linkTypes,
  items: definitions.map((definition) => ({
    name: definition.name, practice: definition.practice, family: definition.family, help: definition.help, route: definition.route, prefix: definition.prefix,
    identity: definition.identity ?? 'number',
    states: definition.states.map((state) => ({ name: state, done: definition.done.includes(state) })),
    fields: drawnAll(definition.fields), kept: drawnAll(definition.kept), fixed: definition.fixed ?? {},
    create: { by: definition.create.by }, update: { by: definition.update.by, from: definition.update.from ?? undone(definition) },
    commands: Object.entries(definition.commands).map(([name, { help, from, to, by }]) => {
      const rule = ruleOf(definition, name)!;
      return { name, help, by, from: from ?? undone(definition), ...(typeof to === 'string' && { to }), takes: drawnAll({ ...rule.fields, ...rule.asks }) };
    }),
    clocks: Object.entries(definition.clocks ?? {}).map(([name, { help }]) => ({ name, help })),
    timers: Object.entries(definition.timers ?? {}).map(([name, { help, run }]) => ({ name, help, run })),
    queries: Object.entries(definition.queries ?? {}).map(([name, { help, by, asks, ofRecord, contentType }]) => ({ name, help, by, ofRecord: ofRecord ?? false, contentType: contentType ?? 'application/json', takes: drawnAll(asks) })),
    lists: definition.lists, summary: definition.summary, searched: definition.searched ?? [],
    events: eventTypes(definition),
  })),
});

/** Every event type of a definition, as `detail-type` names it. */
const eventTypes = ({ name, events, clocks }: AnyDefinition): string[] =>
  [...commonEvents.filter((event) => clocks || !event.startsWith('clock-')), ...events].map((event) => `${name}.${event}`);

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Schema, type = 'application/json'): Schema => ({ content: { [type]: { schema } } });
const idParameter = { name: 'id', in: 'path', required: true, schema: { type: 'string' }, description: 'The number, or the short name' };
const header = (name: string, description: string, required = false): Schema => ({ name, in: 'header', required, schema: { type: 'string' }, description });
const problems = Object.fromEntries(['400', '401', '403', '404', '409', '412', '422', '429'].map((status) => [status, { $ref: '#/components/responses/Problem' }]));

/** OpenAPI 3.1 of the whole API, from the definitions. */
export function openApi(definitions: readonly AnyDefinition[]): Schema {
  return {
    openapi: '3.1.0',
    info: { title: 'Lambdesk', version: '0.1.0', description: 'IT service management after ITIL 4. Times are RFC 3339 in UTC, durations ISO 8601.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    tags: definitions.map(({ name, help }) => ({ name, description: help })),
    paths: Object.assign({
      '/health': { get: { operationId: 'health', summary: 'Is it up?', security: [], responses: { 200: { description: 'Up' } } } },
      '/v1/me': { get: { operationId: 'me', summary: 'Who am I, and what may I do?', responses: { 200: { description: 'The person', ...json({ type: 'object' }) }, ...problems } } },
      '/v1/practices': { get: { operationId: 'practices', summary: 'The definitions', responses: { 200: { description: 'The definitions', ...json({ type: 'object' }) }, ...problems } } },
      '/v1/search': { get: { operationId: 'search', summary: 'Full-text search, best first', parameters: [{ name: 'q', in: 'query', required: true, schema: { type: 'string' } }, { name: 'type', in: 'query', schema: { enum: definitions.map(({ name }) => name) } }, { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 50 } }], responses: { 200: { description: 'Hits', ...json({ type: 'object' }) }, ...problems } } },
    }, ...definitions.map(pathsOf)),
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: { Problem: { description: 'RFC 9457', ...json(ref('Problem'), 'application/problem+json') } },
      schemas: { ...common, ...Object.assign({}, ...definitions.map(schemasOf)) },
    },
  };
}

const common: Record<string, Schema> = {
  Problem: {
    type: 'object', required: ['type', 'title', 'status', 'code', 'detail', 'errors', 'traceId'],
    properties: { type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, detail: { type: 'string' }, traceId: { type: 'string' }, allowedCommands: { type: 'array', items: { type: 'string' } }, errors: { type: 'array', items: { type: 'object', properties: { pointer: { type: 'string' }, code: { type: 'string' }, detail: { type: 'string' } } } } },
  },
  Clock: {
    type: 'object', required: ['name', 'state', 'startedAt', 'elapsed', 'target', 'breached', 'intervals'],
    properties: { name: { type: 'string' }, state: { enum: ['running', 'paused', 'stopped'] }, startedAt: { type: 'string', format: 'date-time' }, dueAt: { type: 'string', format: 'date-time' }, elapsed: { type: 'string', format: 'duration' }, target: { type: 'string', format: 'duration' }, remaining: { type: 'string', format: 'duration' }, paused: { type: 'string', format: 'duration' }, breached: { type: 'boolean' }, intervals: { type: 'array', items: { type: 'object' } } },
  },
  Comment: { type: 'object', required: ['text'], properties: { text: { type: 'string', maxLength: 10_000 }, visibility: { enum: ['public', 'internal'] } } },
  Link: { type: 'object', required: ['type', 'target'], properties: { type: { enum: [...linkTypes] }, target: { type: 'string' } } },
};

function schemasOf(definition: AnyDefinition): Record<string, Schema> {
  const name = pascalCase(definition.name);
  const all = jsonSchema({ ...definition.fields, ...definition.kept }) as { properties?: Schema };
  return {
    [name]: {
      type: 'object', description: definition.help, required: ['number', 'state', 'version', 'createdAt', 'updatedAt'],
      properties: {
        number: { type: 'string' }, state: { enum: definition.states }, version: { type: 'integer' }, createdAt: { type: 'string', format: 'date-time' }, createdBy: { type: 'string' }, updatedAt: { type: 'string', format: 'date-time' }, dueAt: { type: 'string', format: 'date-time' },
        watchers: { type: 'array', items: { type: 'string' } }, allowedCommands: { type: 'array', items: { type: 'string' } }, clocks: { type: 'array', items: ref('Clock') }, ...all.properties,
      },
    },
    [`${name}Input`]: jsonSchema(definition.fields),
  };
}

function pathsOf(definition: AnyDefinition): Schema {
  const name = pascalCase(definition.name);
  const root = `/v1/${definition.route}`;
  const tags = [definition.name];
  const one = (description: string): Schema => ({ description, headers: { etag: { schema: { type: 'string' } } }, ...json(ref(name)) });
  const page = (item: Schema): Schema => ({ description: 'A page', ...json({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: item }, nextCursor: { type: 'string' } } }) });
  const key = header('Idempotency-Key', 'The same key and body give the same answer for 24 hours');
  const paging = [{ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } }, { name: 'cursor', in: 'query', schema: { type: 'string' } }];
  const queries = Object.entries(definition.queries ?? {}).map(([query, { help, asks = {}, ofRecord, contentType }]) => [`${root}${ofRecord ? '/{id}' : ''}/${query}`, { get: {
    operationId: `${definition.name}-${query}`, tags, summary: help, parameters: [...(ofRecord ? [idParameter] : []), ...Object.entries(asks).map(([field, { optional, help: description }]) => ({ name: field, in: 'query', required: !optional, schema: { type: 'string' }, ...(description && { description }) }))],
    responses: { 200: { description: help, ...(contentType ? json({ type: 'string' }, contentType) : json({ type: 'object' })) }, ...problems },
  } }]);
  const commands = [...Object.keys(definition.commands), ...sharedCommands.filter((other) => ['watch', 'unwatch', 'unlink'].includes(other))].map((command) => {
    const rule = ruleOf(definition, command)!;
    return [`${root}/{id}/${command}`, { post: {
      operationId: `${definition.name}-${command}`, tags, summary: rule.help, parameters: [idParameter, key, header('If-Match', 'The ETag that you read; honoured when sent')],
      requestBody: json(jsonSchema({ ...rule.fields, ...rule.asks })), responses: { 200: one('The record afterwards'), ...problems },
    } }];
  });
  return {
    [root]: {
      get: { operationId: `${definition.name}-list`, tags, summary: 'List, newest first', parameters: [...['state', ...definition.summary as string[]].map((field) => ({ name: field, in: 'query', schema: { type: 'string' } })), { name: 'sort', in: 'query', description: sorting(definition), schema: { enum: ['createdAt', '-createdAt'] } }, ...paging], responses: { 200: page(ref(name)), ...problems } },
      post: { operationId: `${definition.name}-create`, tags, summary: `Make one: ${definition.help}`, parameters: [key], requestBody: { required: true, ...json(ref(`${name}Input`)) }, responses: { 201: { ...one('Made'), headers: { location: { schema: { type: 'string' } }, etag: { schema: { type: 'string' } } } }, ...problems } },
    },
    [`${root}/{id}`]: {
      get: { operationId: `${definition.name}-read`, tags, summary: 'Read one', parameters: [idParameter, header('If-None-Match', 'An ETag: 304 when nothing changed')], responses: { 200: one('The record'), 304: { description: 'Unchanged' }, ...problems } },
      patch: { operationId: `${definition.name}-update`, tags, summary: 'Change fields (RFC 7396)', parameters: [idParameter, header('If-Match', 'The ETag that you read', true)], requestBody: { required: true, ...json({ type: 'object' }, 'application/merge-patch+json') }, responses: { 200: one('The record afterwards'), 428: { $ref: '#/components/responses/Problem' }, ...problems } },
    },
    [`${root}/{id}/timeline`]: { get: { operationId: `${definition.name}-timeline`, tags, summary: 'Every step, oldest first', parameters: [idParameter, ...paging], responses: { 200: page({ type: 'object' }), ...problems } } },
    [`${root}/{id}/comments`]: {
      get: { operationId: `${definition.name}-comments`, tags, summary: 'What was said, oldest first', parameters: [idParameter, ...paging], responses: { 200: page(ref('Comment')), ...problems } },
      post: { operationId: `${definition.name}-comment`, tags, summary: 'Say something', parameters: [idParameter, key], requestBody: { required: true, ...json(ref('Comment')) }, responses: { 201: { description: 'Said', ...json(ref('Comment')) }, ...problems } },
    },
    [`${root}/{id}/links`]: {
      get: { operationId: `${definition.name}-links`, tags, summary: 'What it is tied to, from both ends', parameters: [idParameter], responses: { 200: page(ref('Link')), ...problems } },
      post: { operationId: `${definition.name}-link`, tags, summary: 'Tie it to another record', parameters: [idParameter, key], requestBody: { required: true, ...json(ref('Link')) }, responses: { 201: { description: 'Tied', ...json(ref('Link')) }, ...problems } },
    },
    ...Object.fromEntries([...queries, ...commands]),
  };
}

/** Work queues have an order of their own. */
function sorting({ lists }: AnyDefinition): string {
  const queues = Object.values(lists).filter(({ queue }) => queue).map(({ by }) => by);
  const order = 'Oldest or newest first; newest when left out.';
  return queues.length === 0 ? order : `${order} Filtered by ${queues.join(' or ')} it is a work queue, which has its own order whatever is asked: what is open by priority and deadline, then what is done, newest first.`;
}

/** JSON Schema of every event's `detail`, by its type: `GET /v1/event-schemas`. */
export const eventSchemas = (definitions: readonly AnyDefinition[]): Schema => Object.fromEntries(definitions.flatMap((definition) => eventTypes(definition).map((type) => [type, {
  $schema: 'https://json-schema.org/draft/2020-12/schema', title: type, type: 'object', required: ['metadata', 'data'],
  properties: {
    metadata: {
      type: 'object', required: ['id', 'type', 'tenant', 'recordType', 'recordId', 'recordVersion', 'time', 'actor', 'correlation', 'hops', 'groupId', 'dedupId'],
      properties: { id: { type: 'string' }, type: { const: type }, tenant: { type: 'string' }, recordType: { const: definition.name }, recordId: { type: 'string' }, recordVersion: { type: 'integer' }, time: { type: 'string', format: 'date-time' }, actor: { type: 'string' }, correlation: { type: 'string' }, causation: { type: 'string' }, hops: { type: 'integer' }, replay: { type: 'boolean' }, groupId: { type: 'string' }, dedupId: { type: 'string' } },
    },
    data: {
      type: 'object', required: ['number', 'state', 'command', 'visibility', 'changes', 'record'],
      properties: {
        number: { type: 'string' }, state: { enum: definition.states }, from: { enum: definition.states }, command: { type: 'string' }, visibility: { enum: ['public', 'internal'] }, note: { type: 'string' },
        changes: { type: 'object', additionalProperties: { type: 'object', properties: { from: {}, to: {} } } }, abridged: { type: 'boolean', description: 'The changes were too large and come without their values' }, record: { type: 'object' },
        ...(type.endsWith('.clock-warned') || type.endsWith('.clock-breached') ? { clock: { enum: Object.keys(definition.clocks ?? {}) }, percent: { type: 'number' }, since: { type: 'string', format: 'date-time' } } : {}),
      },
    },
  },
}])));
