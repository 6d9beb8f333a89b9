import { describe, expect, test } from 'vitest';
import { incident } from '../../../functions/incident/incident.ts';
import { autoCloseAt, withinReopenWindow } from '../../../functions/incident/reopening.ts';
import { routeOf } from '../../../functions/incident/routing.ts';
import { incidentVisible, isSecurityIncident } from '../../../functions/incident/security.ts';
import type { Actor, AnyRecord, Role } from '../../../shared/record/define.ts';
import { eventsOf } from '../../../shared/events/envelope.ts';
import { given } from '../../given.ts';
import { entry } from '../../shared/events/entries.ts';

const solved = { resolution: 'Replaced', resolutionCode: 'fixed' };
const owned = { title: 'Broken', requester: 'guest', state: 'assigned', team: 'service-desk', assignee: 'anna', impact: 'low', urgency: 'low', reassignmentCount: 0, transferCount: 0, reopenCount: 0 };

describe('reporting', () => {
  const guest = given(incident).as().who('guest');
  test('is for oneself, and says nothing of who works on it', () => {
    expect(guest.when('create', { title: 'x', requester: 'otto' }).refused).toEqual(['own-reports-only']);
    expect(guest.when('create', { title: 'x', requester: 'guest', team: 'network' }).refused).toEqual(['staff-only']);
    expect(guest.when('create', { title: 'x', requester: 'guest', assignee: 'anna' }).refused).toEqual(['staff-only']);
    expect(guest.as('agent').when('create', { title: 'x', requester: 'otto', team: 'network' }).record).toMatchObject({ state: 'new', team: 'network' });
    expect(guest.as('agent').facing({ others: { 'person/anna': { team: 'service-desk' } } }).when('create', { title: 'x', requester: 'otto', assignee: 'anna' }).record).toMatchObject({ state: 'assigned', team: 'service-desk' });
  });

  test('gives it to nobody who has left, is away, or works in another team', () => {
    const others = { 'person/bram': { state: 'left', team: 'network' }, 'person/dina': { team: 'network', absence: { from: '2026-01-01', until: '2026-01-09' } }, 'person/chen': { team: 'network' } };
    const made = (more: object, role: Role = 'agent') => given(incident).as(role).facing({ others }).when('create', { title: 'x', requester: 'guest', ...more });
    expect(made({ assignee: 'bram' }).refused).toEqual(['assignee-left']);
    expect(made({ assignee: 'dina' }).refused).toEqual(['assignee-absent']);
    expect(made({ assignee: 'chen', team: 'service-desk' }).refused).toEqual(['invalid-fields', '/assignee not-in-team']);
    expect(made({ assignee: 'chen', team: 'network' }).record).toMatchObject({ assignee: 'chen', team: 'network' });
    expect(made({ assignee: 'bram', team: 'service-desk' }, 'importer').record).toMatchObject({ assignee: 'bram', team: 'service-desk' });
    expect(given(incident, { ...owned, state: 'new' }).facing({ others }).when('assign', { assignee: 'bram' }).refused).toEqual(['assignee-left']);
  });

  test('is changed by who reported it in its words only, until it is closed', () => {
    const mine = given(incident, { ...owned, state: 'new' }).as().who('guest');
    expect(mine.when('update', { title: 'y', description: 'z' }).refused).toBeUndefined();
    for (const change of [{ impact: 'high' }, { urgency: 'high' }, { category: 'security' }, { service: 'payments' }, { requester: 'otto' }, { title: 'y', channel: 'phone' }]) expect(mine.when('update', change).refused).toEqual(['staff-only']);
    expect(mine.when('update', { team: 'network' }).refused).toEqual(['invalid-fields', '/team read-only']);
    expect(given(incident, { ...owned, state: 'closed' }).as().who('guest').when('update', { title: 'y' }).refused).toEqual(['command-not-allowed']);
    expect(given(incident, owned).as().who('otto').when('update', { title: 'y' }).refused).toEqual(['not-allowed']);
  });
});

