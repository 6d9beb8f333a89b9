import { describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { admit } from '../../operate/admit.ts';
import type { Admission } from '../../operate/tenant-arguments.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import { always } from '../../shared/clock/calendar.ts';
import { recordKey, tenantKey } from '../../shared/store/keys.ts';
import { perform } from '../../shared/store/perform.ts';
import { recordOf } from '../../shared/store/rows.ts';
import type { Table } from '../../shared/store/table.ts';
import { database } from './place.ts';
import { userPool } from './user-pool.ts';

const { freshTable } = database();
const first: Admission = { creating: true, tenant: 'acme', person: { name: 'anna', displayName: 'Anna Claes', email: 'anna@example.com' }, roles: ['agent', 'admin'], resend: false, dry: false };
const further: Admission = { ...first, creating: false, person: { name: 'bram', displayName: 'Bram', email: 'bram@example.com', team: 'service-desk' }, roles: [] };

/** Anything that changes something is counted, and refused once so many were done. */
class Interruption extends Error {}

async function deployment({ pool = userPool(), ownSignIn = false }: { pool?: ReturnType<typeof userPool>; ownSignIn?: boolean } = {}) {
  const { table } = await freshTable();
  let changes = 0;
  let allowed = Infinity;
  const counted = <T extends unknown[], R>(work: (...args: T) => Promise<R>) => (...args: T): Promise<R> => ++changes > allowed ? Promise.reject(new Interruption('cut off')) : work(...args);
  const guarded: Table = { ...table, write: counted(table.write), add: counted(table.add) };
  const send = pool.client.send.bind(pool.client) as (command: object) => Promise<unknown>;
  const reads = ['AdminGetUserCommand', 'AdminListGroupsForUserCommand'];
  const cognito = { send: (command: object) => reads.includes(command.constructor.name) ? send(command) : counted(send)(command) } as unknown as typeof pool.client;
  const kernel = kernelOn({ table: guarded, definitions, log: () => {} });
  const place = { stack: 'lambdesk-platform', api: 'https://api.example', table: 'records', ...(!ownSignIn && { pool: { id: 'pool', client: 'client' } }) };
  return {
    kernel, users: pool.users,
    changes: () => changes,
    allow: (more: number) => { allowed = changes + more; },
    async admit(wanted: Admission & { password?: string }): Promise<string> {
      const said: string[] = [];
      await admit({ kernel, cognito, deployment: place, say: (line) => said.push(line) }, wanted);
      return said.join('\n');
    },
    record: async (type: string, id: string, tenant = 'acme') => recordOf((await table.get(recordKey(tenant, type, id)))!),
    there: async (tenant: string) => await table.get(tenantKey(tenant)) !== undefined,
  };
}

describe('a new tenant', () => {
  it('has a person who can sign in, and take the first ticket', async () => {
    const { admit, users, kernel, record } = await deployment();
    expect(await admit({ ...first, calendar: always })).toMatch(/made +tenant acme[\s\S]*made +sign-in anna, invited by mail to anna@example.com/);
    expect(users.get('anna')).toMatchObject({ attributes: { 'custom:tenant': 'acme', email: 'anna@example.com', email_verified: 'true', name: 'Anna Claes' }, groups: ['agent', 'admin'], mails: 1 });
    expect(await record('team', 'service-desk')).toMatchObject({ lead: 'anna', state: 'active', fallback: true });
    const caller = { tenant: 'acme', name: 'anna', roles: ['agent', 'admin'] as const };
    const ticket = await perform(kernel, { definition: kernel.catalogue.byName('incident')!, command: 'create', body: { title: 'The first ticket', service: 'support' }, caller, answer: ({ record: made }) => made });
    expect(ticket).toMatchObject({ team: 'service-desk', requester: 'anna', priority: 3, dueAt: expect.any(String) });
  });

  it('has nothing made for it twice, and that is said', async () => {
    const { admit, users, changes } = await deployment();
    await admit({ ...first, calendar: always });
    const before = changes();
    expect(await admit({ ...first, calendar: always })).toMatch(/there +tenant acme[\s\S]*agreement SLA0000001[\s\S]*Nothing to do/);
    expect(changes()).toBe(before);
    expect(users.get('anna')).toMatchObject({ mails: 1, groups: ['agent', 'admin'] });
  });

  it('is completed by the next run, wherever the one before it was cut off', async () => {
    const whole = await deployment();
    await whole.admit({ ...first, calendar: always, password: 'Choose-1-of-your-own' });
    for (let cut = 0; cut < whole.changes(); cut++) {
      const broken = await deployment();
      broken.allow(cut);
      await expect(broken.admit({ ...first, calendar: always, password: 'Choose-1-of-your-own' })).rejects.toThrow(Interruption);
      broken.allow(Infinity);
      await broken.admit({ ...first, calendar: always, password: 'Choose-1-of-your-own' });
      expect([cut, Object.fromEntries(broken.users)]).toEqual([cut, Object.fromEntries(whole.users)]);
      for (const [type, id] of [['team', 'service-desk'], ['person', 'anna'], ['service', 'support']] as const) {
        const { state, version, lead, team } = await whole.record(type, id);
        expect([cut, await broken.record(type, id)]).toMatchObject([cut, { state, version, ...(lead !== undefined && { lead }), ...(team !== undefined && { team }) }]);
      }
      expect([cut, await broken.admit(first)]).toEqual([cut, expect.stringContaining('Nothing to do')]);
    }
  });

  it('is made once when two make it at the same time', async () => {
    const { admit, record } = await deployment({ ownSignIn: true });
    await Promise.all([admit({ ...first, calendar: always }), admit({ ...first, calendar: always })]);
    expect(await record('service', 'support')).toMatchObject({ state: 'published', version: 1 });
    expect(await admit({ ...first, calendar: always })).toContain('Nothing to do');
  });

  it('keeps what its people made of it since', async () => {
    const { admit, kernel, record } = await deployment();
    await admit(first);
    await perform(kernel, { definition: kernel.catalogue.byName('team')!, id: 'service-desk', command: 'dissolve', body: {}, caller: { tenant: 'acme', name: 'anna', roles: ['admin'] }, answer: () => ({}) });
    expect(await admit(first)).toContain('Nothing to do');
    expect(await record('team', 'service-desk')).toMatchObject({ state: 'dissolved' });
  });

  it('keeps the team that was made for it by hand, and its lead', async () => {
    const { admit, kernel, record } = await deployment();
    const byHand = (type: string, body: object) => perform(kernel, { definition: kernel.catalogue.byName(type)!, command: 'create', body, caller: { tenant: 'acme', name: 'bram', roles: ['admin'] }, answer: () => ({}) });
    await byHand('person', { name: 'bram', displayName: 'Bram' });
    await byHand('team', { name: 'service-desk', displayName: 'Helpdesk', lead: 'bram' });
    expect(await admit(first)).toMatch(/there +team service-desk[\s\S]*there +lead/);
    expect(await record('team', 'service-desk')).toMatchObject({ displayName: 'Helpdesk', lead: 'bram', version: 1 });
  });

  it('gets its agreement by a later run, and until then is told that no clock runs', async () => {
    const { admit, record } = await deployment();
    expect(await admit(first)).toContain('Clocks run once there is an agreement');
    expect(await admit({ ...first, calendar: always })).toMatch(/made +agreement/);
    expect(await record('agreement', 'SLA0000001')).toMatchObject({ state: 'active', calendar: always });
    expect(await admit(first)).not.toContain('Clocks run once');
  });
});

describe('what stands in the way', () => {
  it('is a name that somebody of another tenant has, before anything is made', async () => {
    const pool = userPool();
    await (await deployment({ pool })).admit(first);
    const other = await deployment({ pool });
    await expect(other.admit({ ...first, tenant: 'other' })).rejects.toThrow('There is a sign-in anna already, of the tenant acme');
    expect(other.changes()).toBe(0);
    expect(await other.there('other')).toBe(false);
  });

  it('is a sign-in of no tenant, which somebody made by hand', async () => {
    const desk = await deployment();
    desk.users.set('anna', { attributes: {}, groups: [], status: 'CONFIRMED', mails: 0 });
    await expect(desk.admit(first)).rejects.toThrow(/of no tenant.*admin-update-user-attributes .*--user-pool-id pool --username anna .*Value=acme/);
  });

  it('is a new sign-in without an address', async () => {
    const desk = await deployment();
    await expect(desk.admit({ ...first, person: { name: 'anna', displayName: 'Anna' } })).rejects.toThrow('give --email');
    expect(desk.changes()).toBe(0);
  });

  it('is a tenant that is there, for a stranger who would be its first person', async () => {
    const desk = await deployment();
    await desk.admit(first);
    const before = desk.changes();
    const stranger: Admission = { ...first, person: { name: 'mallory', displayName: 'Mallory', email: 'mallory@example.org' } };
    for (const dry of [true, false]) await expect(desk.admit({ ...stranger, dry })).rejects.toThrow('There is a tenant acme in lambdesk-platform already, and mallory is not in it. npm run person:invite');
    expect(desk.changes()).toBe(before);
    expect(desk.users.has('mallory')).toBe(false);
  });

  it('is a tenant that is not there, for who invites', async () => {
    const desk = await deployment();
    await expect(desk.admit(further)).rejects.toThrow('There is no tenant acme in lambdesk-platform');
    expect(desk.changes()).toBe(0);
  });
});

describe('a further person', () => {
  it('gets a record and a sign-in, and the tenant stays as it is', async () => {
    const { admit, record, users, changes } = await deployment();
    await admit(first);
    const before = changes();
    await admit(further);
    expect(await record('person', 'bram')).toMatchObject({ team: 'service-desk', email: 'bram@example.com' });
    expect(users.get('bram')).toMatchObject({ groups: [], mails: 1 });
    expect(changes() - before).toBe(3);
  });

  it('keeps the address and the roles that they have; roles that are new are given', async () => {
    const { admit, users } = await deployment();
    await admit(first);
    expect(await admit({ ...first, person: { ...first.person, email: 'else@example.com' }, roles: ['lead'] })).toMatch(/whose address stays anna@example.com[\s\S]*made +role lead/);
    expect(users.get('anna')).toMatchObject({ attributes: { email: 'anna@example.com' }, groups: ['agent', 'admin', 'lead'] });
  });

  it('is mailed the invitation again when asked, unless they followed it', async () => {
    const { admit, users } = await deployment();
    await admit(first);
    await admit({ ...first, resend: true });
    expect(users.get('anna')!.mails).toBe(2);
    users.get('anna')!.status = 'CONFIRMED';
    expect(await admit({ ...first, resend: true })).toContain('Nothing to do');
    expect(users.get('anna')!.mails).toBe(2);
  });
});

describe('a password', () => {
  it('is set for good, and no mail is sent', async () => {
    const { admit, users } = await deployment();
    await admit({ ...first, password: 'Choose-1-of-your-own' });
    expect(users.get('anna')).toMatchObject({ password: 'Choose-1-of-your-own', status: 'CONFIRMED', mails: 0 });
  });

  it('is never taken from somebody who has chosen one', async () => {
    const { admit, users } = await deployment();
    await admit({ ...first, password: 'Choose-1-of-your-own' });
    expect(await admit({ ...first, password: 'Another-1-instead' })).toContain('Nothing to do');
    expect(users.get('anna')!.password).toBe('Choose-1-of-your-own');
  });
});

it('makes nothing in a dry run, and says what it would', async () => {
  const desk = await deployment();
  expect(await desk.admit({ ...first, dry: true })).toMatch(/to make +team service-desk[\s\S]*to make +sign-in anna[\s\S]*nothing was made/);
  expect(desk.changes()).toBe(0);
});

it('makes records only where people sign in elsewhere, and says what tokens need', async () => {
  const { admit, users, there } = await deployment({ ownSignIn: true });
  expect(await admit({ ...first, person: { name: 'anna', displayName: 'Anna' } })).toContain('custom:tenant = acme, username = anna, cognito:groups = ["agent","admin"]');
  expect(users.size).toBe(0);
  expect(await there('acme')).toBe(true);
});
