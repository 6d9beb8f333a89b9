import { describe, expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { contract } from '../../../functions/supplier/contract.ts';
import { checkCatalogue } from '../../../shared/record/catalogue.ts';
import { given } from '../../given.ts';

const terms = { title: 'Internet access', supplier: 'telenet', kind: 'service', starts: '2026-01-01', ends: '2026-12-31' };
const renewing = { noticePeriod: { months: 3 }, renewsFor: 12 };

const made = (more: object = {}) => given(contract).as('lead').at('2026-01-10T09:00:00.000Z').when('create', { ...terms, ...more });
const active = (more: object = {}) => made(more).next.when('activate').next;

test('fits together with the rest of the catalogue', () => {
  expect(checkCatalogue(definitions).filter((fault) => /^(contract|service):/.test(fault))).toEqual([]);
});

describe('terms', () => {
  test('give the last day of notice and the days on which people are reminded', () => {
    expect(made(renewing).record).toMatchObject({ noticeBy: '2026-09-30', noticeReminder: '2026-08-31' });
    expect(made(renewing).record).not.toHaveProperty('renewalReminder');
    expect(made({ remindDays: 60 }).record).toMatchObject({ renewalReminder: '2026-11-01' });
  });

  test('end after they start', () => {
    expect(made({ ends: '2025-12-31' }).refused).toEqual(['invalid-fields', '/ends before-start']);
  });

  test('rest on an underpinning contract and on no other agreement', () => {
    const facing = (kind: string) => given(contract).as('lead').facing({ others: { 'agreement/SLA0000001': { kind } } }).when('create', { ...terms, agreement: 'SLA0000001' });
    expect(facing('SLA').refused).toEqual(['invalid-fields', '/agreement not-underpinning']);
    expect(facing('UC').refused).toBeUndefined();
  });

  test('are not lengthened by an edit once they are agreed', () => {
    expect(made().next.when('update', { ends: '2027-12-31' }).record.ends).toBe('2027-12-31');
    expect(active().when('update', { ends: '2027-12-31' }).refused).toEqual(['term-agreed']);
    expect(active().when('renew', { ends: '2027-12-31' }).record).toMatchObject({ ends: '2027-12-31', renewals: 1 });
    expect(active().when('renew', { ends: '2026-12-31' }).refused).toEqual(['invalid-fields', '/ends not-later']);
  });
});

describe('notice', () => {
  test('is called for once, a month ahead of the last day for it', () => {
    expect(active(renewing).swept('2026-08-30T23:59:00.000Z').events).toEqual([]);
    const told = active(renewing).swept('2026-08-31T00:00:00.000Z');
    expect(told).toMatchObject({ events: ['notice-due'], due: '2027-01-01T00:00:00.000Z' });
    expect(told.next.swept('2026-08-31T00:01:00.000Z').events).toEqual([]);
  });

  test('is not called for when it was given', () => {
    const given = active(renewing).when('giveNotice', { reason: 'Too slow' });
    expect(given.events).toEqual(['notice-given']);
    expect(given.next.swept('2026-09-01T00:00:00.000Z').events).toEqual([]);
  });

  test('can be given on its last day, and later only if the supplier agrees', () => {
    const late = active(renewing).at('2026-10-01T00:00:00.000Z');
    expect(late.at('2026-09-30T23:59:59.000Z').when('giveNotice', { reason: 'Too slow' }).record.state).toBe('notice-given');
    expect(late.when('giveNotice', { reason: 'Too slow' }).refused).toEqual(['notice-too-late']);
    expect(late.when('giveNotice', { reason: 'Too slow', agreedLate: true }).record.state).toBe('notice-given');
  });
});

describe('the end of a term', () => {
  const over = '2027-01-01T00:00:00.000Z';

  test('renews what nobody gave notice on, and calls for notice again the year after', () => {
    const renewed = active(renewing).swept('2026-08-31T00:00:00.000Z').next.swept(over);
    expect(renewed).toMatchObject({ events: ['renewed-by-itself'], due: '2027-08-31T00:00:00.000Z', record: { state: 'active', ends: '2027-12-31', noticeBy: '2027-09-30', renewals: 1 } });
    expect(renewed.next.swept('2027-08-31T00:00:00.000Z').events).toEqual(['notice-due']);
  });

  test('expires what notice was given on', () => {
    expect(active(renewing).when('giveNotice', { reason: 'Too slow' }).next.swept(over)).toMatchObject({ events: ['expired'], due: undefined, record: { state: 'expired' } });
  });

  test('expires what does not renew by itself, with a call to renew it a month ahead', () => {
    const told = active().swept('2026-12-01T00:00:00.000Z');
    expect(told.events).toEqual(['renewal-due']);
    expect(told.next.swept('2026-12-31T23:59:59.000Z').events).toEqual([]);
    expect(told.next.swept(over)).toMatchObject({ events: ['expired'], record: { state: 'expired' } });
  });

  test('does not come on the last day of the term', () => {
    expect(active(renewing).as('system').at('2026-12-31T23:59:59.000Z').when('renewByItself').refused).toEqual(['term-not-over']);
    expect(active().as('system').at('2026-12-31T23:59:59.000Z').when('expire').refused).toEqual(['term-not-over']);
  });

  test('comes once when two sweeps come at the same moment', () => {
    const renewed = active(renewing).as('system').at(over).when('renewByItself');
    expect(renewed.next.when('renewByItself').refused).toEqual(['term-not-over']);
  });

  test('never comes for a contract dated for ever', () => {
    expect(active({ ends: '9999-12-31' }).swept('2400-01-01T00:00:00.000Z').events).toEqual([]);
  });

  test('is undone by a renewal agreed on too late', () => {
    expect(active().swept(over).next.as('lead').when('renew', { ends: '2027-12-31', annualValue: 1200 }).record).toMatchObject({ state: 'active', annualValue: 1200 });
  });
});

test('an end before its time is for managers', () => {
  expect(active().when('terminate', { reason: 'Breach' }).refused).toEqual(['not-allowed']);
  expect(active().as('manager').when('terminate', { reason: 'Breach' })).toMatchObject({ due: undefined, record: { state: 'terminated', terminatedOn: '2026-01-10' } });
});
