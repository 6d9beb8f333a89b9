import { describe, expect, test } from 'vitest';
import { change } from '../../../functions/change/change.ts';
import { definitions } from '../../../functions/index.ts';
import { checkCatalogue } from '../../../shared/record/catalogue.ts';
import { given, type Given } from '../../given.ts';

const now = '2026-03-02T10:00:00.000Z';
const plans = { implementationPlan: 'Swap the switch', testPlan: 'Check a guest in', backoutPlan: 'Put the old one back', communicationPlan: 'Tell reception' };
const window = { plannedStart: '2026-03-10T20:00:00Z', plannedEnd: '2026-03-10T23:00:00Z' };
const normal = { title: 'Replace the reception network', type: 'normal', requester: 'guest', impact: 'high', probability: 'medium', ...plans, ...window };
const cab = { name: 'cab', members: ['dina', 'emil', 'fatou', 'guest'], rule: 'k-of-n', k: 2, deadline: 'P3D', remindEvery: 'P1D', next: 'board' };
const board = { name: 'board', members: ['director'], rule: 'first', deadline: 'P2D' };

const draft = (more: object = {}) => given(change).at(now).facing({ facts: { authority: cab, next: board } }).when('create', { ...normal, ...more }).next;
const submitted = (more: object = {}) => draft(more).when('submit').next;
const asked = (more: object = {}) => submitted(more).as('system').when('assess').next.when('requestApproval').next;
const by = (at: Given, name: string) => at.as('cab').who(name);
const approvedBy = (at: Given, ...names: string[]) => names.reduce((on, name) => by(on, name).when('approve').next, at);
const record = (at: Given) => at.as('agent').when('comment', { text: 'Hm' }).record;
const scheduled = (more: object = {}) => approvedBy(asked(more), 'dina', 'emil');
const begun = (more: object = {}) => scheduled(more).at('2026-03-10T20:00:00.000Z').as('agent').when('implement').next;

test('fits together with the rest of the catalogue', () => {
  expect(checkCatalogue(definitions).filter((fault) => /^(change|cab)/.test(fault))).toEqual([]);
});

describe('asking for a change', () => {
  const asks = (more: object, roles: readonly ('agent' | 'importer')[] = []) => given(change).at(now).as(...roles).who('guest').facing({ others }).when('create', { title: 'A socket by the tent', type: 'normal', requester: 'guest', ...more });
  const others = { 'person/bram': { state: 'left' }, 'person/dina': { absence: { from: '2026-03-01', until: '2026-03-09', delegate: 'emil' } } };
  test('is for oneself, and says nothing of who implements it', () => {
    expect(asks({}).refused).toBeUndefined();
    expect(asks({ requester: 'otto' }).refused).toEqual(['own-reports-only']);
    expect(asks({ team: 'network' }).refused).toEqual(['staff-only']);
    expect(asks({ assignee: 'chen' }).refused).toEqual(['staff-only']);
    expect(asks({ requester: 'otto', team: 'network', assignee: 'chen' }, ['agent']).refused).toBeUndefined();
  });

  test('gives it to nobody who is not there', () => {
    expect(asks({ assignee: 'bram' }, ['agent']).refused).toEqual(['assignee-left']);
    expect(asks({ assignee: 'dina' }, ['agent']).refused).toEqual(['assignee-absent']);
    expect(asks({ assignee: 'bram' }, ['importer']).refused).toBeUndefined();
    expect(draft().facing({ others }).when('assign', { assignee: 'bram' }).refused).toEqual(['assignee-left']);
    expect(draft().facing({ others }).when('assign', { assignee: 'dina' }).refused).toEqual(['assignee-absent']);
    expect(draft().facing({ others }).when('assign', { assignee: 'chen' }).refused).toBeUndefined();
  });
});

