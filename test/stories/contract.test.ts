import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Client, type Desk } from './desk.ts';

let desk: Desk;
let guest: Client, anna: Client, admin: Client;
beforeAll(async () => {
  desk = await openDesk();
  [guest, anna, admin] = ['guest', 'anna', 'admin'].map((name) => desk.as(name)) as [Client, Client, Client];
});
afterAll(() => desk?.stop());

describe('bad input', () => {
  it('names every fault of a body at once, with pointer, code and what is allowed', async () => {
    const { status, headers, body } = await guest.post('/v1/incidents', { titel: 'x', impact: 'huge', urgency: 3, service: 'nowhere', requester: 'a b', state: 'closed' });
    expect([status, headers.get('content-type'), body.code]).toEqual([422, 'application/problem+json', 'invalid-fields']);
    expect(body.errors.map(({ pointer, code }: any) => `${pointer} ${code}`).sort()).toEqual([
      '/impact not-allowed', '/requester invalid-reference', '/service unknown-reference', '/state read-only', '/titel unknown-field', '/title required', '/urgency not-allowed',
    ]);
    expect(body.errors.find(({ pointer }: any) => pointer === '/titel').detail).toContain('did you mean title?');
    expect(body.traceId).toBeTruthy();
  });

  it.each<[string, unknown, number, string]>([
    ['no JSON', '{"title":', 400, 'invalid-json'],
    ['a list', [], 422, 'invalid-fields'],
    ['a text', '"x"', 422, 'invalid-fields'],
    ['null', 'null', 422, 'invalid-fields'],
    ['a blank title', { title: ' ' }, 422, 'invalid-fields'],
    ['a title too long', { title: 'x'.repeat(201) }, 422, 'invalid-fields'],
    ['half a surrogate pair', '{"title":"\\ud800"}', 422, 'invalid-fields'],
    ['a key that means the prototype', '{"title":"x","__proto__":{"a":1}}', 422, 'invalid-fields'],
    ['more than fits', { title: 'x', description: 'y'.repeat(300_000) }, 413, 'payload-too-large'],
    ['a deep nesting', `{"title":${'['.repeat(5000)}${']'.repeat(5000)}}`, 422, 'invalid-fields'],
  ])('answers %s without a 500', async (_, body, status, code) => {
    const reply = await guest.post('/v1/incidents', body);
    expect([reply.status, reply.body.code]).toEqual([status, code]);
  });

  it('takes JSON only', async () => {
    expect((await guest.post('/v1/incidents', '<a/>', { 'content-type': 'application/xml' })).status).toBe(415);
    expect((await guest.post('/v1/incidents', { title: 'With charset' }, { 'content-type': 'application/json; charset=utf-8' })).status).toBe(201);
  });

  it.each([['limit=0'], ['limit=201'], ['limit=x'], ['limit=1.5'], ['state=opened'], ['colour=red'], ['sort=title']])('refuses the list parameter %s', async (query) => {
    const { status, body } = await anna.get(`/v1/incidents?${query}`);
    expect([status, body.errors.length]).toEqual([422, 1]);
  });

  it('answers 404 for what does not exist: records, commands, resources', async () => {
    for (const path of ['/v1/incidents/INC9999999', '/v1/incidents/%00', '/v1/incidents/..', `/v1/incidents/${'x'.repeat(3000)}`, '/v1/nothing', '/v1/incidents/INC9999999/links']) {
      expect((await anna.get(path)).status).toBe(404);
    }
    const number = await guest.report({ title: 'Known' });
    const { status, body } = await anna.post(`/v1/incidents/${number}/resolv`);
    expect([status, body.code]).toEqual([404, 'unknown-command']);
    expect(body.detail).toContain('did you mean resolve?');
    for (const hidden of ['create', 'update', 'tick', 'touch', 'constructor', 'toString']) expect((await anna.post(`/v1/incidents/${number}/${hidden}`)).status).toBe(404);
  });

  it('says what is allowed instead when a state does not take a command', async () => {
    const number = await guest.report({ title: 'Fresh' });
    const { status, body } = await anna.post(`/v1/incidents/${number}/resume`);
    expect([status, body.code]).toEqual([409, 'command-not-allowed']);
    expect(body.allowedCommands).toContain('assign');
    expect(body.allowedCommands).not.toContain('resume');
  });
});

