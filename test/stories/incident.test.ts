import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Client, type Desk } from './desk.ts';

let desk: Desk;
let guest: Client, anna: Client, bram: Client, chen: Client, vera: Client, otto: Client, sven: Client, amir: Client;
beforeAll(async () => {
  desk = await openDesk();
  [guest, anna, bram, chen, vera, otto, sven, amir] = ['guest', 'anna', 'bram', 'chen', 'vera', 'otto', 'sven', 'amir'].map((name) => desk.as(name)) as [Client, Client, Client, Client, Client, Client, Client, Client];
});
afterAll(() => desk?.stop());

const story = { summary: 'The tablet gets no address', tried: 'Another cable and a restart', nextStep: 'Look at the switch', customerTold: 'That the network team looks at it today' };
const solved = { resolution: 'Replaced', resolutionCode: 'fixed' };

describe('from report to confirmation', () => {
  it('reports as a guest, is picked up, transferred warm, resolved by the receivers and confirmed', async () => {
    const number = await guest.report({ title: 'Tablet without network', service: 'reception', impact: 'low', urgency: 'medium' });
    expect(await anna.order(number, 'assign', { assignee: 'anna' })).toMatchObject({ state: 'assigned', assignee: 'anna', team: 'service-desk' });
    await anna.order(number, 'start');
    expect(await anna.order(number, 'transfer', { team: 'network', ...story })).toMatchObject({ state: 'assigned', team: 'network', transferCount: 1, handover: { from: 'service-desk', outcome: 'pending' } });
    const waiting = async (): Promise<string[]> => (await chen.get('/v1/incidents?team=network&handoverOutcome=pending')).body.items.map((item: any) => item.number);
    expect(await waiting()).toContain(number);
    expect((await guest.get('/v1/incidents?handoverOutcome=pending')).body.errors).toEqual([expect.objectContaining({ pointer: '/handoverOutcome', code: 'unknown-filter' })]);
    expect(await chen.order(number, 'accept')).toMatchObject({ assignee: 'chen', handover: { outcome: 'accepted' } });
    expect(await waiting()).not.toContain(number);
    expect(await chen.order(number, 'resolve', solved)).toMatchObject({ state: 'resolved', resolutionCode: 'fixed' });
    expect(await guest.order(number, 'close')).toMatchObject({ state: 'closed' });
    const { body } = await anna.get(`/v1/incidents/${number}/timeline`);
    expect(body.items.map(({ command }: any) => command)).toEqual(['create', 'assign', 'start', 'transfer', 'accept', 'resolve', 'close']);
    expect(body.items.map(({ version }: any) => version)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const events = await desk.events(number);
    expect(events.map((event) => event['detail-type'])).toEqual(['incident.created', 'incident.assigned', 'incident.started', 'incident.transferred', 'incident.transfer-accepted', 'incident.resolved', 'incident.closed']);
    expect(events[0]).toMatchObject({ source: 'lambdesk.incident', detail: { metadata: { tenant: 'campsite', recordVersion: 1, actor: 'guest', hops: 0 } } });
  });

  it('makes the priority from impact and urgency and does not take it as input', async () => {
    const number = await guest.report({ title: 'Slow', impact: 'high', urgency: 'low' });
    expect((await anna.get(`/v1/incidents/${number}`)).body).toMatchObject({ priority: 3, basePriority: 3 });
    const refused = await guest.post('/v1/incidents', { title: 'x', priority: 1, basePriority: 1 });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }: any) => pointer)).toEqual(['/priority', '/basePriority']);
  });

  it('raises what a VIP reports by one level and says why, but never to 1', async () => {
    const third = await vera.report({ title: 'Wifi in the villa', impact: 'medium', urgency: 'medium' });
    expect((await anna.get(`/v1/incidents/${third}`)).body).toMatchObject({ basePriority: 3, priority: 2, priorityReason: 'VIP requester' });
    const second = await vera.report({ title: 'Gate stays closed', impact: 'high', urgency: 'medium' });
    const { body } = await anna.get(`/v1/incidents/${second}`);
    expect(body).toMatchObject({ basePriority: 2, priority: 2 });
    expect(body.priorityReason).toBeUndefined();
  });

  it('routes by category before service', async () => {
    const booking = await guest.report({ title: 'Double booking', service: 'reception', category: 'Booking' });
    const other = await guest.report({ title: 'Lamp broken', service: 'reception', category: 'hardware' });
    expect((await anna.get(`/v1/incidents/${booking}`)).body.team).toBe('applications');
    expect((await anna.get(`/v1/incidents/${other}`)).body.team).toBe('service-desk');
  });

  it('gives what needs a skill to whoever of the team has it, is there, and has least to do', async () => {
    const admin = desk.as('admin');
    await admin.post('/v1/people', { name: 'bo', displayName: 'Bo', team: 'applications', skills: ['booking'] });
    const first = await guest.report({ title: 'Booking calendar is empty', service: 'reception', category: 'booking' });
    await desk.settle();
    expect((await anna.get(`/v1/incidents/${first}`)).body).toMatchObject({ state: 'assigned', team: 'applications', skill: 'booking' });
    const { assignee } = (await anna.get(`/v1/incidents/${first}`)).body;
    const second = await guest.report({ title: 'Booking calendar is wrong', service: 'reception', category: 'booking' });
    await desk.settle();
    const { assignee: next } = (await anna.get(`/v1/incidents/${second}`)).body;
    expect([assignee, next]).toContain('bo');
    await admin.post('/v1/people/bo/recordAbsence', { absence: { from: '2020-01-01', until: '2099-01-01' } });
    const third = await guest.report({ title: 'Booking calendar is upside down', service: 'reception', category: 'booking' });
    await desk.settle();
    expect((await anna.get(`/v1/incidents/${third}`)).body.assignee).toBe('amir');
    await admin.post('/v1/people/bo/leave');
  });

  it('goes on when the caller replies to what waits for the caller, and stays on hold otherwise', async () => {
    const number = await guest.report({ title: 'Printer jams', service: 'reception' });
    await anna.order(number, 'assign', { assignee: 'anna' });
    await anna.order(number, 'start');
    await anna.order(number, 'hold', { reason: 'caller', note: 'Which printer?' });
    await anna.post(`/v1/incidents/${number}/comments`, { text: 'Reminder sent' });
    expect((await anna.get(`/v1/incidents/${number}`)).body).toMatchObject({ state: 'on-hold', holdReason: 'caller' });
    await guest.post(`/v1/incidents/${number}/comments`, { text: 'The one at the bar' });
    const { body } = await anna.get(`/v1/incidents/${number}`);
    expect(body.state).toBe('in-progress');
    expect(body.holdReason).toBeUndefined();
    expect(body.clocks.find(({ name }: any) => name === 'resolution').state).toBe('running');
    await anna.order(number, 'hold', { reason: 'vendor', note: 'Part ordered' });
    await guest.post(`/v1/incidents/${number}/comments`, { text: 'Any news?' });
    expect((await anna.get(`/v1/incidents/${number}`)).body.state).toBe('on-hold');
  });

  it('asks for text and code to resolve, both faults at once', async () => {
    const number = await guest.report({ title: 'Nothing works' });
    const { status, body } = await anna.post(`/v1/incidents/${number}/resolve`, {});
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer, code }: any) => [pointer, code])).toEqual([['/resolution', 'required'], ['/resolutionCode', 'required']]);
  });
});