describe('preparing', () => {
  test('names all that is missing before a normal change is authorised at once', () => {
    const bare = given(change).at(now).when('create', { title: 'Move a cable', type: 'normal', requester: 'guest', testPlan: 'Look' }).next;
    expect(bare.when('submit').refused).toEqual(['invalid-fields', '/implementationPlan required', '/backoutPlan required', '/communicationPlan required', '/plannedStart required', '/plannedEnd required']);
  });

  test('lets the documentation of an emergency follow', () => {
    const patch = given(change).at(now).when('create', { title: 'Patch a payment terminal', type: 'emergency', requester: 'guest' }).next.when('submit');
    expect(patch.record).toMatchObject({ state: 'assess', authority: 'ecab', risk: 'high' });
  });

  test('refuses a time that ends before it begins, half a time, and more than a quarter', () => {
    expect(given(change).when('create', { ...normal, plannedEnd: '2026-03-10T20:00:00Z' }).refused).toEqual(['invalid-fields', '/plannedEnd before-start']);
    expect(given(change).when('create', { ...normal, plannedEnd: undefined }).refused).toEqual(['invalid-fields', '/plannedEnd required']);
    expect(given(change).when('create', { ...normal, plannedEnd: '2026-09-10T20:00:00Z' }).refused).toEqual(['invalid-fields', '/plannedEnd too-long']);
  });

  test('keeps what was submitted complete', () => {
    expect(submitted().when('update', { backoutPlan: null }).refused).toEqual(['invalid-fields', '/backoutPlan required']);
  });
});

