import { expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { covers } from '../../../functions/platform/covering.ts';
import { environment } from '../../../functions/platform/environment.ts';
import { hygieneOf } from '../../../functions/platform/hygiene.ts';
import { maintenance } from '../../../functions/platform/maintenance.ts';
import { schedule, scheduleOf } from '../../../functions/platform/schedule.ts';
import { checkCatalogue } from '../../../shared/record/catalogue.ts';
import type { AnyRecord } from '../../../shared/record/define.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { given } from '../../given.ts';

const shop = { name: 'production', displayName: 'Production', stage: 'production', kind: 'IaaS', patchDays: 30, backupDays: 1, restoreTestDays: 90 };
const live = (more: object = {}) => given(environment).as('operations').at('2026-03-01T12:00:00.000Z').when('create', { ...shop, ...more }).next.when('goLive').next;

test('fits together with the rest of the catalogue', () => {
  expect(checkCatalogue(definitions).filter((fault) => /^(environment|maintenance)/.test(fault))).toEqual([]);
});

test('an environment wants care from the day on which it is in use', () => {
  const planned = given(environment).as('operations').when('create', shop);
  expect([planned.record.patchDue, planned.due]).toEqual([undefined, undefined]);
  expect(live().when('comment', { text: 'x' }).record).toMatchObject({ patchDue: '2026-03-31', backupDue: '2026-03-02', restoreTestDue: '2026-05-30' });
});

test('production of one’s own is backed up, and a restore is tested of a backup only', () => {
  const create = (more: object) => given(environment).as('operations').when('create', { ...shop, restoreTestDays: undefined, ...more }).refused;
  expect(create({ backupDays: undefined })).toEqual(['invalid-fields', '/backupDays required']);
  expect(create({ backupDays: undefined, kind: 'SaaS' })).toBeUndefined();
  expect(create({ backupDays: undefined, stage: 'test' })).toBeUndefined();
  expect(create({ backupDays: undefined, stage: 'test', restoreTestDays: 30 })).toEqual(['invalid-fields', '/restoreTestDays no-backups']);
  expect(live().when('update', { backupDays: null }).refused).toEqual(['invalid-fields', '/restoreTestDays no-backups']);
});

test('a backup that is due is told once, and anew after the next one', () => {
  const told = live({ patchDays: undefined, restoreTestDays: undefined }).swept('2026-03-02T00:00:00.000Z');
  expect(told).toMatchObject({ events: ['backup-due'], due: undefined });
  expect(told.next.swept('2026-03-02T01:00:00.000Z').events).toEqual([]);
  const backedUp = told.next.at('2026-03-02T08:00:00.000Z').when('backUp');
  expect(backedUp).toMatchObject({ events: ['backed-up'], due: '2026-03-03T00:00:00.000Z' });
  expect(backedUp.next.swept('2026-03-03T00:00:00.000Z').events).toEqual(['backup-due']);
});

test('patches and restore tests that are due are told once each', () => {
  const told = live({ backupDays: 900 }).swept('2026-06-01T00:00:00.000Z');
  expect(told.events).toEqual(['patch-due', 'restore-test-due']);
  expect(told.next.swept('2026-06-02T00:00:00.000Z').events).toEqual([]);
});

test('a restore that failed is an event of its own', () => {
  expect(live().when('testRestore', { worked: true, note: 'x' }).refused).toEqual(['no-backup']);
  const tested = live().when('backUp').next.when('testRestore', { worked: false, note: 'The key was lost' });
  expect(tested).toMatchObject({ events: ['restore-tested', 'restore-failed'], record: { restorable: false, restoreTestDue: '2026-05-30' }, data: { stage: 'production' } });
  expect(live().when('patch', { patchedAt: '2027-01-01T00:00:00Z' }).refused).toEqual(['in-the-future']);
});

test('what is overdue is told, production first', () => {
  const one = (name: string, stage: string, more: object) => ({ name, stage, ...more }) as unknown as AnyRecord;
  const report = hygieneOf([
    one('t', 'test', { patchDue: '2026-01-01', backupDue: '2026-01-01' }), one('p', 'production', { backupDue: '2026-01-09', backedUpAt: 'x', restorable: false }),
    one('ok', 'production', { patchDue: '2026-01-10' }),
  ], '2026-01-10');
  expect(report).toMatchObject({ environments: 3, inOrder: 1, items: [{ name: 'p' }, { name: 't' }] });
  expect(report.items.map(({ faults }) => faults.map(({ code }) => code))).toEqual([['backup-overdue', 'restore-failed'], ['patch-overdue', 'never-backed-up']]);
});

const window = { title: 'Sunday night', kind: 'window', environments: ['production'] };
const planning = () => given(maintenance).as('change-manager').at('2026-03-01T12:00:00.000Z');
const sundays = { timeZone: 'Europe/Brussels', week: { sunday: [['01:00', '04:00']] } };

test('maintenance covers everything or something, and takes place in time', () => {
  const refused = (more: object) => planning().when('create', { ...window, start: '2026-03-02T00:00:00Z', end: '2026-03-02T02:00:00Z', ...more }).refused;
  expect(refused({})).toBeUndefined();
  expect(refused({ environments: undefined })).toEqual(['invalid-fields', '/environments required']);
  expect(refused({ all: true })).toEqual(['invalid-fields', '/environments not-allowed']);
  expect(refused({ end: '2026-03-02T00:00:00Z' })).toEqual(['invalid-fields', '/end before-start']);
  expect(refused({ start: '2026-02-01T00:00:00Z', end: '2026-02-02T00:00:00Z' })).toEqual(['invalid-fields', '/end in-the-past']);
  expect(refused({ start: undefined, end: undefined })).toEqual(['invalid-fields', '/start required', '/end required']);
});

test('maintenance begins and ends by itself', () => {
  const planned = planning().when('create', { ...window, start: '2026-03-02T00:00:00Z', end: '2026-03-02T02:00:00Z' });
  expect(planned).toMatchObject({ record: { state: 'planned' }, due: '2026-03-02T00:00:00.000Z' });
  expect(planned.next.as('system').when('begin').refused).toEqual(['not-due']);
  const begun = planned.next.swept('2026-03-02T00:00:00.000Z');
  expect(begun).toMatchObject({ events: ['began'], record: { state: 'active' }, due: '2026-03-02T02:00:00.000Z' });
  expect(begun.next.swept('2026-03-02T02:00:00.000Z')).toMatchObject({ events: ['ended'], record: { state: 'ended' }, due: undefined });
  expect(begun.next.when('update', { start: '2026-03-02T00:30:00Z' }).refused).toEqual(['begun-already']);
});

test('what recurs is active until somebody stops it', () => {
  const recurring = planning().when('create', { ...window, recurrence: sundays });
  expect(recurring).toMatchObject({ record: { state: 'active', start: '2026-03-01T12:00:00.000Z' }, due: undefined });
  expect(recurring.next.when('update', { start: null }).refused).toEqual(['begun-already']);
  expect(recurring.next.when('stop', { reason: 'Another night' })).toMatchObject({ events: ['ended'], record: { state: 'ended', end: '2026-03-01T12:00:00.000Z' } });
});

test('the schedule tells every time that something takes place, on the wall clock of its zone', () => {
  const recurring = { number: 'MNT1', start: '2026-03-01T00:00:00.000Z', recurrence: sundays } as unknown as AnyRecord;
  const blackout = { number: 'MNT2', kind: 'blackout', start: '2026-03-20T00:00:00.000Z', end: '2026-04-01T00:00:00.000Z' } as unknown as AnyRecord;
  // The clocks go forward at 02:00 on 29 March.
  expect(scheduleOf([recurring, blackout], { from: '2026-03-21T00:00:00.000Z', to: '2026-04-06T00:00:00.000Z' }).map(({ number, start, end }) => [number, start, end])).toEqual([
    ['MNT2', '2026-03-20T00:00:00.000Z', '2026-04-01T00:00:00.000Z'],
    ['MNT1', '2026-03-22T00:00:00.000Z', '2026-03-22T03:00:00.000Z'], ['MNT1', '2026-03-29T00:00:00.000Z', '2026-03-29T02:00:00.000Z'], ['MNT1', '2026-04-04T23:00:00.000Z', '2026-04-05T02:00:00.000Z'],
  ]);
});

test('what ends at the moment from which one asks is over', () => {
  const once = { number: 'MNT1', start: '2026-03-01T00:00:00.000Z', end: '2026-03-02T00:00:00.000Z' } as unknown as AnyRecord;
  expect(scheduleOf([once], { from: '2026-03-02T00:00:00.000Z', to: '2026-03-03T00:00:00.000Z' })).toEqual([]);
  expect(scheduleOf([once], { from: '2026-02-01T00:00:00.000Z', to: '2026-03-01T00:00:00.000Z' })).toEqual([]);
});

test('a CI is covered with its environment and its service', async () => {
  expect(covers({ environments: ['p'] }, { environments: [undefined, 'p'] })).toBe(true);
  expect(covers({ cis: ['a'] }, { cis: ['b'], environments: ['a'] })).toBe(false);
  const read: any = {
    list: async () => [{ number: 'MNT1', kind: 'window', start: '2026-03-02T00:00:00.000Z', end: '2026-03-02T01:00:00.000Z', environments: ['p'] }, { number: 'MNT2', start: '2026-03-02T00:00:00.000Z', end: '2026-03-02T01:00:00.000Z', services: ['other'] }],
    get: async () => ({ environment: 'p', service: 's' }),
  };
  const ask = (input: object): any => schedule.run({ input, read, actor: { tenant: 't', name: 'a', roles: ['agent'] }, now: '2026-03-01T00:00:00.000Z' });
  expect((await ask({ ci: 'web' })).items.map(({ number }: any) => number)).toEqual(['MNT1']);
  expect((await ask({})).items).toHaveLength(2);
  await expect(ask({ from: '2026-03-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' })).rejects.toThrow(Refusal);
});
