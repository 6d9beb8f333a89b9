import { describe, expect, test } from 'vitest';
import { noLoopInManagers } from '../../../functions/workforce/manager-chain.ts';
import { person } from '../../../functions/workforce/person.ts';
import { visible } from '../../../shared/record/policy.ts';
import type { AnyDefinition, AnyRecord } from '../../../shared/record/define.ts';
import { given } from '../../given.ts';

const anna = { id: 'anna', name: 'anna', displayName: 'Anna', state: 'active', manager: 'bram' };

describe('a chain of managers', () => {
  const refused = (manager: string | null | undefined, above?: string) => noLoopInManagers({ record: { name: 'anna' }, input: { manager: manager as string | undefined }, refs: { manager: { manager: above } } })?.code;
  test('ends: nobody is above themselves, nor above who is above them', () => {
    expect([refused('anna'), refused('bram', 'anna'), refused('bram', 'director'), refused('bram'), refused(null), refused(undefined)]).toEqual(['manager-loop', 'manager-loop', undefined, undefined, undefined, undefined]);
  });
  test('is checked where a manager is named', () => {
    expect(given(person, anna).as('manager').facing({ others: { 'person/chen': { manager: 'anna' } } }).when('update', { manager: 'chen' }).refused).toEqual(['manager-loop']);
    expect(given(person, anna).as('manager').when('update', { manager: null }).record).not.toHaveProperty('manager');
  });
});

describe('a person', () => {
  test('keeps the short name that everything refers to', () => expect(given(person, anna).as('admin').when('update', { name: 'ann' }).refused).toEqual(['invalid-fields', '/name read-only']));

  test('records an absence of their own, and nobody else’s; leads and managers do', () => {
    const absence = { from: '2026-04-01', until: '2026-04-05', delegate: 'bram' };
    expect(given(person, anna).as().who('anna').when('recordAbsence', { absence })).toMatchObject({ record: { absence }, events: ['absence-recorded'] });
    expect(given(person, anna).as('agent').who('chen').when('recordAbsence', { absence }).refused).toEqual(['not-allowed']);
    expect(given(person, anna).as('lead').who('chen').when('recordAbsence', { absence }).next.when('return').record).not.toHaveProperty('absence');
  });

  test('is not away until before they leave', () => {
    const away = (from: string, until: string) => given(person, anna).as('lead').when('recordAbsence', { absence: { from, until } }).refused;
    expect([away('2026-04-05', '2026-04-01'), away('2026-04-05', '2026-04-05')]).toEqual([['invalid-fields', '/absence/until before-start'], undefined]);
  });

  test('who has left is done, and stays readable', () => {
    const left = given(person, anna).as('manager').when('leave');
    expect(left.record.state).toBe('left');
    expect(left.next.when('leave').refused).toEqual(['command-not-allowed']);
  });

  test('is seen by staff and by themselves', () => {
    const sees = (name: string, ...roles: 'agent'[]) => visible({ tenant: 't', name, roles }, person as unknown as AnyDefinition, anna as unknown as AnyRecord);
    expect([sees('anna'), sees('guest'), sees('chen', 'agent')]).toEqual([true, false, true]);
  });
});