describe('authorising', () => {
  test('asks the authority of its risk, and leaves out who requested it', () => {
    expect(record(asked())).toMatchObject({ state: 'authorize', risk: 'high', authority: 'cab', round: 1, awaiting: ['dina', 'emil', 'fatou'], approval: { needed: 2, approvers: ['dina', 'emil', 'fatou'], dueAt: '2026-03-05T10:00:00.000Z' } });
  });

  test('is approved by the vote that makes it certain', () => {
    const one = by(asked(), 'dina').when('approve', { reason: 'Well prepared' });
    expect([one.record.state, one.events]).toEqual(['authorize', ['voted']]);
    const two = by(one.next, 'emil').when('vote', { decision: 'approve' });
    expect([two.record.state, two.events]).toEqual(['scheduled', ['voted', 'approved', 'scheduled']]);
    expect(two.record).toMatchObject({ approval: { outcome: 'approved' }, votes: [{ voter: 'dina', decision: 'approve', reason: 'Well prepared' }, { voter: 'emil' }], rounds: [{ round: 1, ended: 'approved', approve: 2 }] });
  });

  test('approves by a percentage, rounded up', () => {
    const third = draft().facing({ facts: { authority: { name: 'cab', members: ['dina', 'emil', 'fatou'], rule: 'percentage', percentage: 51 } } }).when('submit').next.as('system').when('requestApproval').next;
    expect(record(third)).toMatchObject({ approval: { needed: 2 } });
    expect(record(approvedBy(third, 'dina'))).toMatchObject({ state: 'authorize' });
    expect(record(approvedBy(third, 'dina', 'fatou'))).toMatchObject({ state: 'scheduled' });
  });

  test('is rejected as soon as too few can approve, and can be taken up again', () => {
    const no = by(by(asked(), 'dina').when('reject', { reason: 'Not in high season' }).next, 'emil').when('reject', { reason: 'Same' });
    expect([no.record.state, no.events]).toEqual(['rejected', ['voted', 'rejected']]);
    const again = no.next.as('agent').when('revise').next.when('submit');
    expect(again.record).toMatchObject({ state: 'assess', round: 2 });
    expect(again.record).not.toHaveProperty('approval');
  });

  test('wants a reason for a rejection', () => expect(by(asked(), 'dina').when('vote', { decision: 'reject' }).refused).toEqual(['invalid-fields', '/reason required']));

  test('refuses the vote of who requested it, implements it, or is not asked', () => {
    const assigned = asked().as('agent').when('assign', { assignee: 'fatou' }).next;
    expect(record(assigned)).toMatchObject({ awaiting: ['dina', 'emil'], approval: { needed: 2 } });
    for (const [name, code] of [['guest', 'separation-of-duties'], ['fatou', 'separation-of-duties'], ['anna', 'not-an-approver']]) expect(by(assigned, name!).when('vote', { decision: 'approve' }).refused).toEqual([code]);
    for (const name of ['guest', 'fatou', 'anna']) expect(by(assigned, name).when('approve').refused).toEqual(['not-allowed']);
  });

  test('does not let who voted implement it, nor somebody without whom too few decide', () => {
    const voted = by(asked(), 'dina').when('approve').next.as('agent');
    expect(voted.when('assign', { assignee: 'dina' }).refused).toEqual(['separation-of-duties']);
    expect(voted.when('assign', { assignee: 'emil' }).next.when('assign', { assignee: 'fatou' }).refused).toEqual(['separation-of-duties']);
    expect(scheduled().as('agent').when('assign', { assignee: 'emil' }).refused).toEqual(['separation-of-duties']);
    const delegated = asked().facing({ others: { 'person/dina': { absence: { from: '2026-03-01', until: '2026-03-09', delegate: 'bram' } } } }).as('agent').who('bram').when('vote', { decision: 'approve', onBehalfOf: 'dina' }).next;
    expect(delegated.when('assign', { assignee: 'bram' }).refused).toEqual(['separation-of-duties']);
  });

  test('takes one vote of each, and none after the outcome or the deadline', () => {
    const voted = by(asked(), 'dina').when('approve').next;
    expect(by(voted, 'dina').when('approve').refused).toEqual(['already-voted']);
    expect(by(voted, 'emil').at('2026-03-05T10:00:00.000Z').when('approve').refused).toEqual(['too-late']);
    expect(by(scheduled(), 'fatou').when('approve').refused).toEqual(['command-not-allowed']);
  });

  test('lets the delegate vote while an approver is away, once for all', () => {
    const away = (absence: object) => asked().facing({ others: { 'person/dina': { absence } } }).as('agent').who('bram');
    const vote = { decision: 'approve', onBehalfOf: 'dina' };
    const there = away({ from: '2026-03-01', until: '2026-03-02', delegate: 'bram' });
    expect(there.when('vote', vote).record.votes).toMatchObject([{ voter: 'dina', by: 'bram', decision: 'approve' }]);
    expect(there.when('vote', vote).next.when('vote', vote).refused).toEqual(['already-voted']);
    expect(away({ from: '2026-03-03', until: '2026-03-09', delegate: 'bram' }).when('vote', vote).refused).toEqual(['not-the-delegate']);
    expect(away({ from: '2026-03-01', until: '2026-03-09', delegate: 'anna' }).when('vote', vote).refused).toEqual(['not-the-delegate']);
    const double = by(asked().facing({ others: { 'person/dina': { absence: { from: '2026-03-01', until: '2026-03-09', delegate: 'emil' } } } }), 'emil').when('approve').next;
    expect(double.when('vote', vote).refused).toEqual(['already-voted']);
    expect(there.who('guest').when('vote', vote).refused).toEqual(['separation-of-duties']);
  });

  test('an empty set of approvers is an error, and never an approval', () => {
    const nobody = submitted().as('system').facing({ facts: { authority: { ...cab, members: ['guest'] } } });
    expect(nobody.when('requestApproval').refused).toEqual(['no-approvers']);
    expect(nobody.facing({ facts: { authority: undefined } }).when('requestApproval').refused).toEqual(['no-authority']);
    expect(nobody.facing({ facts: { authority: { ...cab, members: ['guest', 'dina'] } } }).when('requestApproval').refused).toEqual(['quorum-unreachable']);
    expect(nobody.facing({ facts: { authority: { ...cab, rule: 'first', mandatory: ['guest'] } } }).when('requestApproval').refused).toEqual(['quorum-unreachable']);
    const told = nobody.when('reportBlocked', { code: 'no-approvers' });
    expect([told.record.state, told.record.blocked, told.events]).toEqual(['assess', 'no-approvers', ['approval-blocked']]);
    expect(told.next.facing({ facts: { authority: cab } }).when('requestApproval').record).not.toHaveProperty('blocked');
  });

  test('voids the votes when its scope is edited, and asks anew', () => {
    const edited = by(asked(), 'dina').when('approve').next.as('agent').when('update', { backoutPlan: 'There is none' });
    expect([edited.record.state, edited.events]).toEqual(['assess', ['updated', 'votes-voided']]);
    expect(edited.record).toMatchObject({ round: 2, rounds: [{ round: 1, ended: 'voided', approve: 1 }] });
    for (const gone of ['approval', 'votes', 'awaiting', 'assessedAt']) expect(edited.record).not.toHaveProperty(gone);
    const anew = edited.next.as('system').when('requestApproval').next;
    expect(record(anew)).toMatchObject({ approval: { round: 2 }, awaiting: ['dina', 'emil', 'fatou'] });
    expect(by(anew, 'dina').when('approve').refused).toBeUndefined();
  });

  test('voids an approval that was given, too, but not for what is no part of it', () => {
    expect(scheduled().as('agent').when('update', { plannedEnd: '2026-03-11T06:00:00Z' }).record).toMatchObject({ state: 'assess', round: 2 });
    expect(scheduled().as('agent').when('update', { category: 'network' }).record).toMatchObject({ state: 'scheduled', round: 1, approval: { outcome: 'approved' } });
    expect(scheduled().as('agent').when('update', { backoutPlan: plans.backoutPlan }).events).toEqual([]);
  });

  test('reminds, and escalates to the next authority when time is over', () => {
    const first = asked().swept('2026-03-03T10:00:00.000Z');
    expect(first.events).toEqual(['approval-reminded']);
    expect(first.due).toBe('2026-03-04T10:00:00.000Z');
    const late = by(asked(), 'dina').when('approve').next.swept('2026-03-05T10:00:00.000Z');
    expect(late.events.filter((type) => type !== 'approval-reminded')).toEqual(['approval-timed-out', 'approval-escalated']);
    expect(late.record).toMatchObject({ state: 'authorize', authority: 'board', round: 2, awaiting: ['director'], rounds: [{ round: 1, ended: 'escalated', approve: 1 }] });
    expect(by(late.next, 'director').when('approve').record.state).toBe('scheduled');
  });

  test('is rejected, never approved, when nobody is left to decide', () => {
    const late = asked().facing({ facts: { next: undefined } }).swept('2026-03-05T10:00:00.000Z');
    expect(late.events).toEqual(expect.arrayContaining(['approval-expired', 'rejected']));
    expect(late.record).toMatchObject({ state: 'rejected', approval: { outcome: 'expired' } });
    const own = asked().facing({ facts: { next: { ...board, members: ['guest'] } } }).swept('2026-03-05T10:00:00.000Z');
    expect(own.record.state).toBe('rejected');
  });

  test('gives an emergency an hour, unless its authority says otherwise', () => {
    const { deadline, ...hurried } = cab;
    const emergency = (authority: object) => draft({ type: 'emergency' }).facing({ facts: { authority } }).when('submit').next.as('system').when('requestApproval').record.approval.dueAt;
    expect(emergency(hurried)).toBe('2026-03-02T11:00:00.000Z');
    expect(emergency({ ...hurried, deadline: 'PT10M' })).toBe('2026-03-02T10:10:00.000Z');
  });

  test('voids the votes, too, when another becomes the requester', () => {
    expect(asked().as('agent').when('update', { requester: 'vera' }).record).toMatchObject({ state: 'assess', round: 2 });
  });

  test('does not go in circles between authorities', () => {
    const second = asked().facing({ facts: { next: { ...board, next: 'cab' } } }).swept('2026-03-05T10:00:00.000Z').next;
    expect(second.facing({ facts: { next: cab } }).swept('2026-03-07T10:00:00.000Z').record).toMatchObject({ state: 'rejected', rounds: [{ ended: 'escalated' }, { ended: 'expired' }] });
  });
});