describe('changing hands', () => {
  const owned = async (): Promise<string> => {
    const number = await guest.report({ title: 'Till shows an error', service: 'reception' });
    await anna.order(number, 'assign', { assignee: 'anna' });
    return number;
  };

  it('refuses a transfer without its story and names every missing part', async () => {
    const number = await owned();
    const { status, body } = await anna.post(`/v1/incidents/${number}/transfer`, { team: 'network', summary: 'x' });
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }: any) => pointer)).toEqual(['/tried', '/nextStep', '/customerTold']);
  });

  it('does not let assign smuggle work to another team', async () => {
    const number = await owned();
    const { status, body } = await anna.post(`/v1/incidents/${number}/assign`, { team: 'network' });
    expect([status, body.code]).toEqual([409, 'transfer-required']);
    expect((await anna.patch(`/v1/incidents/${number}`, { team: 'network' }, { 'if-match': '*' })).status).toBe(422);
  });

  it('waits for the receivers: nobody works on it before, and nobody else can accept', async () => {
    const number = await owned();
    await anna.order(number, 'transfer', { team: 'network', ...story });
    expect((await chen.post(`/v1/incidents/${number}/start`)).body.code).toBe('transfer-pending');
    expect((await anna.post(`/v1/incidents/${number}/accept`)).status).toBe(403);
    expect((await chen.post(`/v1/incidents/${number}/accept`)).status).toBe(200);
  });

  it('waits for nobody any more once it was handed over, and its clocks run', async () => {
    const number = await owned();
    await anna.order(number, 'hold', { reason: 'vendor', note: 'Part ordered' });
    const handed = await anna.order(number, 'transfer', { team: 'network', ...story });
    expect(handed.holdReason).toBeUndefined();
    expect(handed.clocks.find(({ name }: any) => name === 'resolution').state).toBe('running');
  });

  it('gives a rejected transfer back to who had it, with the reason, and counts it as none', async () => {
    const number = await owned();
    await anna.order(number, 'transfer', { team: 'network', ...story });
    expect(await chen.order(number, 'rejectTransfer', { reason: 'It is the till, not the network' })).toMatchObject({ team: 'service-desk', assignee: 'anna', transferCount: 0, handover: { outcome: 'rejected' } });
    expect(await anna.order(number, 'transfer', { team: 'network', ...story })).toMatchObject({ transferCount: 1 });
  });

  it('goes one way: back to a team that had it needs a team lead, with a reason', async () => {
    const number = await owned();
    await anna.order(number, 'transfer', { team: 'network', ...story });
    await chen.order(number, 'accept');
    const back = { team: 'service-desk', ...story };
    const cameBack = async (): Promise<number> => (await bram.get('/v1/incidents/handovers?team=service-desk')).body.pingPong;
    const before = await cameBack();
    const refused = await chen.post(`/v1/incidents/${number}/transfer`, back);
    expect([refused.status, refused.body.code]).toEqual([409, 'ping-pong']);
    expect((await chen.post(`/v1/incidents/${number}/transfer`, { ...back, override: 'Because' })).status).toBe(403);
    expect(await desk.as('nadia').order(number, 'transfer', { ...back, override: 'The customer is at the desk' })).toMatchObject({ team: 'service-desk', pingPong: true });
    expect(await cameBack()).toBe(before + 1);
    expect(await desk.events(number, 'incident.one-way-overridden')).toMatchObject([{ detail: { data: { reason: 'The customer is at the desk' } } }]);
  });

  it('goes one way: a third transfer needs a team lead too', async () => {
    const number = await owned();
    await anna.order(number, 'transfer', { team: 'network', ...story });
    await chen.order(number, 'accept');
    await chen.order(number, 'transfer', { team: 'applications', ...story });
    await amir.order(number, 'accept');
    expect((await amir.post(`/v1/incidents/${number}/transfer`, { team: 'security', ...story })).body.code).toBe('too-many-transfers');
    const third = await bram.order(number, 'transfer', { team: 'security', ...story, override: 'It is an attack' });
    expect([third.transferCount, third.pingPong]).toEqual([3, undefined]);
  });

  it('escalates up the chain one step at a time and horizontally to the next line', async () => {
    const number = await owned();
    expect(await anna.order(number, 'escalate', { kind: 'hierarchical', reason: 'Guests leave' })).toMatchObject({ escalatedTo: 'bram', watchers: ['bram'] });
    expect(await anna.order(number, 'escalate', { kind: 'hierarchical', reason: 'Still' })).toMatchObject({ escalatedTo: 'director' });
    expect((await anna.post(`/v1/incidents/${number}/escalate`, { kind: 'hierarchical', reason: 'More' })).body.code).toBe('top-of-chain');
    const { escalations } = await anna.order(number, 'escalate', { kind: 'horizontal', reason: 'Need a switch expert' });
    expect(escalations.at(-1)).toMatchObject({ kind: 'horizontal', to: 'network' });
    expect((await desk.mail()).filter(({ subject }) => subject === `${number} asks your team for help`).map(({ to }) => to)).toEqual([['network@campsite.example']]);
  });

  it('refuses to assign to somebody who is away and names who stands in', async () => {
    const admin = desk.as('admin');
    await admin.post('/v1/people/amir/recordAbsence', { absence: { from: '2020-01-01', until: '2099-01-01', delegate: 'release' } });
    const number = await guest.report({ title: 'Booking page is down', service: 'reception', category: 'booking' });
    const { status, body } = await anna.post(`/v1/incidents/${number}/assign`, { assignee: 'amir' });
    expect([status, body.code]).toEqual([409, 'assignee-absent']);
    expect(body.detail).toContain('release');
    expect((await admin.post('/v1/people/amir/return')).status).toBe(200);
    expect((await anna.post(`/v1/incidents/${number}/assign`, { assignee: 'amir' })).status).toBe(200);
  });

  it('shows what is known before the requester is asked again', async () => {
    const number = await guest.report({ title: 'Tablet', description: 'The charger is the white one with the yellow sticker.', service: 'reception' });
    await anna.order(number, 'assign', { assignee: 'anna' });
    await anna.order(number, 'transfer', { team: 'network', ...story });
    await chen.order(number, 'accept');
    const { body } = await chen.get(`/v1/incidents/${number}/told?question=which+charger+is+it`);
    expect(body.items[0]).toMatchObject({ source: 'description', who: 'guest' });
    expect(body.items.map(({ source }: any) => source)).toContain('customerTold');
  });
});