describe('rating', () => {
  const resolved = { ...owned, ...solved, state: 'resolved', resolvedAt: '2026-01-05T09:00:00.000Z' };
  const guest = given(incident, resolved).as().who('guest');
  test('is for the requester, once it is solved, from 1 to 5', () => {
    expect(guest.when('rate', { rating: 4, remark: 'Quick' }).record).toMatchObject({ rating: 4, state: 'resolved' });
    expect(given(incident, { ...resolved, state: 'closed' }).as().who('guest').when('rate', { rating: 1 }).record).toMatchObject({ rating: 1, state: 'closed' });
    expect(guest.when('rate', { rating: 6 }).refused).toEqual(['invalid-fields', '/rating too-large']);
    expect(given(incident, resolved).as('agent').who('anna').when('rate', { rating: 5 }).refused).toEqual(['not-allowed']);
    expect(given(incident, owned).as().who('guest').when('rate', { rating: 5 }).refused).toEqual(['command-not-allowed']);
  });

  test('can be said anew, and is asked again after a reopening', () => {
    expect(given(incident, { ...resolved, rating: 2 }).as().who('guest').when('rate', { rating: 5 }).record).toMatchObject({ rating: 5 });
    expect(given(incident, { ...resolved, rating: 2 }).as('importer').when('reopen', { reason: 'Black again' }).record?.rating).toBeUndefined();
  });
});

describe('routing', () => {
  const service = { supportTeam: 'service-desk', routes: [{ category: 'Booking', team: 'applications', skill: 'booking' }, { category: 'wifi', team: 'network' }] };
  test.each<[string, typeof service | undefined, string | undefined, object]>([
    ['to the team of the category', service, 'Booking', { team: 'applications', skill: 'booking' }], ['whatever the case', service, 'bOOKING', { team: 'applications', skill: 'booking' }],
    ['to the service’s team otherwise', service, 'hardware', { team: 'service-desk' }], ['without a category', service, undefined, { team: 'service-desk' }], ['nowhere without a service', undefined, 'Booking', { team: undefined }],
  ])('goes %s', (_, of, category, where) => expect(routeOf(of, category)).toEqual(where));
});

test('what is reopened is taken from who has left, and stays with their team', () => {
  const reopened = (state: string, role: Role = 'agent') => given(incident, { ...owned, state: 'resolved', resolvedAt: '2026-01-01T08:00:00.000Z' }).as(role).facing({ others: { 'person/anna': { state, team: 'service-desk' } } }).when('reopen', { reason: 'x' }).record;
  expect(reopened('active')).toMatchObject({ state: 'assigned', assignee: 'anna' });
  expect(reopened('left')).toMatchObject({ state: 'assigned', team: 'service-desk' });
  expect(reopened('left')).not.toHaveProperty('assignee');
  expect(reopened('left', 'importer').assignee).toBe('anna');
});

test('every change of the matrix in force counts for what is open, and of no other', () => {
  const reactions = Object.values(incident.reactions!).filter(({ on }) => on.startsWith('priority-matrix.'));
  expect(reactions.map(({ on, run }) => `${on} ${run}`).sort()).toEqual(['created', 'retired', 'updated'].map((what) => `priority-matrix.${what} touch`));
  const seen = (recordId: string) => reactions.map(({ when }) => when!({ metadata: { recordId }, data: {} } as never));
  expect([seen('default'), seen('next-year')]).toEqual([[true, true, true], [false, false, false]]);
});

test('lists tell how it stands with a major incident', () => {
  expect(incident.summary).toContain('majorStatus');
  const at = given(incident, owned).as('lead');
  expect(at.when('comment', { text: 'x' }).record).not.toHaveProperty('majorStatus');
  const proposed = at.when('proposeMajor', { reason: 'All tills' });
  const declared = proposed.next.when('promoteMajor', { commander: 'bram' });
  expect([proposed, declared, declared.next.when('withdrawMajor', { reason: 'One till' })].map(({ record }) => record.majorStatus)).toEqual(['proposed', 'declared', 'withdrawn']);
});