describe('a standard change', () => {
  const reset = { title: 'Reset a password policy', type: 'standard', model: 'password-policy', requester: 'guest' };
  const held = { facts: { model: { name: 'password-policy', team: 'applications' } } };

  test('passes on its model, with no vote and no plans of its own', () => {
    const passed = given(change).at(now).facing(held).when('create', reset).next.when('submit').next.as('system').when('assess').next.when('preauthorise');
    expect(passed.record).toMatchObject({ state: 'scheduled', team: 'applications' });
    expect(passed.next.swept(now).events).toEqual(['window-opened']);
  });

  test('is refused where its model is not in force', () => {
    expect(given(change).when('create', reset).next.when('submit').refused).toEqual(['model-not-authorised']);
    expect(given(change).when('create', { ...reset, model: undefined }).next.when('submit').refused).toEqual(['invalid-fields', '/model required']);
  });

  test('waits when its model is suspended before it began', () => {
    const planned = given(change).at(now).facing(held).when('create', { ...reset, ...window }).next.when('submit').next.as('system').when('preauthorise').next;
    const waits = planned.when('unauthorise', { reason: 'Suspended' });
    expect([waits.record.state, waits.events]).toEqual(['assess', ['authorisation-lapsed']]);
    expect(waits.next.facing({ facts: { model: undefined } }).when('preauthorise').refused).toEqual(['model-not-authorised']);
  });

  test('is no way around the vote', () => {
    expect(submitted().as('change-manager').when('preauthorise').refused).toEqual(['approval-required']);
    expect(scheduled().as('agent').when('update', { type: 'standard', model: 'password-policy' }).refused).toEqual(['model-not-authorised']);
  });
});