describe('who sees what', () => {
  it('hides what others reported from a requester, and internal words from everybody outside', async () => {
    const number = await guest.report({ title: 'Private matter' });
    await anna.post(`/v1/incidents/${number}/comments`, { text: 'Be careful with this one', visibility: 'internal' });
    await anna.post(`/v1/incidents/${number}/comments`, { text: 'We are on it' });
    expect((await otto.get(`/v1/incidents/${number}`)).status).toBe(404);
    expect((await otto.get(`/v1/incidents/${number}/timeline`)).status).toBe(404);
    expect((await otto.post(`/v1/incidents/${number}/comments`, { text: 'hi' })).status).toBe(404);
    const seen = (await guest.get(`/v1/incidents/${number}/timeline`)).body.items;
    expect(seen.map(({ note }: any) => note)).toEqual([undefined, 'We are on it']);
    expect(JSON.stringify((await guest.get(`/v1/incidents/${number}/comments`)).body)).not.toContain('careful');
    expect((await otto.get('/v1/incidents?requester=guest')).body.items).toEqual([]);
    const own = (await otto.get('/v1/incidents')).body.items;
    expect(own.length).toBeGreaterThan(0);
    expect(own.every(({ requester }: any) => requester === 'otto')).toBe(true);
  });

  it('lets a requester see and cancel, but not resolve', async () => {
    const number = await guest.report({ title: 'Never mind' });
    expect((await guest.post(`/v1/incidents/${number}/resolve`, solved)).status).toBe(403);
    expect((await guest.post(`/v1/incidents/${number}/cancel`, { reason: 'Found it' })).status).toBe(200);
  });

  it('does not let a requester report for others, or choose who works on it', async () => {
    expect((await guest.post('/v1/incidents', { title: 'x', requester: 'otto' })).status).toBe(403);
    expect((await guest.post('/v1/incidents', { title: 'x', team: 'network' })).status).toBe(403);
  });

  it('keeps security incidents to the security group and the one who reported', async () => {
    const number = await guest.report({ title: 'Phishing page asks for passwords', category: 'security' });
    expect((await sven.get(`/v1/incidents/${number}`)).body).toMatchObject({ security: true });
    expect((await guest.get(`/v1/incidents/${number}`)).status).toBe(200);
    for (const other of [anna, chen, otto, desk.as('admin')]) expect((await other.get(`/v1/incidents/${number}`)).status).toBe(404);
    await desk.settle();
    expect(JSON.stringify((await anna.get('/v1/search?q=phishing')).body)).not.toContain(number);
    expect(JSON.stringify((await sven.get('/v1/search?q=phishing')).body)).toContain(number);
    expect(JSON.stringify((await anna.get('/v1/incidents?limit=200')).body)).not.toContain(number);
    const plain = await guest.report({ title: 'Odd mail' });
    await anna.post(`/v1/incidents/${plain}/links`, { type: 'relates-to', target: number });
    expect(JSON.stringify((await anna.get(`/v1/incidents/${plain}/links`)).body)).not.toContain(number);
    await sven.order(number, 'declassify', { reason: 'A test mail of our own' });
    expect((await anna.get(`/v1/incidents/${number}`)).status).toBe(200);
  });

  it('keeps tenants apart, in records, lists, search and links', async () => {
    const agent = desk.as('vt-agent');
    const number = await guest.report({ title: 'Campsite only gizmo' });
    await desk.settle();
    const theirs = (await agent.get('/v1/incidents?limit=200')).body.items;
    expect(theirs.map(({ requester }: any) => requester)).not.toContain('guest');
    expect((await agent.get(`/v1/incidents/${number}`)).status).toBe(404);
    expect((await agent.get('/v1/search?q=gizmo')).body.items).toEqual([]);
    expect((await agent.post(`/v1/incidents/${theirs[0].number}/links`, { type: 'relates-to', target: number })).status).toBe(422);
    expect((await agent.get('/v1/people/anna')).status).toBe(404);
    expect((await agent.post('/v1/incidents', { title: 'x', requester: 'guest' })).body.errors).toMatchObject([{ pointer: '/requester', code: 'unknown-reference' }]);
  });

  it('refuses who brings no token or a broken one', async () => {
    expect((await desk.as('guest').get('/v1/me', { authorization: 'Bearer nonsense' })).status).toBe(401);
    expect((await desk.as('guest').get('/v1/me', { authorization: '' })).status).toBe(401);
  });
});