describe('what is told so that nothing is asked twice', () => {
  const handover = { by: 'anna', at: '2026-01-01T09:00:00.000Z', summary: 'Dead', tried: 'All', customerTold: 'Wait' };
  const told = async (roles: Role[]) => (await incident.queries!.told!.run({ input: {}, actor: { tenant: 't', name: 'vera', roles }, now: '', record: { ...owned, description: 'No light', createdAt: '2026-01-01T08:00:00.000Z', createdBy: 'guest', handover } as never, read: { timeline: async () => [] } as never }) as { items: { source: string }[] }).items.map(({ source }) => source);
  test('keeps what colleagues said among themselves from who only takes part', async () => {
    expect(await told([])).toEqual(['description']);
    expect((await told(['agent'])).sort()).toEqual(['customerTold', 'description', 'summary', 'tried']);
  });
});

test('handovers are counted from a whole number on', async () => {
  const run = (atLeast?: string) => incident.queries!.handovers!.run({ input: { team: 'network', atLeast }, actor: { tenant: 't', name: 'anna', roles: ['agent'] }, now: '', read: { list: async () => [0, 1, 2].map((transferCount) => ({ transferCount })) } as never }) as Promise<{ items: object[] }>;
  await expect(run('two')).rejects.toMatchObject({ code: 'invalid-fields', faults: [{ pointer: '/atLeast' }] });
  expect([(await run()).items.length, (await run('2')).items.length, (await run('0')).items.length]).toEqual([2, 1, 3]);
});

describe('reopening', () => {
  const at = (days: number, ms = 0): string => new Date(Date.parse('2026-03-02T09:00:00.000Z') + days * 86_400_000 + ms).toISOString();
  const refused = (now: string, days?: number) => withinReopenWindow({ resolvedAt: at(0), now, days })?.code;
  test('is possible for two weeks to the very moment, or as long as agreed', () => {
    expect([refused(at(14)), refused(at(14, 1)), refused(at(3), 3), refused(at(3, 1), 3), refused(at(-1))]).toEqual([undefined, 'reopen-window-over', undefined, 'reopen-window-over', undefined]);
  });
  test('takes back what was resolved, counts, and keeps who worked on it', () => {
    const again = given(incident, owned).at(at(0)).when('resolve', solved).next.at(at(14)).as().who('guest').when('reopen', { reason: 'Still broken' });
    expect(again.record).toMatchObject({ state: 'assigned', reopenCount: 1, assignee: 'anna' });
    for (const gone of ['resolution', 'resolutionCode', 'resolvedAt', 'autoCloseAt']) expect(again.record).not.toHaveProperty(gone);
  });
  test('is over for what closed by itself, ten business days after it was resolved', () => {
    const office = { timeZone: 'UTC', week: Object.fromEntries(['monday', 'tuesday', 'wednesday', 'thursday', 'friday'].map((day) => [day, [['09:00', '17:00']]])) } as never;
    expect(autoCloseAt({ calendar: office, resolvedAt: at(0) })).toBe(at(14));
    const resolved = given(incident, owned).at(at(0)).facing({ facts: { standing: { calendar: office, autoCloseDays: 2 } } }).when('resolve', solved);
    expect(resolved.record.autoCloseAt).toBe(at(2));
    expect(resolved.next.swept(at(2, -1)).record.state).toBe('resolved');
    const closed = resolved.next.swept(at(2));
    expect(closed.record).toMatchObject({ state: 'closed', closedAt: at(2) });
    expect(closed.next.as().who('guest').when('reopen', { reason: 'x' }).refused).toEqual(['command-not-allowed']);
  });
  test('is never of what is closed: a reply makes a new one, as secret as the old', () => {
    const reply = (more: object) => given(incident, { ...owned, state: 'closed', service: 'wifi', ...more }).as().who('guest').when('comment', { text: 'Again' });
    expect(reply({})).toMatchObject({ events: ['commented', 'replied-after-closing'], data: { text: 'Again', requester: 'guest', service: 'wifi' }, record: { state: 'closed' } });
    const seen = (more: object) => eventsOf(entry('INC0000001', 9, { events: [{ id: 'e', type: 'replied-after-closing', data: reply(more).data }] }), 'incident')[0]!.detail;
    const body = (more: object) => incident.reactions!.replyAfterClosing!.with!(seen(more) as never, {} as never);
    expect(body({})).toMatchObject({ title: 'Re: Broken', requester: 'guest', service: 'wifi' });
    expect(body({})).not.toHaveProperty('category');
    expect(body({ security: true })).toMatchObject({ category: 'security' });
    expect(given(incident, { ...owned, state: 'closed' }).when('comment', { text: 'Just noting' }).events).toEqual(['commented']);
  });
});

