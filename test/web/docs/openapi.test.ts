import { describe, expect, it } from 'vitest';
import { curlOf, groupsOf, kindOf, matching, sampleOf, type Document } from '../../../web/docs/openapi.ts';

const document: Document = {
  info: { title: 'A service', version: '1' },
  tags: [{ name: 'ticket', description: 'Something to do.' }, { name: 'person' }],
  paths: {
    '/health': { get: { operationId: 'health', summary: 'Is it up?', security: [], responses: {} } },
    '/v1/tickets': {
      get: { operationId: 'tickets', tags: ['ticket'], summary: 'List them', parameters: [{ name: 'team', in: 'query', required: true }, { name: 'limit', in: 'query' }], responses: {} },
      post: { operationId: 'create', tags: ['ticket'], summary: 'Open one', requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Ticket' } } } }, responses: {} },
    },
  },
  components: {
    schemas: {
      Ticket: { type: 'object', required: ['title', 'impact', 'steps'], properties: { title: { type: 'string' }, impact: { enum: ['low', 'high'] }, steps: { type: 'array', items: { type: 'integer', minimum: 2 } }, parent: { $ref: '#/components/schemas/Ticket' }, note: { type: 'string' } } },
      Loop: { type: 'object', required: ['again'], properties: { again: { $ref: '#/components/schemas/Loop' } } },
    },
  },
};
const groups = groupsOf(document);
const operation = (id: string) => groups.flatMap(({ operations }) => operations).find(({ operationId }) => operationId === id)!;

describe('the API reference', () => {
  it('shows operations by what they are about, what belongs to nothing first, and no group without any', () => {
    expect(groups.map(({ name, operations }) => [name, operations.map(({ method, path }) => `${method} ${path}`)])).toEqual([['', ['GET /health']], ['ticket', ['GET /v1/tickets', 'POST /v1/tickets']]]);
  });

  it('finds operations by every word, wherever it stands', () => {
    expect(matching(groups, 'ticket POST').flatMap(({ operations }) => operations.map(({ operationId }) => operationId))).toEqual(['create']);
    expect(matching(groups, 'up?').map(({ name }) => name)).toEqual(['']);
    expect(matching(groups, 'nothing')).toEqual([]);
    expect(matching(groups, '  ')).toEqual(groups);
  });

  it('says what kind of value a field is', () => {
    expect(kindOf(document, { type: 'array', items: { $ref: '#/components/schemas/Ticket' } })).toBe('list of Ticket');
    expect(kindOf(document, { type: 'string', format: 'date-time' })).toBe('date-time');
    expect(kindOf(document, { anyOf: [{ type: 'string' }, { type: 'null' }] })).toBe('string or null');
  });

  it('makes an example of what is required, and comes to an end', () => {
    expect(sampleOf(document, { $ref: '#/components/schemas/Ticket' })).toEqual({ title: '…', impact: 'low', steps: [2] });
    expect(JSON.stringify(sampleOf(document, { $ref: '#/components/schemas/Loop' })).length).toBeLessThan(200);
  });

  it('writes a command that a shell takes: quoted, with a token where one is needed, and what must be filled in', () => {
    expect(curlOf(document, operation('health'), 'https://desk.example.com')).toBe("curl 'https://desk.example.com/health'");
    expect(curlOf(document, operation('tickets'), '')).toBe(`curl '/v1/tickets?team={team}' \\\n  -H "Authorization: Bearer $TOKEN"`);
    const create = { ...operation('create'), requestBody: { content: { 'application/json': { schema: { const: "it's" } } } } };
    expect(curlOf(document, create, '')).toContain(`-d '"it'\\''s"'`);
  });

  it('writes what an update needs: the version that was read, and a body of its media type', () => {
    const update = {
      operationId: 'update', method: 'PATCH', path: '/v1/tickets/{id}', responses: {}, parameters: [{ name: 'If-Match', in: 'header' as const, required: true }, { name: 'Idempotency-Key', in: 'header' as const }],
      requestBody: { content: { 'application/merge-patch+json': { schema: { $ref: '#/components/schemas/Ticket' } } } },
    };
    expect(curlOf(document, update, '').split(' \\\n  ').slice(2)).toEqual(["-H 'If-Match: {If-Match}'", "-H 'Content-Type: application/merge-patch+json'", `-d '{"title":"…","impact":"low","steps":[2]}'`]);
    expect(curlOf(document, { ...update, requestBody: { content: { 'application/xml': { schema: {} } } } }, '')).toContain("-d '…'");
  });
});
