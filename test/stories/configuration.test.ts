import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk?.stop());

const ops = () => desk.as('ops');
const names = (items: { name: string }[]): string[] => items.map(({ name }) => name).sort();
async function made(name: string, more: object = {}, live = true): Promise<void> {
  const { status, body } = await ops().post('/v1/cis', { name, displayName: name, type: 'server', ...more });
  if (status !== 201) throw new Error(JSON.stringify(body));
  if (live) await done(name, 'goLive');
}
async function done(name: string, command: string, body: object = {}): Promise<any> {
  const reply = await ops().post(`/v1/cis/${name}/${command}`, body);
  if (reply.status !== 200) throw new Error(`${command}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

test('is found as what it is, and not as what kind of item it is', async () => {
  await made('spare-router', { displayName: 'Spare router in the cellar', type: 'network-device' });
  await desk.settle();
  expect((await ops().get('/v1/search?q=cellar')).body.items).toMatchObject([{ type: 'ci', name: 'spare-router' }]);
});

describe('impact', () => {
  test('one of three booking servers puts booking at risk, two take it and the service down', async () => {
    const { body: one } = await ops().get('/v1/cis/booking-1/impact');
    expect(one).toMatchObject({ complete: true, items: [], services: [], atRisk: [{ name: 'booking', group: 'servers', needs: 2, left: 2, of: 3 }] });
    const { body: two } = await ops().get('/v1/cis/booking-1/impact?also=booking-3');
    expect(names(two.items)).toEqual(['booking', 'reception-tablet']);
    expect(two.services).toEqual([{ service: 'reception', through: ['booking'] }]);
    expect(two.items[0]).toMatchObject({ name: 'booking', distance: 1, via: ['booking-1', 'booking-3'] });
  });

  test('the internet line takes down whatever has no other way', async () => {
    const { body } = await ops().get('/v1/cis/lake-line/impact');
    expect(names(body.items)).toEqual(expect.arrayContaining(['core-router', 'switch-lake', 'wifi-lake', 'card-payments', 'pool-controller']));
    expect(names(body.items)).not.toContain('booking');
    expect(body.services.map(({ service }: any) => service).sort()).toEqual(['payments', 'pool', 'wifi']);
    expect((await ops().get('/v1/cis/lake-line/impact?depth=1')).body.items).toMatchObject([{ name: 'core-router' }]);
  });

  test('upstream tells what it cannot do without', async () => {
    const { body } = await ops().get('/v1/cis/wifi-lake/impact?direction=upstream');
    expect(names(body.items)).toEqual(['ap-lake-1', 'ap-lake-2', 'ap-lake-3', 'core-router', 'lake-line', 'switch-lake']);
    expect(body.singlePointsOfFailure.sort()).toEqual(['core-router', 'lake-line', 'switch-lake']);
  });

  test('a walk that is cut says so, and bounds are checked', async () => {
    expect((await ops().get('/v1/cis/lake-line/impact?limit=3')).body).toMatchObject({ complete: false, looked: 3 });
    expect((await ops().get('/v1/cis/lake-line/impact?limit=2001')).body.errors).toMatchObject([{ pointer: '/limit' }]);
    expect((await ops().get('/v1/cis/lake-line/impact?also=nobody,BOOKING')).body.errors).toMatchObject([{ pointer: '/also', code: 'not-allowed' }]);
    expect((await ops().get('/v1/cis/lake-line/impact?also=nobody')).body.errors).toMatchObject([{ pointer: '/also', code: 'unknown-reference' }]);
    expect((await desk.as('guest').get('/v1/cis/lake-line/impact')).status).toBe(404);
  });
});

test('a map shows CIs, and relations between them only', async () => {
  const { body } = await ops().get('/v1/cis/service-map?service=reception&distance=1');
  expect(names(body.nodes)).toEqual(['booking', 'booking-1', 'booking-2', 'booking-3', 'booking-db', 'reception-tablet']);
  expect(body.edges).toHaveLength(5);
  expect(body.edges).toContainEqual({ source: 'booking', target: 'booking-2', type: 'runs-on', group: 'servers' });
  const { body: around } = await ops().get('/v1/cis/booking-db/map?distance=1');
  expect([names(around.nodes), around.edges]).toEqual([['booking', 'booking-db'], [{ source: 'booking', target: 'booking-db', type: 'depends-on' }]]);
});

describe('relations', () => {
  test('are read from both ends', async () => {
    await made('both-b');
    await made('both-a', { relations: [{ type: 'runs-on', target: 'both-b' }] });
    expect((await ops().get('/v1/cis/both-b/relations')).body.items).toMatchObject([{ type: 'runs-on', end: 'target', name: 'both-a', state: 'live' }]);
    expect((await ops().get('/v1/cis/both-a/relations')).body.items).toMatchObject([{ type: 'runs-on', end: 'source', name: 'both-b' }]);
    await done('both-a', 'unrelate', { type: 'runs-on', target: 'both-b' });
    expect((await ops().get('/v1/cis/both-b/relations')).body.items).toEqual([]);
  });

  test('go to what exists, once each, and never to the CI itself', async () => {
    const errors = async (relations: object[]) => (await ops().post('/v1/cis', { name: 'wrong', displayName: 'x', type: 'server', relations })).body.errors;
    expect(await errors([{ type: 'runs-on', target: 'nobody' }])).toMatchObject([{ pointer: '/relations/0/target', code: 'unknown-reference' }]);
    expect(await errors([{ type: 'runs-on', target: 'booking-db' }, { type: 'runs-on', target: 'booking-db', group: 'a' }])).toMatchObject([{ pointer: '/relations/1', code: 'repeated' }]);
    expect(await errors([{ type: 'connected-to', target: 'booking-db', group: 'a' }])).toMatchObject([{ pointer: '/relations/0/group' }]);
    expect((await ops().post('/v1/cis/booking-db/relate', { type: 'runs-on', target: 'booking-db' })).status).toBe(422);
  });
});

describe('retiring', () => {
  test('is refused while something live relies on it, whichever end says so', async () => {
    await made('old-db');
    await made('user-app', { relations: [{ type: 'depends-on', target: 'old-db' }] });
    await made('used-lib', { relations: [{ type: 'used-by', target: 'user-app' }] });
    for (const name of ['old-db', 'used-lib']) expect((await ops().post(`/v1/cis/${name}/retire`, { reason: 'x' })).body).toMatchObject({ status: 409, code: 'held', detail: expect.stringContaining('user-app depends on it') });
    await done('user-app', 'retire', { reason: 'gone' });
    for (const name of ['old-db', 'used-lib']) expect(await done(name, 'retire', { reason: 'nobody needs it' })).toMatchObject({ state: 'retired' });
  });

  test('is not held by what is only planned, which then cannot go live', async () => {
    await made('plan-db');
    await made('plan-app', { relations: [{ type: 'depends-on', target: 'plan-db' }] }, false);
    await done('plan-db', 'retire', { reason: 'x' });
    expect((await ops().post('/v1/cis/plan-app/goLive')).body).toMatchObject({ status: 409, code: 'closed-target' });
    expect((await ops().post('/v1/cis/booking/relate', { type: 'depends-on', target: 'plan-db' })).body.code).toBe('closed-target');
  });

  test('and a new dependant at the same moment: one of the two is refused', async () => {
    for (let round = 0; round < 8; round++) {
      await made(`race-${round}`);
      await made(`racer-${round}-a`);
      await made(`racer-${round}-b`);
      const [retired, ...related] = await Promise.all([
        ops().post(`/v1/cis/race-${round}/retire`, { reason: 'x' }),
        ops().post(`/v1/cis/racer-${round}-a/relate`, { type: 'depends-on', target: `race-${round}` }),
        ops().post(`/v1/cis/racer-${round}-b/relate`, { type: 'runs-on', target: `race-${round}` }),
      ]);
      const some = related.some(({ status }) => status === 200);
      expect([retired.status === 200, some].filter(Boolean)).toHaveLength(1);
      expect((await ops().get(`/v1/cis/race-${round}/relations`)).body.items).toHaveLength(related.filter(({ status }) => status === 200).length);
    }
  });

  test('and its user going live at the same moment: one of the two is refused', async () => {
    for (let round = 0; round < 8; round++) {
      await made(`user-${round}`, {}, false);
      await made(`tool-${round}`, { relations: [{ type: 'used-by', target: `user-${round}` }] });
      const [retired, live] = await Promise.all([ops().post(`/v1/cis/tool-${round}/retire`, { reason: 'x' }), ops().post(`/v1/cis/user-${round}/goLive`)]);
      // Which came first is open, but a live user keeps its tool.
      expect(live.status).toBe(200);
      if (retired.status !== 200 || !desk.inOrder) continue;
      const told = await desk.events([`tool-${round}`, `user-${round}`]);
      expect(told.map(({ detail }) => detail.metadata.type).filter((type) => ['ci.retired', 'ci.went-live'].includes(type)).slice(-2)).toEqual(['ci.retired', 'ci.went-live']);
    }
  });
});

test('a drift from a baseline is told attribute by attribute and relation by relation', async () => {
  await made('drift-db');
  await made('drift-app', { attributes: { version: '1.0', port: 80 }, relations: [{ type: 'depends-on', target: 'drift-db' }] });
  const { body: { number, at } } = await ops().post('/v1/baselines', { title: 'Before the summer', cis: ['drift-app'] });
  await ops().post(`/v1/baselines/${number}/extend`, { cis: ['drift-db'] });
  expect((await ops().get(`/v1/baselines/${number}/drift`)).body).toMatchObject({ cis: 2, drifted: 0, items: [] });
  await desk.advance('PT1M');
  const { headers } = await ops().get('/v1/cis/drift-app');
  await ops().patch('/v1/cis/drift-app', { attributes: { version: '1.1', port: null, memoryGb: 4 } }, { 'if-match': headers.get('etag')! });
  await done('drift-app', 'unrelate', { type: 'depends-on', target: 'drift-db' });
  await done('drift-db', 'retire', { reason: 'x' });
  const { body } = await ops().get(`/v1/baselines/${number}/drift`);
  expect(body).toMatchObject({ at, cis: 2, drifted: 2 });
  expect(body.items.find(({ name }: any) => name === 'drift-app').differences).toEqual([
    { field: 'attributes.memoryGb', is: 4 }, { field: 'attributes.port', was: 80 }, { field: 'attributes.version', was: '1.0', is: '1.1' }, { field: 'relations.depends-on', was: 'drift-db' },
  ]);
  expect(body.items.find(({ name }: any) => name === 'drift-db').differences).toEqual([{ field: 'state', was: 'live', is: 'retired' }]);
  expect((await ops().get(`/v1/baselines/${number}/contents`)).body.items[0]).toMatchObject({ name: 'drift-app', attributes: { version: '1.0', port: 80 }, relations: [{ target: 'drift-db' }] });
});

test('an audit is compared, confirmed and applied, and what changed meanwhile is left alone', async () => {
  await ops().post('/v1/environments', { name: 'lab', displayName: 'Lab', stage: 'test', kind: 'IaaS' });
  for (const name of ['lab-1', 'lab-2', 'lab-3']) await made(name, { environment: 'lab', attributes: { os: 'debian12' } });
  const { body: audit } = await ops().post('/v1/audits', { title: 'Scan of the lab', source: 'scanner', environment: 'lab', observed: [
    { name: 'lab-1', attributes: { os: 'debian13' }, relations: [{ type: 'runs-on', target: 'lab-host' }] }, { name: 'lab-2', attributes: { os: 'debian12' } },
  ] });
  await ops().post(`/v1/audits/${audit.number}/observe`, { observed: [{ name: 'lab-host', type: 'server', environment: 'lab', attributes: { os: 'proxmox' } }] });
  const difference = async () => (await ops().get(`/v1/audits/${audit.number}/difference`)).body;
  const first = await difference();
  expect(first).toMatchObject({ observed: 3, same: 1, complete: true });
  expect(first.items).toMatchObject([
    { name: 'lab-1', kind: 'changed', version: 2, differences: [{ field: 'attributes.os', was: 'debian12', is: 'debian13' }, { field: 'relations.runs-on', is: 'lab-host' }], waitsFor: ['lab-host'] },
    { name: 'lab-host', kind: 'new' }, { name: 'lab-3', kind: 'missing', version: 2 },
  ]);
  const confirm = (items: object[]) => ops().post(`/v1/audits/${audit.number}/confirm`, { items });
  expect((await confirm([{ name: 'lab-3' }, { name: 'lab-2', retire: true }])).body.errors).toMatchObject([{ pointer: '/items/0/name', code: 'not-observed' }, { pointer: '/items/1/retire' }]);
  await confirm([{ name: 'lab-host' }, { name: 'lab-3', retire: true }]);
  await desk.settle();
  expect((await ops().get('/v1/cis/lab-host')).body).toMatchObject({ state: 'live', environment: 'lab', attributes: { os: 'proxmox' } });
  expect((await ops().get('/v1/cis/lab-3')).body.state).toBe('retired');
  await done('lab-1', 'relate', { type: 'connected-to', target: 'lab-2' });
  await confirm([{ name: 'lab-1', version: 2 }]);
  await desk.settle();
  expect((await ops().get('/v1/cis/lab-1')).body.attributes).toEqual({ os: 'debian12' });
  const [again] = (await difference()).items;
  await confirm([{ name: 'lab-1', version: again.version }]);
  await desk.settle();
  expect((await ops().get('/v1/cis/lab-1')).body).toMatchObject({ attributes: { os: 'debian13' }, relations: [{ type: 'runs-on', target: 'lab-host' }], auditedBy: audit.number });
  expect((await difference()).items).toEqual([]);
  expect((await ops().post(`/v1/audits/${audit.number}/close`)).body.state).toBe('closed');
});

test('what changed lately is told with what is around it, and not what is further away or longer ago', async () => {
  for (const name of ['near-0', 'near-1', 'near-2']) await made(name);
  await done('near-0', 'relate', { type: 'depends-on', target: 'near-1' });
  await done('near-1', 'relate', { type: 'depends-on', target: 'near-2' });
  await desk.advance('P10D');
  await done('near-1', 'relate', { type: 'connected-to', target: 'booking' });
  await ops().post('/v1/cis/near-2/comments', { text: 'Nothing changed' });
  const { body } = await ops().get('/v1/cis/near-0/recent-changes?days=3&distance=1');
  expect(body.items).toMatchObject([{ name: 'near-1', distance: 1, command: 'relate', note: 'connected-to booking', fields: ['relations'] }]);
  expect(body).toMatchObject({ complete: true, changes: [] });
  const { body: change } = await desk.as('dina').post('/v1/changes', { title: 'Another power supply', type: 'normal', cis: ['near-1'] });
  expect((await ops().get('/v1/cis/near-0/recent-changes?days=3&distance=1')).body.changes).toMatchObject([{ number: change.number, cis: ['near-1'], distance: 1 }]);
  expect((await ops().get('/v1/cis/near-0/recent-changes?days=3&distance=0')).body.changes).toEqual([]);
  expect((await ops().get('/v1/cis/near-0/recent-changes?days=30')).body.items.length).toBeGreaterThan(4);
});

test('the schedule shows the weekly window and the blackout of August', async () => {
  const august = (await ops().get('/v1/maintenance?kind=blackout')).body.items[0];
  const to = new Date(Date.parse(august.start) + 3 * 86_400_000).toISOString();
  const from = new Date(Date.parse(august.start) - 14 * 86_400_000).toISOString();
  const { body } = await ops().get(`/v1/maintenance/schedule?ci=booking&from=${from}&to=${to}`);
  expect(body.complete).toBe(true);
  const days = body.items.filter(({ kind }: any) => kind === 'window').map(({ start }: any) => new Date(start).getUTCDay());
  expect([days.length >= 2, new Set(days)]).toEqual([true, new Set([1])]);
  expect(body.items.filter(({ kind }: any) => kind === 'blackout')).toMatchObject([{ number: august.number, start: august.start, all: true }]);
});

test('a backup that nobody made is told once, and stands among what is overdue', async () => {
  const due = (await ops().get('/v1/environments/booking-cloud')).body.backupDue;
  await desk.advance('P2D');
  await desk.advance('PT1H');
  expect(await desk.events('booking-cloud', 'environment.backup-due')).toHaveLength(1);
  const { body } = await ops().get('/v1/environments/hygiene?stage=production');
  expect(body.items.find(({ name }: any) => name === 'booking-cloud').faults).toContainEqual({ code: 'backup-overdue', since: due });
});