describe('families, links and replies', () => {
  it('resolves the children with the parent where asked', async () => {
    const parent = await guest.report({ title: 'Internet is down' });
    const children = await Promise.all(['Tills offline', 'Bookings offline'].map((title) => otto.report({ title })));
    for (const child of children) expect((await anna.post(`/v1/incidents/${child}/links`, { type: 'child-of', target: parent })).status).toBe(201);
    const { body } = await anna.get(`/v1/incidents/${parent}/links`);
    expect(body.items.map(({ end, target }: any) => [end, target]).sort()).toEqual(children.map((child) => ['target', child]).sort());
    await anna.order(parent, 'resolve', { ...solved, withChildren: true });
    await desk.settle();
    for (const child of children) expect((await anna.get(`/v1/incidents/${child}`)).body).toMatchObject({ state: 'resolved', resolution: 'Replaced' });
  });

  it('refuses a link twice, to itself, and to what does not exist', async () => {
    const [one, other] = [await guest.report({ title: 'One' }), await guest.report({ title: 'Other' })];
    const link = (target: string) => anna.post(`/v1/incidents/${one}/links`, { type: 'relates-to', target });
    expect((await link(other)).status).toBe(201);
    expect((await link(other)).body.code).toBe('already-linked');
    expect((await link(one)).status).toBe(422);
    expect((await link('INC9999999')).status).toBe(422);
    expect((await link('nonsense')).status).toBe(422);
    expect((await anna.post(`/v1/incidents/${one}/unlink`, { type: 'relates-to', target: other })).status).toBe(200);
    expect((await anna.get(`/v1/incidents/${other}/links`)).body.items).toEqual([]);
  });

  it('never reopens what is closed: a reply makes a new incident, linked in words', async () => {
    const number = await guest.report({ title: 'Door squeaks' });
    await anna.order(number, 'resolve', solved);
    await guest.order(number, 'close');
    expect((await guest.post(`/v1/incidents/${number}/reopen`, { reason: 'again' })).status).toBe(409);
    expect((await guest.post(`/v1/incidents/${number}/comments`, { text: 'It squeaks again' })).status).toBe(201);
    await desk.settle();
    const mine = (await guest.get('/v1/incidents?limit=5')).body.items;
    expect(mine[0]).toMatchObject({ title: 'Re: Door squeaks', state: 'new' });
    expect((await guest.get(`/v1/incidents/${mine[0].number}/links`)).body.items).toMatchObject([{ type: 'relates-to', target: number }]);
  });

  it('warns of possible duplicates and finds similar ones', async () => {
    await otto.report({ title: 'Barrier at the entrance does not open', service: 'reception' });
    await desk.settle();
    const warned = (await anna.get('/v1/incidents/duplicates?title=entrance+barrier+stuck&service=reception')).body.items;
    expect(warned[0]).toMatchObject({ title: 'Barrier at the entrance does not open' });
    expect((await guest.get('/v1/incidents/duplicates')).status).toBe(422);
  });

  it('promotes a proposed major incident with a commander', async () => {
    const number = await guest.report({ title: 'All payments fail', impact: 'high', urgency: 'high', service: 'payments' });
    await anna.order(number, 'proposeMajor', { reason: 'Nobody can pay' });
    expect((await anna.post(`/v1/incidents/${number}/promoteMajor`, { commander: 'bram' })).status).toBe(403);
    expect(await bram.order(number, 'promoteMajor', { commander: 'bram', communications: 'anna' })).toMatchObject({ major: { status: 'declared', commander: 'bram' }, collaborators: ['bram', 'anna'] });
    expect(await desk.events(number, 'incident.major-declared')).toHaveLength(1);
  });
});