describe('a security incident', () => {
  test.each<[string, Parameters<typeof isSecurityIncident>, boolean | undefined]>([
    ['by its category', [{ category: 'Security' }, undefined], true], ['by the team that has it', [{}, 'security'], true], ['because it was one', [{ security: true, category: 'hardware' }, 'support'], true],
    ['not when it was declassified', [{ security: true, declassified: true, category: 'security' }, 'security'], undefined], ['not otherwise', [{ category: 'hardware' }, 'support'], undefined],
  ])('is one %s', (_, [record, purpose], is) => expect(isSecurityIncident(record, purpose)).toBe(is));

  const others = { 'team/security': { purpose: 'security' }, 'team/service-desk': { purpose: 'support' }, 'service/vault': { supportTeam: 'security' } };
  test('stays one when it leaves the security team, until security says otherwise', () => {
    const story = { summary: 'a', tried: 'b', nextStep: 'c', customerTold: 'd' };
    const given1 = given(incident, owned).facing({ others });
    const sent = given1.when('transfer', { team: 'security', ...story });
    expect(sent.record).toMatchObject({ security: true, team: 'security' });
    const back = sent.next.who('sven', { team: 'security' }).when('rejectTransfer', { reason: 'No attack' });
    expect(back.record).toMatchObject({ security: true, team: 'service-desk' });
    expect(back.next.as('agent').when('declassify', { reason: 'x' }).refused).toEqual(['not-allowed']);
    const plain = back.next.as('agent', 'security').when('declassify', { reason: 'A test' });
    expect(plain.record).not.toHaveProperty('security');
    expect(plain.next.when('update', { category: 'security' }).record).not.toHaveProperty('security');
    expect(given1.as('security').when('declassify', { reason: 'x' }).refused).toEqual(['no-security-incident']);
  });

  test('is one from the start when its service is the security team’s', () => {
    expect(given(incident).facing({ others }).when('create', { title: 'x', requester: 'guest', service: 'vault' }).record).toMatchObject({ team: 'security', security: true });
  });

  test.each<[string, Role[], boolean, boolean]>([
    ['guest', [], true, true], ['chen', ['agent'], true, true], ['amir', ['agent'], true, true], ['sven', ['security'], true, true], ['anna', ['agent'], true, false], ['boss', ['admin'], true, false], ['vera', [], true, false], ['otto', [], false, false],
  ])('is seen by %s with %j: plain %s, secret %s', (name, roles, plain, secret) => {
    const actor: Actor = { tenant: 't', name, roles };
    const record = { requester: 'guest', assignee: 'chen', collaborators: ['amir'], watchers: ['vera'] } as unknown as AnyRecord;
    expect([incidentVisible(record, actor), incidentVisible({ ...record, security: true }, actor)]).toEqual([plain, secret]);
  });
});

