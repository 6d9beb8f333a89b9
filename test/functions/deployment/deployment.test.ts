import { describe, expect, test } from 'vitest';
import { artefact } from '../../../functions/deployment/artefact.ts';
import { deploymentCalendar } from '../../../functions/deployment/deployment-calendar.ts';
import { deployment } from '../../../functions/deployment/deployment.ts';
import { given } from '../../given.ts';

const noon = '2026-03-02T12:00:00.000Z';
const others = {
  'artefact/ART1': { service: 'shop', build: '2.0', sha256: 'a'.repeat(64), location: 's3://library/shop-2.0.zip', deployable: true, committedAt: '2026-03-01T12:00:00.000Z' },
  'artefact/ART2': { service: 'shop', build: '1.0', sha256: 'b'.repeat(64) },
  'environment/tst': { stage: 'test' }, 'environment/prd': { stage: 'production' }, 'change/CHG1': { state: 'scheduled' }, 'change/CHG2': { state: 'authorize' },
};
const wanted = { artefact: 'ART1', environment: 'tst', approach: 'continuous' };
const at = given(deployment).as('operations').at(noon).facing({ others });
const asked = (more: object = {}) => at.when('create', { ...wanted, ...more });
const minutes = (count: number): string => new Date(Date.parse(noon) + count * 60_000).toISOString();

describe('the definitive media library', () => {
  const made = (more: object = {}) => given(artefact).as('operations').when('create', { service: 'shop', build: '2.0', sha256: 'a'.repeat(64), location: 's3://library/shop-2.0.zip', ...more });

  test('knows a build by its hash', () => {
    expect(made().record).toMatchObject({ state: 'registered', deployable: true });
    expect(made({ sha256: 'A'.repeat(64) }).refused).toEqual(['invalid-fields', '/sha256 invalid-hash']);
    expect(made({ sha256: 'a'.repeat(63) }).refused).toEqual(['invalid-fields', '/sha256 invalid-hash']);
    expect(made().next.when('update', { sha256: 'b'.repeat(64) }).refused).toContain('invalid-fields');
  });

  test('gives out nothing that is in quarantine', () => {
    const quarantined = made().next.when('quarantine', { reason: 'A stolen signing key.' });
    expect(quarantined.record.deployable).toBeUndefined();
    expect(quarantined.next.as('security').when('clear', { reason: 'Signed anew.' }).record.deployable).toBe(true);
  });
});

describe('a deployment', () => {
  test('knows what it brings where, and where CI/CD answers', () => {
    expect(asked().record).toMatchObject({
      state: 'requested', service: 'shop', build: '2.0', sha256: 'a'.repeat(64), stage: 'test', delivery: 'DEP0000001', attempt: 1, dueBy: minutes(30),
      callback: { succeed: '/v1/deployments/DEP0000001/succeed', fail: '/v1/deployments/DEP0000001/fail' },
    });
  });

  test('is of a registered artefact only', () => {
    expect(asked({ artefact: 'ART2' }).refused).toEqual(['invalid-fields', '/artefact not-deployable']);
  });

  test('goes into production by a release, or by an approved change', () => {
    expect(asked({ environment: 'prd' }).refused).toEqual(['no-approved-change']);
    expect(asked({ environment: 'prd', change: 'CHG2' }).refused).toEqual(['no-approved-change']);
    expect(asked({ environment: 'prd', change: 'CHG1' }).refused).toBeUndefined();
    expect(asked({ environment: 'prd', release: 'REL0000001' }).refused).toEqual(['release-asks-itself']);
    expect(at.as('system').when('create', { ...wanted, environment: 'prd', release: 'REL0000001' }).refused).toBeUndefined();
  });

  test('does not go into production during a blackout', () => {
    const blackouts = [{ maintenance: 'MNT1', title: 'Black Friday', start: '2026-03-01T00:00:00.000Z', end: '2026-03-03T00:00:00.000Z', all: true }];
    expect(at.facing({ facts: { calendar: { blackouts } } }).when('create', { ...wanted, environment: 'prd', change: 'CHG1' }).refused).toEqual(['blackout']);
    expect(at.facing({ facts: { calendar: { blackouts } } }).when('create', wanted).refused).toBeUndefined();
  });
});

