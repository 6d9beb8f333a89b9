import { describe, expect, test } from 'vitest';
import { cabMeeting } from '../../../functions/change/cab-meeting.ts';
import { changeAuthority } from '../../../functions/change/change-authority.ts';
import { changeHistory } from '../../../functions/change/change-history.ts';
import { changeModel } from '../../../functions/change/change-model.ts';
import { given, type Given } from '../../given.ts';

const model = given(changeModel).when('create', { name: 'password-policy', displayName: 'Reset a password policy', implementationPlan: 'Set it', failureLimit: 2 }).next.as('change-manager').when('authorise').next;
const counted = (at: Given, change: string, closureCode: string) => at.as('system').when('count', { change, closureCode });

describe('a model', () => {
  test('is authorised by a change manager only', () => {
    expect(given(changeModel, { state: 'draft', name: 'x' }).as('agent').when('authorise').refused).toEqual(['not-allowed']);
  });

  test('is suspended by the failure that reaches its limit, and only by failures', () => {
    const once = counted(counted(model, 'CHG1', 'failed').next, 'CHG2', 'with-issues');
    expect(once.record).toMatchObject({ state: 'active', uses: 2, failures: 1 });
    const twice = counted(once.next, 'CHG3', 'backed-out');
    expect([twice.record.state, twice.events]).toEqual(['suspended', ['counted', 'suspended']]);
    expect(twice.record).toMatchObject({ failures: 2, uses: 3, suspendReason: expect.stringContaining('CHG3') });
  });

  test('counts a change once', () => expect(counted(counted(model, 'CHG1', 'failed').next, 'CHG1', 'failed').refused).toEqual(['counted-already']));

  test('begins anew when a change manager reinstates it', () => {
    const suspended = counted(counted(model, 'CHG1', 'failed').next, 'CHG2', 'failed').next;
    expect(suspended.as('lead').when('reinstate', { reason: 'Mended' }).refused).toEqual(['not-allowed']);
    const again = suspended.as('change-manager').when('reinstate', { reason: 'The script was mended' });
    expect(again.record).toMatchObject({ state: 'active', failures: 0 });
    expect(counted(again.next, 'CHG3', 'failed').record.state).toBe('active');
  });

  test('is not authorised any more once its procedure is edited', () => {
    expect(model.when('update', { implementationPlan: 'Set it otherwise' })).toMatchObject({ record: { state: 'draft' }, events: ['updated', 'lapsed'] });
    expect(model.when('update', { category: 'accounts' }).record.state).toBe('active');
  });
});

test('the history of a team is of its last twenty changes', () => {
  const begun = given(changeHistory).as('system').when('create', { name: 'network' }).next;
  const after = Array.from({ length: 23 }, (_, at) => at).reduce((on, at) => counted(on, `CHG${at}`, at < 5 ? 'failed' : 'successful').next, begun);
  expect(counted(after, 'CHG99', 'backed-out').record).toMatchObject({ closed: 20, failed: 2 });
});

test('an authority has members, and a rule that they can meet', () => {
  const make = (body: object) => given(changeAuthority).as('change-manager').when('create', { name: 'cab', members: ['dina', 'emil'], rule: 'all', ...body }).refused;
  expect(make({})).toBeUndefined();
  expect(make({ members: [] })).toEqual(['invalid-fields', '/members required']);
  expect(make({ rule: 'k-of-n', k: 3, mandatory: ['fatou'], next: 'cab' })).toEqual(['invalid-fields', '/k too-large', '/mandatory not-a-member', '/next not-allowed']);
  expect(make({ rule: 'percentage' })).toEqual(['invalid-fields', '/percentage required']);
});

describe('a CAB meeting', () => {
  const planned = given(cabMeeting).as('change-manager').facing({ others: { 'change-authority/cab': { members: ['dina', 'emil', 'fatou'], quorum: 2 } } })
    .when('create', { title: 'Weekly', authority: 'cab', at: '2026-03-03T09:00:00Z' }).next;

  test('needs its quorum of members', () => {
    expect(planned.when('open', { attendees: ['dina'] }).refused).toEqual(['no-quorum']);
    expect(planned.when('open', { attendees: ['dina', 'dina'] }).refused).toEqual(['no-quorum']);
    expect(planned.when('open', { attendees: ['dina', 'bram'] }).refused).toEqual(['invalid-fields', '/attendees not-a-member']);
    expect(planned.when('open', { attendees: ['dina', 'emil'], guests: ['bram'] }).record).toMatchObject({ state: 'in-session' });
  });

  test('has minutes of each change, which can be corrected while it lasts', () => {
    const open = planned.when('open', { attendees: ['dina', 'emil'] }).next;
    const minute = { change: 'CHG1', outcome: 'recommended', text: 'Well tested' };
    const twice = open.when('minute', minute).next.when('minute', { ...minute, outcome: 'deferred' });
    expect(twice.record.minutes).toMatchObject([{ change: 'CHG1', outcome: 'deferred', by: 'anna' }]);
    expect(twice.next.when('close', { summary: 'One change' }).next.when('minute', minute).refused).toEqual(['command-not-allowed']);
  });
});
