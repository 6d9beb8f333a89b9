import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Client, type Desk, type Reply } from './desk.ts';

let desk: Desk;
const people = ['guest', 'anna', 'chen', 'amir', 'dina', 'emil', 'fatou', 'director', 'bram', 'ops'] as const;
let as: Record<(typeof people)[number], Client>;
beforeAll(async () => {
  desk = await openDesk();
  as = Object.fromEntries(people.map((name) => [name, desk.as(name)])) as typeof as;
  // Whatever the day, no story here lies in the August without changes of the demonstration.
  const [august] = ok(await as.ops.get('/v1/maintenance?kind=blackout')).items;
  ok(await as.ops.post(`/v1/maintenance/${august.number}/${august.state === 'active' ? 'stop' : 'cancel'}`, { reason: 'Guests stay away' }));
});
afterAll(() => desk?.stop());

const plans = { implementationPlan: 'Swap it', testPlan: 'Try it', backoutPlan: 'Put it back', communicationPlan: 'Tell them' };
const later = (now: string, hours: number): string => new Date(Date.parse(now) + hours * 3_600_000).toISOString();
const now = (): Promise<string> => desk.advance('PT0S');
const ok = ({ status, body }: Reply): any => {
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const give = async (who: Client, number: string, command: string, body: object = {}): Promise<any> => ok(await who.post(`/v1/changes/${number}/${command}`, body));
const read = async (number: string): Promise<any> => ok(await as.anna.get(`/v1/changes/${number}`));
/** Waits for what follows: machine, reactions, events. */
const after = async (number: string): Promise<any> => { await desk.settle(); return read(number); };
const execution = async (number: string): Promise<any> => (await desk.executions(number))[0];
const typesOf = async (number: string): Promise<string[]> => (await desk.events(number)).map(({ detail }) => detail.metadata.type);

async function propose(fields: object = {}, by = as.guest): Promise<string> {
  const body = { title: 'Replace a switch', type: 'normal', impact: 'high', probability: 'medium', ...plans, plannedStart: later(await now(), 24), plannedEnd: later(await now(), 26), ...fields };
  return ok(await by.post('/v1/changes', body)).number;
}

async function submitted(fields: object = {}, by = as.guest): Promise<string> {
  const number = await propose(fields, by);
  await give(by, number, 'submit');
  await desk.settle();
  return number;
}

describe('a normal change', () => {
  it('goes from submission through one CAB round to closing by itself, in 15 state transitions at most', async () => {
    const number = await submitted({ title: 'New switch at the bar' });
    expect(await read(number)).toMatchObject({ state: 'authorize', risk: 'high', authority: 'cab', awaiting: ['dina', 'emil', 'fatou'], approval: { rule: 'k-of-n', needed: 2 } });
    expect((await desk.mail()).filter(({ subject }) => subject.includes(`${number} New switch at the bar waits for your vote`)).flatMap(({ to }) => to).sort()).toEqual(['dina@campsite.example', 'emil@campsite.example', 'fatou@campsite.example']);
    expect(ok(await as.emil.get('/v1/changes/approvals')).items.map((item: any) => item.number)).toContain(number);
    expect((await read(number)).allowedCommands).not.toContain('approve');
    expect(ok(await as.emil.get(`/v1/changes/${number}`)).allowedCommands).toEqual(expect.arrayContaining(['approve', 'reject', 'vote']));

    expect(await give(as.emil, number, 'approve', { reason: 'Fine' })).toMatchObject({ state: 'authorize' });
    expect(await give(as.fatou, number, 'vote', { decision: 'approve' })).toMatchObject({ state: 'scheduled', approval: { outcome: 'approved' } });
    expect((await as.dina.post(`/v1/changes/${number}/approve`)).body.code).toBe('command-not-allowed');
    await give(as.bram, number, 'assign', { assignee: 'chen' });
    expect((await as.chen.post(`/v1/changes/${number}/implement`)).body.code).toBe('window-not-open');
    await desk.settle();
    expect(await execution(number)).toMatchObject({ machine: 'change-approval', waitingFor: 'window' });

    await desk.advance('PT25H');
    expect(await after(number)).toMatchObject({ state: 'implement', startedAt: expect.any(String) });
    await give(as.chen, number, 'complete', { closureCode: 'successful' });
    await desk.settle();
    expect(await execution(number)).toMatchObject({ waitingFor: 'review' });
    await give(as.dina, number, 'review', { findings: 'As planned' });
    expect(await after(number)).toMatchObject({ state: 'closed', closureCode: 'successful' });
    const { status, transitions } = await execution(number);
    expect([status, transitions <= 15]).toEqual(['SUCCEEDED', true]);
    expect(await typesOf(number)).toEqual(expect.arrayContaining(['submitted', 'assessed', 'approval-requested', 'voted', 'approved', 'scheduled', 'window-opened', 'implementation-started', 'implemented', 'reviewed', 'closed'].map((type) => `change.${type}`)));
  });

  it('is refused without its plans, all of them named at once', async () => {
    const number = ok(await as.guest.post('/v1/changes', { title: 'Just do it', type: 'normal' })).number;
    const { status, body } = await as.guest.post(`/v1/changes/${number}/submit`);
    expect([status, body.errors.map(({ pointer }: any) => pointer)]).toEqual([422, ['/implementationPlan', '/testPlan', '/backoutPlan', '/communicationPlan', '/plannedStart', '/plannedEnd']]);
  });

  it('is not decided by who requested it', async () => {
    const number = await submitted({}, as.dina);
    expect(await read(number)).toMatchObject({ awaiting: ['emil', 'fatou'] });
    const { status, body } = await as.dina.post(`/v1/changes/${number}/vote`, { decision: 'approve' });
    expect([status, body.code]).toEqual([403, 'separation-of-duties']);
    expect((await as.dina.post(`/v1/changes/${number}/approve`)).status).toBe(403);
  });

  it('loses its votes when its scope is edited, and comes to the vote again', async () => {
    const number = await submitted();
    await give(as.emil, number, 'approve');
    const { headers } = await as.anna.get(`/v1/changes/${number}`);
    const edited = ok(await as.anna.patch(`/v1/changes/${number}`, { implementationPlan: 'Swap two' }, { 'if-match': headers.get('etag')! }));
    expect(edited).toMatchObject({ state: 'assess', round: 2, rounds: [{ ended: 'voided', approve: 1 }] });
    expect(await after(number)).toMatchObject({ state: 'authorize', approval: { round: 2 }, awaiting: ['dina', 'emil', 'fatou'] });
    await give(as.emil, number, 'approve');
    await give(as.fatou, number, 'reject', { reason: 'Not both' });
    await give(as.dina, number, 'reject', { reason: 'Not both' });
    expect(await after(number)).toMatchObject({ state: 'rejected' });
    expect(await execution(number)).toMatchObject({ status: 'SUCCEEDED' });
    expect((await typesOf(number)).filter((type) => /voided|rejected/.test(type))).toEqual(['change.votes-voided', 'change.rejected']);
    await give(as.guest, number, 'revise');
    await give(as.guest, number, 'submit');
    expect(await after(number)).toMatchObject({ state: 'authorize', round: 3 });
    expect((await desk.executions(number)).map(({ status }) => status).sort()).toEqual(['RUNNING', 'SUCCEEDED']);
  });

  it('is decided by the board when the CAB did not in time', async () => {
    const number = await submitted({ plannedStart: later(await now(), 24 * 20), plannedEnd: later(await now(), 24 * 20 + 2) });
    await give(as.emil, number, 'approve');
    await desk.advance('P2DT1H');
    const reminded = (await desk.mail()).filter(({ subject }) => subject.startsWith(number) && subject.includes('still waits for your vote')).flatMap(({ to }) => to);
    expect(reminded.sort()).toEqual(['dina@campsite.example', 'fatou@campsite.example']);
    await desk.advance('P3D');
    expect(await after(number)).toMatchObject({ state: 'authorize', authority: 'board', round: 2, awaiting: ['director'], rounds: [{ ended: 'escalated', approve: 1 }] });
    expect((await as.emil.post(`/v1/changes/${number}/approve`)).status).toBe(403);
    expect(await give(as.director, number, 'approve')).toMatchObject({ state: 'scheduled' });
    await desk.settle();
    expect(await execution(number)).toMatchObject({ waitingFor: 'window' });
  });

  it('waits, and says why, where nobody may decide it; and goes on when that is mended', async () => {
    const { headers, body } = await as.dina.get('/v1/change-authorities/peer');
    const edit = async (members: string[]) => ok(await as.dina.patch('/v1/change-authorities/peer', { members }, { 'if-match': (await as.dina.get('/v1/change-authorities/peer')).headers.get('etag')! }));
    expect(headers.get('etag')).toBeTruthy();
    await edit(['anna']);
    const number = await submitted({ impact: 'low', probability: 'low' }, as.anna);
    expect(await read(number)).toMatchObject({ state: 'assess', authority: 'peer', blocked: 'no-approvers' });
    expect((await as.anna.post(`/v1/changes/${number}/requestApproval`)).body.code).toBe('no-approvers');
    await edit(body.members);
    expect(await after(number)).toMatchObject({ state: 'authorize', awaiting: ['bram', 'chen', 'nadia', 'amir'] });
    expect((await read(number)).blocked).toBeUndefined();
    expect(await execution(number)).toMatchObject({ waitingFor: 'decision' });
  });
});

describe('an emergency', () => {
  it('goes to the ECAB with a short deadline, is implemented at once, and is not closed unreviewed', async () => {
    const number = ok(await as.amir.post('/v1/changes', { title: 'Close a hole in the booking site', type: 'emergency', service: 'reception' })).number;
    await give(as.amir, number, 'assign', { assignee: 'chen' });
    await give(as.amir, number, 'submit');
    const asked = await after(number);
    expect(asked).toMatchObject({ state: 'authorize', authority: 'ecab' });
    expect(Date.parse(asked.approval.dueAt) - Date.parse(asked.approval.openedAt)).toBe(3_600_000);
    await give(as.fatou, number, 'approve');
    await desk.advance('PT1M');
    expect(await after(number)).toMatchObject({ state: 'implement' });
    await give(as.chen, number, 'complete', { closureCode: 'successful' });
    expect((await as.chen.post(`/v1/changes/${number}/close`)).body.code).toBe('review-required');
    await desk.advance('P4D');
    expect(await after(number)).toMatchObject({ state: 'review' });
    expect((await as.chen.post(`/v1/changes/${number}/close`, { findings: 'All well' })).body.code).toBe('separation-of-duties');
    await give(as.dina, number, 'review', { findings: 'Patch every month' });
    expect(await after(number)).toMatchObject({ state: 'closed', review: { by: 'dina' } });
  });
});

describe('a standard change', () => {
  const reset = { title: 'Reset a policy', type: 'standard', model: 'password-policy' };
  const made = async (fields: object = {}): Promise<string> => {
    const number = ok(await as.anna.post('/v1/changes', { ...reset, ...fields })).number;
    await give(as.anna, number, 'submit');
    await desk.settle();
    return number;
  };

  it('passes on its model with no vote, until two failures suspend that; a change manager reinstates it', async () => {
    const planned = await made({ plannedStart: later(await now(), 72), plannedEnd: later(await now(), 73) });
    expect(await read(planned)).toMatchObject({ state: 'scheduled', team: 'applications' });
    for (const closureCode of ['failed', 'backed-out']) {
      const number = await made();
      await desk.advance('PT1M');
      expect(await after(number)).toMatchObject({ state: 'implement' });
      await give(as.amir, number, 'complete', { closureCode, closureNotes: 'Nobody can sign in' });
      await give(as.dina, number, 'close', { findings: 'The console changed' });
      await desk.settle();
    }
    expect(ok(await as.dina.get('/v1/change-models/password-policy'))).toMatchObject({ state: 'suspended', failures: 2 });
    expect(await after(planned)).toMatchObject({ state: 'assess', blocked: 'model-not-authorised' });
    const next = ok(await as.anna.post('/v1/changes', reset)).number;
    expect((await as.anna.post(`/v1/changes/${next}/submit`)).body.code).toBe('model-not-authorised');
    expect((await as.anna.post('/v1/change-models/password-policy/reinstate', { reason: 'x' })).status).toBe(403);
    ok(await as.dina.post('/v1/change-models/password-policy/reinstate', { reason: 'The plan names the new console' }));
    expect(await after(planned)).toMatchObject({ state: 'scheduled' });
    expect(await execution(planned)).toMatchObject({ waitingFor: 'window' });
  });

  it('closes by itself once it succeeded', async () => {
    const number = await made();
    await desk.advance('PT1M');
    await give(as.amir, number, 'complete', { closureCode: 'successful' });
    expect(await after(number)).toMatchObject({ state: 'closed' });
    expect(ok(await as.dina.get('/v1/change-histories/applications'))).toMatchObject({ closed: expect.any(Number) });
  });
});

describe('a failed change and its incidents', () => {
  it('know of each other, whichever end said so', async () => {
    const number = ok(await as.amir.post('/v1/changes', { title: 'Update the tills', type: 'emergency', service: 'payments' })).number;
    await give(as.amir, number, 'submit');
    await desk.settle();
    await give(as.emil, number, 'approve');
    await desk.advance('PT1M');
    const [named, found] = [await as.guest.report({ title: 'Till 1 is dead' }), await as.guest.report({ title: 'Till 2 is dead' })];
    await give(as.chen, number, 'complete', { closureCode: 'failed', closureNotes: 'Tills do not start', incidents: [named] });
    ok(await as.anna.post(`/v1/incidents/${found}/links`, { type: 'caused-by', target: number }));
    expect(await after(number)).toMatchObject({ state: 'review', causedIncidents: [named, found] });
    for (const incident of [named, found]) {
      expect(ok(await as.anna.get(`/v1/incidents/${incident}/links`)).items).toMatchObject([{ type: 'caused-by', end: 'source', target: number }]);
    }
    expect(ok(await as.anna.get(`/v1/changes/${number}/links`)).items.map(({ type, end, target }: any) => `${type} ${end} ${target}`).sort()).toEqual([`caused-by target ${named}`, `caused-by target ${found}`].sort());
    expect(ok(await as.dina.get(`/v1/changes/${number}/incidents`)).items.map((item: any) => item.number).sort()).toEqual([named, found].sort());
    ok(await as.anna.post(`/v1/incidents/${found}/unlink`, { type: 'caused-by', target: number }));
    expect(await after(number)).toMatchObject({ causedIncidents: [named] });
  });
});

describe('the change schedule', () => {
  it('tells what is planned in a period, what conflicts and why, and where the next free slot is', async () => {
    const start = later(`${(await now()).slice(0, 10)}T00:00:00.000Z`, 24 * 40);
    const first = await submitted({ title: 'Router', cis: ['core-router'], plannedStart: start, plannedEnd: later(start, 4) });
    const second = await propose({ title: 'Switch', cis: ['switch-lake'], service: 'payments', plannedStart: later(start, 2), plannedEnd: later(start, 6) }, as.chen);
    const third = await propose({ title: 'Wifi', cis: ['ap-lake-1'], plannedStart: later(start, 4), plannedEnd: later(start, 5) }, as.chen);
    const apart = await propose({ title: 'Cloud', cis: ['booking-db'], plannedStart: start, plannedEnd: later(start, 4) }, as.chen);

    const conflictsOf = async (number: string) => ok(await as.chen.get(`/v1/changes/${number}/conflicts`)).items.filter(({ kind }: any) => kind !== 'outside-maintenance-window');
    expect(await conflictsOf(second)).toMatchObject([{ kind: 'related-ci', with: first, ci: 'core-router', distance: 1, start: later(start, 2), end: later(start, 4), reason: expect.stringContaining('1 step away') }]);
    expect(await conflictsOf(third)).toEqual([]);
    expect(await conflictsOf(apart)).toEqual([]);
    const slot = ok(await as.chen.get(`/v1/changes/${second}/next-slot`));
    expect(slot).toMatchObject({ found: false });
    const service = await propose({ title: 'Prices', service: 'payments', plannedStart: start, plannedEnd: later(start, 2) }, as.chen);
    await as.ops.post('/v1/maintenance', { title: 'Fair', kind: 'blackout', services: ['payments'], start, end: later(start, 30) });
    expect(await conflictsOf(service)).toMatchObject([{ kind: 'blackout', start, end: later(start, 2) }]);
    expect(ok(await as.chen.get(`/v1/changes/${service}/next-slot`))).toMatchObject({ found: true, plannedStart: later(start, 30), plannedEnd: later(start, 32) });

    const day = start.slice(0, 10);
    for (const query of [`period=day&date=${day}`, `period=week&date=${day}`, `period=month&date=${day}`, `from=${start}&to=${later(start, 1)}`]) {
      expect(ok(await as.emil.get(`/v1/changes/schedule?${query}`)).items.map((item: any) => item.number)).toContain(first);
    }
    expect(ok(await as.emil.get(`/v1/changes/schedule?from=${later(start, 4)}&to=${later(start, 5)}`)).items.map((item: any) => item.number)).not.toContain(first);
    expect((await as.emil.get(`/v1/changes/schedule?from=${start}&to=${start}`)).status).toBe(422);
  });

  it('is an iCalendar feed', async () => {
    const number = await submitted({ title: 'Cables, plugs; and more' });
    const { status, headers, body } = await as.emil.get('/v1/changes/calendar.ics');
    expect([status, headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8']);
    expect(body).toContain(`SUMMARY:${number} Cables\\, plugs\\; and more\r\n`);
    expect(body).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
    const ofWifi = await submitted({ title: 'More radio', service: 'wifi' });
    const narrowed = (await as.emil.get('/v1/changes/calendar.ics?service=wifi')).body;
    expect([narrowed.includes(ofWifi), narrowed.includes(number)]).toEqual([true, false]);
  });
});

describe('a CAB meeting', () => {
  it('has what waits for the CAB on its agenda, and keeps minutes', async () => {
    const waiting = await submitted({ title: 'To be talked about' });
    const added = await propose({ title: 'A first look' });
    const { number } = ok(await as.dina.post('/v1/cab-meetings', { title: 'CAB', authority: 'cab', at: later(await now(), 1), chair: 'dina' }));
    const order = async (command: string, body: object = {}) => ok(await as.dina.post(`/v1/cab-meetings/${number}/${command}`, body));
    await order('addToAgenda', { change: added });
    expect((await as.dina.post(`/v1/cab-meetings/${number}/open`, { attendees: ['dina'] })).body.code).toBe('no-quorum');
    await order('open', { attendees: ['dina', 'emil'], guests: ['chen'] });
    await give(as.emil, waiting, 'approve');
    await order('minute', { change: waiting, outcome: 'recommended', text: 'Emil is for it' });
    const agenda = ok(await as.emil.get(`/v1/cab-meetings/${number}/agenda`));
    expect(ok(await as.ops.get(`/v1/cab-meetings/${number}/agenda`))).toEqual(agenda);
    expect(agenda.meeting).toMatchObject({ attendees: ['dina', 'emil'], guests: ['chen'] });
    expect(agenda.items[0]).toMatchObject({ number: added, state: 'new' });
    expect(agenda.items.find((item: any) => item.number === waiting)).toMatchObject({
      risk: 'high', plans: { backout: 'Put it back' }, conflicts: expect.any(Array), approval: { needed: 2, votes: [{ voter: 'emil', decision: 'approve' }] }, minutes: { outcome: 'recommended', by: 'dina' },
    });
    await order('close', { summary: 'Two changes' });
    expect(ok(await as.emil.get(`/v1/cab-meetings/${number}/agenda`)).items.map((item: any) => item.number)).toEqual([added, waiting]);
  });
});

describe('the demonstration data', () => {
  it('has a change before the CAB, one on a model, and one that could not wait', async () => {
    const { items } = ok(await as.dina.get('/v1/changes?limit=200'));
    const find = (title: RegExp) => items.find((item: any) => title.test(item.title));
    expect(find(/^Replace the network of the reception/)).toMatchObject({ type: 'normal', risk: 'high', round: expect.any(Number) });
    expect(find(/^Reset the password policy/)).toMatchObject({ type: 'standard', model: 'password-policy' });
    expect(find(/^Patch the payment terminal/)).toMatchObject({ type: 'emergency', state: 'closed', closureCode: 'successful' });
  });
});