describe('concurrency', () => {
  it('wants If-Match for PATCH, and 412 when it is stale', async () => {
    const number = await guest.report({ title: 'Edited' });
    const path = `/v1/incidents/${number}`;
    expect((await anna.patch(path, { impact: 'high' })).status).toBe(428);
    const { headers } = await anna.get(path);
    const etag = headers.get('etag')!;
    const patched = await anna.patch(path, { impact: 'high', category: 'hardware' }, { 'if-match': etag });
    expect([patched.status, patched.body.version, patched.headers.get('etag')]).toEqual([200, 2, '"2"']);
    expect((await anna.patch(path, { impact: 'low' }, { 'if-match': etag })).status).toBe(412);
    expect((await anna.patch(path, { impact: 'low' }, { 'if-match': 'W/"2"' })).status).toBe(412);
    expect((await anna.patch(path, { impact: 'low' }, { 'if-match': 'nonsense' })).status).toBe(400);
    expect((await anna.patch(path, { category: null }, { 'if-match': '"1", "2"', 'content-type': 'application/merge-patch+json' })).body.category).toBeUndefined();
    expect((await anna.post(`${path}/assign`, { assignee: 'anna' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await anna.patch(path, { title: null }, { 'if-match': '*' })).status).toBe(422);
  });

  it('does not make a version of a PATCH that changes nothing', async () => {
    const number = await guest.report({ title: 'Same', impact: 'low' });
    expect((await anna.patch(`/v1/incidents/${number}`, { impact: 'low' }, { 'if-match': '"1"' })).body.version).toBe(1);
  });

  it('answers 304 to who has seen it', async () => {
    const number = await guest.report({ title: 'Polled' });
    expect((await anna.get(`/v1/incidents/${number}`, { 'if-none-match': '"1"' })).status).toBe(304);
    expect((await anna.get(`/v1/incidents/${number}`, { 'if-none-match': '"9"' })).status).toBe(200);
  });
});

describe('idempotency', () => {
  it('gives the same answer for the same key and body, and 422 for another body', async () => {
    const key = { 'idempotency-key': 'story-1' };
    const first = await guest.post('/v1/incidents', { title: 'Once' }, key);
    const again = await guest.post('/v1/incidents', { title: 'Once' }, key);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect((await guest.post('/v1/incidents', { title: 'Twice' }, key)).body.code).toBe('idempotency-key-reused');
    expect((await desk.as('otto').post('/v1/incidents', { title: 'Once' }, key)).body.number).not.toBe(first.body.number);
    expect((await desk.events(first.body.number)).length).toBe(1);
  });

  it('does a command and a comment once', async () => {
    const number = await guest.report({ title: 'Commanded' });
    for (let i = 0; i < 3; i++) {
      expect((await anna.post(`/v1/incidents/${number}/assign`, { assignee: 'anna' }, { 'idempotency-key': 'a' })).body.version).toBe(2);
      expect((await anna.post(`/v1/incidents/${number}/comments`, { text: 'Said' }, { 'idempotency-key': 'c' })).status).toBe(201);
    }
    expect((await anna.get(`/v1/incidents/${number}/comments`)).body.items).toHaveLength(1);
  });

  it('forgets a key after 24 hours, and refuses a key that is none', async () => {
    const key = { 'idempotency-key': 'for-a-day' };
    const first = await guest.post('/v1/incidents', { title: 'Daily' }, key);
    await desk.advance('PT23H');
    expect((await guest.post('/v1/incidents', { title: 'Daily' }, key)).body.number).toBe(first.body.number);
    await desk.advance('PT2H');
    expect((await guest.post('/v1/incidents', { title: 'Daily' }, key)).body.number).not.toBe(first.body.number);
    expect((await guest.post('/v1/incidents', { title: 'x' }, { 'idempotency-key': 'a b' })).status).toBe(400);
    expect((await guest.post('/v1/incidents', { title: 'x' }, { 'idempotency-key': 'x'.repeat(256) })).status).toBe(400);
  });
});

describe('lists', () => {
  it('pages through everything once, whatever the filter, and ends without a cursor', async () => {
    const made = [];
    for (let at = 0; at < 23; at++) made.push(await guest.report({ title: `Listed ${at}`, service: at % 2 ? 'pool' : 'wifi', impact: at % 3 ? 'low' : 'high' }));
    for (const query of ['', '&requester=guest', '&service=wifi', '&team=network', '&state=new', '&requester=guest&impact=high', '&team=network&state=new', '&sort=createdAt', '&state=new,assigned']) {
      const whole = (await anna.get(`/v1/incidents?limit=200${query}`)).body.items.map(({ number }: any) => number);
      const paged: string[] = [];
      for (let cursor = '', turns = 0; turns < 100; turns++) {
        const { body } = await anna.get(`/v1/incidents?limit=4${query}${cursor && `&cursor=${cursor}`}`);
        paged.push(...body.items.map(({ number }: any) => number));
        cursor = body.nextCursor;
        if (!cursor) break;
        expect(body.items.length).toBe(4);
      }
      expect([query, paged]).toEqual([query, whole]);
      expect(new Set(paged).size).toBe(paged.length);
    }
    const mine = (await guest.get('/v1/incidents?limit=200')).body.items.map(({ number }: any) => number);
    expect(mine).toEqual(expect.arrayContaining(made));
  });

  it('puts a team’s open work in the order of priority and what falls due, and done work last', async () => {
    const low = await guest.report({ title: 'Low', service: 'wifi', impact: 'low', urgency: 'low' });
    const high = await guest.report({ title: 'High', service: 'wifi', impact: 'high', urgency: 'high' });
    const gone = await guest.report({ title: 'Gone', service: 'wifi', impact: 'high', urgency: 'high' });
    await anna.order(gone, 'resolve', { resolution: 'x', resolutionCode: 'y' });
    const { items } = (await anna.get('/v1/incidents?team=network&limit=200')).body;
    const at = (number: string): number => items.findIndex((item: any) => item.number === number);
    expect(at(high)).toBeLessThan(at(low));
    expect(at(low)).toBeLessThan(at(gone));
  });

  it('refuses a cursor of another list, of another person, or made up', async () => {
    const { nextCursor } = (await anna.get('/v1/incidents?limit=1')).body;
    expect((await anna.get(`/v1/incidents?limit=1&state=new&cursor=${nextCursor}`)).status).toBe(400);
    expect((await admin.get(`/v1/incidents?limit=1&cursor=${nextCursor}`)).status).toBe(400);
    expect((await desk.as('vt-agent').get(`/v1/incidents?limit=1&cursor=${nextCursor}`)).status).toBe(400);
    expect((await anna.get('/v1/incidents?cursor=nonsense')).status).toBe(400);
    expect((await anna.get('/v1/incidents?cursor=')).status).toBe(200);
  });
});

describe('documents', () => {
  it('describes itself in OpenAPI 3.1, JSON Schemas and definitions', async () => {
    const api = (await anna.get('/openapi.json')).body;
    expect(api.openapi).toBe('3.1.0');
    expect(Object.keys(api.paths)).toEqual(expect.arrayContaining(['/v1/incidents', '/v1/incidents/{id}/transfer', '/v1/risks', '/v1/suppliers']));
    expect(api.components.schemas.IncidentInput.properties.impact.enum).toEqual(['high', 'medium', 'low']);
    const schemas = (await anna.get('/v1/event-schemas')).body;
    expect(schemas['incident.clock-breached'].properties.metadata.properties.type.const).toBe('incident.clock-breached');
    const { items } = (await anna.get('/v1/practices')).body;
    expect(items.find(({ name }: any) => name === 'incident').commands.find(({ name }: any) => name === 'hold').takes[0].choices).toEqual(['caller', 'vendor', 'change', 'problem']);
  });

  it('tells who I am and what I may do', async () => {
    expect((await anna.get('/v1/me')).body).toMatchObject({ name: 'anna', tenant: 'campsite', team: 'service-desk', roles: ['agent'], manager: 'bram', may: { incident: { create: true }, person: { create: false } } });
  });
});

describe('people, teams, services, agreements', () => {
  it('makes a person under a short name once, and refuses a manager loop', async () => {
    expect((await anna.post('/v1/people', { name: 'nele', displayName: 'Nele' })).status).toBe(403);
    expect((await admin.post('/v1/people', { name: 'nele', displayName: 'Nele', manager: 'bram' })).headers.get('location')).toBe('/v1/people/nele');
    const again = await admin.post('/v1/people', { name: 'nele', displayName: 'Nele' });
    expect([again.status, again.body.code]).toEqual([409, 'already-exists']);
    expect((await admin.patch('/v1/people/bram', { manager: 'nele' }, { 'if-match': '*' })).body.code).toBe('manager-loop');
    expect((await admin.patch('/v1/people/nele', { name: 'nela' }, { 'if-match': '*' })).status).toBe(422);
    expect((await admin.post('/v1/people', { name: 'with space', displayName: 'X' })).status).toBe(422);
  });

  it('reports every fault of a calendar, and allows one agreement in force for a service', async () => {
    const wrong = await admin.post('/v1/agreements', { title: 'X', kind: 'SLA', calendar: { timeZone: 'Mars/Base', week: { monday: [['18:00', '09:00']] } }, targets: {} });
    expect([wrong.status, wrong.body.errors.length]).toEqual([422, 2]);
    const calendar = { timeZone: 'Europe/Brussels', week: { monday: [['09:00', '17:00']] } };
    const swapped = await admin.post('/v1/agreements', { title: 'X', kind: 'SLA', calendar, targets: { 1: { response: 'PT8H', resolution: 'PT4H' } } });
    expect(swapped.body.code).toBe('response-after-resolution');
    const { body } = await admin.post('/v1/agreements', { title: 'Another for payments', kind: 'SLA', service: 'payments', calendar, targets: { 1: { resolution: 'PT4H' } } });
    const refused = await admin.post(`/v1/agreements/${body.number}/activate`);
    expect([refused.status, refused.body.code]).toEqual([409, 'already-exists']);
  });
});