describe('an answer of CI/CD', () => {
  test('may be repeated, and counts once', () => {
    const done = asked().next.at(minutes(5)).when('succeed', { errorRate: 0.1 });
    expect([done.record.state, done.events, done.record.finishedAt]).toEqual(['succeeded', ['reported', 'succeeded'], minutes(5)]);
    const again = done.next.at(minutes(6)).when('succeed', {});
    expect([again.record.state, again.events, again.record.finishedAt]).toEqual(['succeeded', ['reported'], minutes(5)]);
    const failed = asked().next.when('fail', { reason: 'Disk full.' });
    expect([failed.record.state, failed.events]).toEqual(['failed', ['reported', 'failed']]);
    expect(failed.next.when('fail', { reason: 'Disk full.' }).events).toEqual(['reported']);
  });

  test('does not turn an end into another', () => {
    expect(asked().next.when('succeed').next.when('fail', { reason: 'No.' }).refused).toEqual(['ended-already']);
    expect(asked().next.when('fail', { reason: 'No.' }).next.when('succeed').refused).toEqual(['ended-already']);
  });

  test('can ask for another attempt, as long as there is one', () => {
    const again = asked().next.at(minutes(5)).when('fail', { reason: 'A hiccup.', retry: true, attempt: 1 });
    expect([again.record.state, again.record.attempt, again.record.dueBy, again.events]).toEqual(['requested', 2, minutes(35), ['reported', 'retried']]);
    expect(again.next.when('fail', { reason: 'A hiccup.', retry: true, attempt: 1 }).record).toMatchObject({ state: 'requested', attempt: 2 });
    expect(again.next.when('fail', { reason: 'A hiccup.', retry: true, attempt: 2 }).record.state).toBe('failed');
  });

  test('that asks for another attempt says which one failed, or it would count again when it is repeated', () => {
    expect(asked().next.when('fail', { reason: 'A hiccup.', retry: true }).refused).toEqual(['invalid-fields', '/attempt required']);
    expect(asked().next.when('fail', { reason: 'It does not fit.' }).record.state).toBe('failed');
  });

  test('that does not come in time is asked for again, and then given up', () => {
    expect(asked().next.swept(minutes(29)).events).toEqual([]);
    const again = asked().next.swept(minutes(30));
    expect([again.record.state, again.record.attempt, again.events]).toEqual(['requested', 2, ['unanswered', 'retried']]);
    const over = again.next.swept(minutes(60));
    expect([over.record.state, over.events, over.due]).toEqual(['failed', ['unanswered', 'failed'], undefined]);
  });
});

describe('the calendar of blackouts', () => {
  const blackout = { kind: 'blackout', title: 'Black Friday', start: '2026-11-27T00:00:00.000Z', end: '2026-11-28T00:00:00.000Z', all: true, state: 'planned' };
  const noted = (more: object = {}) => given(deploymentCalendar, { name: 'default', state: 'kept' }).as('system').at(noon).facing({ others: { 'maintenance/MNT1': { ...blackout, ...more } } });

  test('keeps what is planned and on, and strikes out what is over or called off', () => {
    const kept = noted().when('note', { maintenance: 'MNT1' });
    expect(kept.record.blackouts).toMatchObject([{ maintenance: 'MNT1', title: 'Black Friday' }]);
    expect(kept.next.when('note', { maintenance: 'MNT1' }).record.blackouts).toHaveLength(1);
    for (const state of ['ended', 'canceled']) expect(kept.next.facing({ others: { 'maintenance/MNT1': { ...blackout, state } } }).when('note', { maintenance: 'MNT1' }).record.blackouts).toEqual([]);
  });

  test('takes no maintenance window', () => expect(noted({ kind: 'window' }).when('note', { maintenance: 'MNT1' }).refused).toEqual(['no-blackout']));
});