describe('implementing', () => {
  test('waits for its time', () => {
    expect(scheduled().as('agent').when('implement').refused).toEqual(['window-not-open']);
    expect(scheduled().swept('2026-03-10T20:00:00.000Z')).toMatchObject({ events: ['window-opened'], record: { windowOpenedAt: '2026-03-10T20:00:00.000Z' } });
  });

  test('does not begin by itself once its time is over, however late it was authorised', () => {
    const late = scheduled().swept('2026-03-10T23:00:00.000Z');
    expect([late.record.state, late.events, late.due]).toEqual(['scheduled', ['window-missed'], undefined]);
    expect(late.record).not.toHaveProperty('windowOpenedAt');
    expect(late.next.as('agent').when('update', { plannedStart: '2026-03-17T20:00:00Z', plannedEnd: '2026-03-17T23:00:00Z' }).record).toMatchObject({ state: 'assess', round: 2 });
    expect(late.next.as('agent').when('update', { plannedStart: '2026-03-17T20:00:00Z', plannedEnd: '2026-03-17T23:00:00Z' }).record).not.toHaveProperty('windowMissed');
  });

  test('notes when it is begun after its time', () => {
    expect(record(begun())).not.toHaveProperty('outsideWindow');
    expect(scheduled().at('2026-03-10T23:00:00.000Z').as('agent').when('implement').record).toMatchObject({ outsideWindow: true });
  });

  test('leaves only its documentation open to edits', () => {
    expect(begun().when('update', { cis: ['core-switch'] }).refused).toEqual(['scope-frozen']);
    expect(begun().when('update', { testPlan: 'Check two guests in' }).record).toMatchObject({ state: 'implement', round: 1 });
  });

  test('wants to know what made it anything but successful', () => {
    expect(begun().when('complete', { closureCode: 'with-issues' }).refused).toEqual(['invalid-fields', '/closureNotes required']);
  });

  test('says that it failed, and what it caused', () => {
    const failed = begun().when('complete', { closureCode: 'failed', closureNotes: 'No link', incidents: ['INC0000007'] });
    expect(failed.events).toEqual(['implemented', 'failed', 'incidents-caused']);
    expect(failed.record).toMatchObject({ state: 'review', causedIncidents: ['INC0000007'] });
    expect(failed.next.as('system').when('noteIncident', { incident: 'INC0000007' }).refused).toEqual(['noted-already']);
  });
});

describe('reviewing', () => {
  const done = (closureCode: string, more: object = {}) => begun(more).when('complete', { closureCode, closureNotes: 'So it went' }).next;

  test('is due for what did not succeed, by somebody who did not implement it', () => {
    const failed = done('backed-out', { assignee: 'chen' });
    expect(failed.when('close').refused).toEqual(['review-required']);
    expect(failed.as('lead').who('chen').when('review', { findings: 'Fine' }).refused).toEqual(['separation-of-duties']);
    expect(failed.as('change-manager').who('dina').when('review', { findings: 'Test before' }).next.as('system').when('close').record).toMatchObject({ state: 'closed', review: { by: 'dina' } });
  });

  test('is due for every emergency, however well it went', () => {
    const emergency = asked({ type: 'emergency' });
    const over = approvedBy(emergency, 'dina', 'emil').as('agent').when('implement').next.when('complete', { closureCode: 'successful' }).next;
    expect(over.when('close').refused).toEqual(['review-required']);
    expect(over.swept('2026-03-05T10:00:00.000Z')).toMatchObject({ events: ['review-lapsed', 'review-overdue'], record: { state: 'review', reviewBy: '2026-03-08T10:00:00.000Z' } });
    expect(over.as('change-manager').who('dina').when('close', { findings: 'Buy spares' }).record.state).toBe('closed');
  });

  test('is left out for what simply succeeded', () => {
    expect(done('successful').when('close').record.state).toBe('closed');
    expect(done('successful').swept('2026-03-13T20:00:00.000Z')).toMatchObject({ events: ['review-lapsed', 'closed'], record: { state: 'closed' } });
  });

  test('may find that it failed after all', () => {
    expect(done('successful').as('change-manager').who('dina').when('review', { findings: 'It never worked', closureCode: 'failed' }).events).toEqual(['reviewed', 'failed']);
  });
});

test('is withdrawn until it begins, and not after', () => {
  for (const at of [draft(), submitted(), asked(), scheduled()]) expect(at.as('agent').when('cancel', { reason: 'No money' }).record.state).toBe('canceled');
  expect(begun().when('cancel', { reason: 'No money' }).refused).toEqual(['command-not-allowed']);
});