describe('ping-pong', () => {
  test('is marked when it comes back, and stays marked', () => {
    const back = given(incident, { ...owned, teamsHad: ['service-desk', 'network'], team: 'service-desk', handover: { outcome: 'accepted' } }).when('comment', { text: 'x' });
    expect(back.record.pingPong).toBe(true);
    expect(given(incident, { ...owned, pingPong: true }).when('comment', { text: 'x' }).record.pingPong).toBe(true);
  });
  test('is not what was never taken over', () => {
    expect(given(incident, { ...owned, teamsHad: ['service-desk'], handover: { outcome: 'rejected' } }).when('comment', { text: 'x' }).record).not.toHaveProperty('pingPong');
  });
});

describe('working on it', () => {
  test('is answered by the first of: work begins, a public word of staff, the solution', () => {
    const at = '2026-03-02T10:00:00.000Z';
    const answered = (command: string, body: object = {}) => given(incident, owned).at(at).who('anna').when(command, body).record.firstRespondedAt;
    expect([answered('start'), answered('comment', { text: 'x' }), answered('resolve', solved), answered('comment', { text: 'x', visibility: 'internal' }), answered('hold', { reason: 'vendor', note: 'x' })]).toEqual([at, at, at, undefined, undefined]);
    expect(given(incident, owned).as().who('guest').when('comment', { text: 'x' }).record).not.toHaveProperty('firstRespondedAt');
    expect(given(incident, { ...owned, requester: 'anna' }).who('anna').when('comment', { text: 'x' }).record).not.toHaveProperty('firstRespondedAt');
  });

  test('goes on when the caller answers what waits for the caller', () => {
    const held = (reason: string) => given(incident, owned).when('hold', { reason, note: 'x' }).next.as().who('guest').when('comment', { text: 'Here' }).record;
    expect(held('caller')).toMatchObject({ state: 'in-progress' });
    expect(held('caller')).not.toHaveProperty('holdReason');
    expect(held('vendor')).toMatchObject({ state: 'on-hold', holdReason: 'vendor' });
    expect(given(incident, owned).when('hold', { reason: 'caller', note: 'x' }).next.as().who('otto').when('comment', { text: 'x' }).refused).toEqual(['not-allowed']);
  });

  test('is asked of thirty people at most', () => {
    const full = given(incident, { ...owned, collaborators: Array.from({ length: 30 }, (_, n) => `p${n}`) });
    expect(full.when('invite', { person: 'p3' }).refused).toBeUndefined();
    expect(full.when('invite', { person: 'anna' }).refused).toEqual(['list-full']);
  });

  test('is escalated up the chain, one step each time, and ends at its top', () => {
    const others = { 'person/anna': { manager: 'bram' }, 'person/bram': { manager: 'director' }, 'person/director': {} };
    const up = (from: ReturnType<typeof given>) => from.when('escalate', { kind: 'hierarchical', reason: 'x' });
    const first = up(given(incident, owned).facing({ others }));
    expect(first.record).toMatchObject({ escalatedTo: 'bram', watchers: ['bram'] });
    expect(up(first.next).record).toMatchObject({ escalatedTo: 'director', escalations: [{ to: 'bram' }, { to: 'director' }] });
    expect(up(up(first.next).next).refused).toEqual(['top-of-chain']);
  });

  test('is not given to somebody who is away', () => {
    const away = (from: string, until: string) => given(incident, { ...owned, state: 'new' }).at('2026-03-02T23:30:00.000Z').facing({ others: { 'person/amir': { team: 'service-desk', absence: { from, until, delegate: 'release' } } } }).when('assign', { assignee: 'amir' }).refused;
    expect([away('2026-03-02', '2026-03-02'), away('2026-03-03', '2026-03-09'), away('2026-02-01', '2026-03-01')]).toEqual([['assignee-absent'], undefined, undefined]);
  });
});
