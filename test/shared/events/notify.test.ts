import { describe, expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { mailNotices } from '../../../functions/_platform/mail/consume.ts';
import { eventsOf } from '../../../shared/events/envelope.ts';
import { noticesOf } from '../../../shared/events/notify.ts';
import type { Entry } from '../../../shared/store/entry.ts';
import { catalogueOf } from '../../../shared/store/catalogue.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { entry } from './entries.ts';

const catalogue = catalogueOf(definitions);
const incident = catalogue.byName('incident')!;
const record = { number: 'INC0000001', title: 'Broken', requester: 'guest', assignee: 'chen', team: 'network', watchers: ['vera', 'bram'], collaborators: ['amir'], priority: 2 };

function told(type: string, more: Partial<Entry> & { about?: object; data?: object } = {}) {
  const { data, about, ...rest } = more;
  const [event] = eventsOf(entry('INC0000001', 3, { events: [{ id: 'e1', type, data: data as never }], about: { ...record, ...about }, ...rest }), 'incident');
  return noticesOf(event!.detail, incident);
}
const names = (notices: ReturnType<typeof told>): string[] => notices.map(({ to, kind }) => (kind === 'team' ? `team ${to}` : to)).sort();

describe('who is told', () => {
  test.each<[string, string[]]>([
    ['created', ['guest']], ['assigned', ['chen']], ['commented', ['amir', 'bram', 'chen', 'guest', 'vera']], ['resolved', ['bram', 'guest', 'vera']], ['reopened', ['chen']],
    ['clock-warned', ['chen']], ['transferred', ['team network']], ['started', []], ['updated', []], ['quarantined', []],
  ])('of %s: %j', (type, who) => expect(names(told(type))).toEqual(who));

  test('never who did it', () => {
    for (const actor of ['guest', 'chen', 'vera', 'amir']) expect(names(told('commented', { actor }))).not.toContain(actor);
    expect(told('created', { actor: 'guest' })).toEqual([]);
  });

  test('nobody twice, whatever they are to the record', () => {
    const everything = { requester: 'chen', assignee: 'chen', watchers: ['chen', 'chen'], collaborators: ['chen'] };
    expect(names(told('commented', { about: everything }))).toEqual(['chen']);
  });

  test('nobody of a replay', () => expect(told('commented', { replay: true })).toEqual([]));

  test('the team only where there is no person', () => {
    expect(names(told('clock-breached', { about: { assignee: undefined } }))).toEqual(['team network']);
    expect(names(told('clock-breached', { about: { assignee: undefined, team: undefined } }))).toEqual([]);
    expect(names(told('clock-breached', { about: { escalatedTo: 'bram' } }))).toEqual(['bram', 'chen']);
  });

  test('of an invitation, who was invited and not who takes part already', () => {
    expect(names(told('collaborator-invited', { changes: { collaborators: { from: ['amir'], to: ['amir', 'sven'] } }, visibility: 'internal' }))).toEqual(['sven']);
  });
});

describe('what is internal', () => {
  test('stays with those who work on it: anybody may be a watcher', () => {
    const notices = told('commented', { visibility: 'internal', note: 'The guest is difficult' });
    expect(names(notices)).toEqual(['amir', 'chen']);
    expect(notices[0]!.text).toContain('difficult');
  });

  test('is told to who was asked to join in without a word of it: it may be anybody', () => {
    const textTo = (name: string, more: object = {}) => told('commented', { visibility: 'internal', note: 'The guest is difficult', ...more }).find(({ to }) => to === name)!.text;
    expect(textTo('amir')).toContain('has a new comment');
    expect(textTo('amir')).not.toContain('difficult');
    expect(textTo('amir', { visibility: 'public' })).toContain('difficult');
    expect(textTo('chen', { about: { collaborators: ['chen', 'amir'] } })).toContain('difficult');
  });

  test('does not reach a requester who takes part in it otherwise', () => {
    expect(names(told('commented', { visibility: 'internal', about: { assignee: 'guest', collaborators: ['guest', 'amir'] } }))).toEqual(['amir']);
  });
});

describe('a security incident', () => {
  const secret = { security: true, title: 'Payroll leaked' };

  test('is told to those whom it names, and not to who only watches', () => {
    const notices = told('commented', { about: secret, note: 'Reset all passwords' });
    expect(names(notices)).toEqual(['amir', 'chen', 'guest']);
  });

  test('comes as a bare number to whom it must be told by office', () => {
    for (const notice of [...told('clock-breached', { about: { ...secret, assignee: undefined }, note: 'Reset' }), ...told('escalated', { about: { ...secret, assignee: undefined, escalatedTo: 'director' }, note: 'Reset', visibility: 'internal' })]) {
      expect(JSON.stringify(notice)).not.toMatch(/Payroll|Reset/);
      expect(notice.subject).toMatch(/^INC0000001 (has breached its target|was escalated)$/);
    }
    expect(names(told('escalated', { about: { ...secret, assignee: undefined, escalatedTo: 'director' }, visibility: 'internal' }))).toEqual(['director']);
  });

  test('of which somebody is told by name as well as by office, is told in full', () => {
    const [notice] = told('escalated', { about: { ...secret, assignee: 'chen', escalatedTo: 'chen' }, note: 'Reset' });
    expect(notice).toMatchObject({ to: 'chen', subject: 'INC0000001 Payroll leaked was escalated' });
  });
});

describe('the words', () => {
  test('keep to one line in the subject, whatever the title', () => {
    const [notice] = told('resolved', { about: { title: `Line one\r\nBcc: everybody@example.org ${'x'.repeat(300)}` } });
    expect(notice!.subject).not.toMatch(/[\r\n]/);
    expect(notice!.subject.length).toBeLessThanOrEqual(180);
  });
  test('name the clock and what was said', () => {
    expect(told('clock-breached', { data: { clock: 'resolution', percent: 100, since: '2026-03-02T13:00:01.000Z' } })[0]!.text).toContain('Clock: resolution, 100 % of its target at 2026-03-02T13:00:01.000Z.');
    expect(told('commented', { note: 'Hello' })[0]!.text).toContain('Hello');
  });
});

describe('mailing', () => {
  test('goes to nobody who has left, nor to a team that was dissolved', async () => {
    const sent: string[] = [];
    const states: Record<string, string> = { guest: 'active', chen: 'left', network: 'dissolved' };
    const at = (event: typeof about) => mailNotices({ send: async ({ to }) => { sent.push(to); } })({
      catalogue, now: () => '2026-03-02T09:00:00.000Z', newId: () => 'id', log() {},
      table: { write: async () => {}, get: async ({ pk }: { pk: string }) => {
        const name = pk.split('#').at(-1)!;
        return states[name] && { sum: { email: `${name}@example.org`, state: states[name] } };
      } },
    } as unknown as Kernel, event);
    const about = eventsOf(entry('INC0000001', 3, { events: [{ id: 'e1', type: 'commented' }], about: { ...record, watchers: [], collaborators: [] } }), 'incident')[0]!.detail;
    await at(about);
    await at(eventsOf(entry('INC0000001', 3, { events: [{ id: 'e2', type: 'transferred' }], about: record }), 'incident')[0]!.detail);
    expect(sent).toEqual(['guest@example.org']);
  });

  const items = new Map<string, Record<string, unknown>>();
  const kernel = {
    catalogue, now: () => '2026-03-02T09:00:00.000Z', newId: () => 'id', log() {},
    table: {
      get: async ({ pk }: { pk: string }) => items.get(pk) ?? (pk.includes('#person#') && !pk.endsWith('vera') ? { sum: { email: `${pk.split('#').at(-1)}@example.org` } } : undefined),
      write: async ([{ put }]: [{ put: { pk: string } }]) => { items.set(put.pk, put as never); },
    },
  } as unknown as Kernel;
  const event = eventsOf(entry('INC0000001', 3, { events: [{ id: 'e1', type: 'commented' }], about: record }), 'incident')[0]!.detail;

  test('goes to everybody once, although one address takes none and the delivery is repeated', async () => {
    const sent: string[] = [];
    const send = (broken?: string) => mailNotices({ send: async ({ to }) => {
      if (to === broken) throw new Error('no such mailbox');
      sent.push(to);
    } })(kernel, event);
    await expect(send('guest@example.org')).rejects.toThrow('1 notices of e1 were not sent');
    expect(sent.sort()).toEqual(['amir@example.org', 'bram@example.org', 'chen@example.org']);
    await send();
    await send();
    expect(sent.sort()).toEqual(['amir@example.org', 'bram@example.org', 'chen@example.org', 'guest@example.org']);
  });
});
