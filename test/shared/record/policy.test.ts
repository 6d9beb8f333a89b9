import { describe, expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { relations, roles, type Actor, type AnyDefinition, type AnyRecord, type Relation, type Role } from '../../../shared/record/define.ts';
import { allowedCommands } from '../../../shared/record/rules.ts';
import { can, fieldVisible, isStaff, related, visible } from '../../../shared/record/policy.ts';

const actor = (name: string, ...held: Role[]): Actor => ({ tenant: 't', name, roles: held, profile: { team: 'network', organisation: 'acme' } });
const nobody = { id: 'X', number: 'X', state: 'new', version: 1, createdAt: '', createdBy: '', updatedAt: '', watchers: [] as string[] };
/** A record to which somebody called `me` has exactly one relation. */
const related1: Record<Relation, Partial<AnyRecord>> = {
  requester: { requester: 'me' }, assignee: { assignee: 'me' }, team: { team: 'network' }, collaborator: { collaborators: ['x', 'me'] }, watcher: { watchers: ['x', 'me'] }, organisation: { organisation: 'acme' }, owner: { owner: 'me' }, self: { name: 'me' }, approver: { approval: { approvers: ['x', 'me'] } },
};
const record = (relation: Relation): AnyRecord => ({ ...nobody, ...related1[relation] });
const definitionOf = (name: string): AnyDefinition => definitions.find((one) => one.name === name)!;

describe('who may give a command', () => {
  test.each(relations)('a relation to the record that is %s is that one and no other', (relation) => {
    for (const other of relations) expect([other, can(actor('me'), [other], record(relation))]).toEqual([other, other === relation]);
    expect(can(actor('me'), [relation])).toBe(false);
    expect(can({ ...actor('somebody'), profile: {} }, [relation], record(relation))).toBe(false);
  });

  test('nobody is of the team or organisation of a record that has none', () => {
    for (const relation of ['team', 'organisation'] as const) expect(can({ ...actor('me'), profile: {} }, [relation], { ...nobody })).toBe(false);
  });

  test.each(roles)('the role %s is held or not, and an admin does what people do', (role) => {
    for (const other of roles) {
      const admins = other === 'admin' && role !== 'system' && role !== 'importer';
      expect([other, can(actor('me', other), [role])]).toEqual([other, other === role || admins]);
    }
    expect(can(actor('me'), [role])).toBe(false);
  });

  test('being an admin is no relation', () => {
    for (const relation of relations) expect(can(actor('boss', 'admin'), [relation], record(relation === 'team' || relation === 'organisation' ? 'self' : relation))).toBe(false);
  });

  test('anyone is anybody who signed in', () => expect(can(actor('me'), ['anyone'])).toBe(true));
});

describe('who may know that a record exists', () => {
  const plain = { ...definitionOf('incident'), visible: undefined } as AnyDefinition;
  test('staff, and who reported it, works on it, was asked in or follows it', () => {
    for (const role of roles) expect(visible(actor('x', role), plain, nobody)).toBe(true);
    for (const relation of relations) expect([relation, visible(actor('me'), plain, record(relation))]).toEqual([relation, ['requester', 'assignee', 'collaborator', 'approver', 'watcher'].includes(relation)]);
    for (const relation of relations) expect(related(actor('me'), record(relation))).toBe(visible(actor('me'), plain, record(relation)));
  });

  test('the service itself and a replay, whatever a definition says', () => {
    const secret = { ...plain, visible: () => false } as AnyDefinition;
    expect([visible(actor('x', 'system'), secret, nobody), visible(actor('x', 'importer'), secret, nobody), visible(actor('x', 'admin'), secret, nobody)]).toEqual([true, true, false]);
  });

  test('without a role nobody is staff', () => {
    expect(isStaff(actor('me'))).toBe(false);
    for (const role of roles) expect(isStaff(actor('me', role))).toBe(true);
  });
});

describe('what of it', () => {
  test('internal fields are for staff', () => {
    for (const field of ['handover', 'handoverOutcome', 'escalations', 'escalatedTo', 'teamsHad', 'pingPong']) {
      expect([field, fieldVisible(actor('me'), definitionOf('incident'), field)]).toEqual([field, false]);
      expect(fieldVisible(actor('me', 'agent'), definitionOf('incident'), field)).toBe(true);
    }
    for (const field of ['title', 'state', 'createdAt', 'watchers', 'resolution']) expect(fieldVisible(actor('me'), definitionOf('incident'), field)).toBe(true);
  });

  test('the buttons are the commands that the actor may give in this state', () => {
    const incident = { ...nobody, requester: 'me', title: 'x' };
    const buttons = (state: string, who: Actor) => allowedCommands(definitionOf('incident'), { ...incident, state }, who).sort();
    expect(buttons('new', actor('me'))).toEqual(['cancel', 'comment', 'escalate', 'unwatch', 'update', 'watch']);
    expect(buttons('resolved', actor('me'))).toEqual(['close', 'comment', 'rate', 'reopen', 'unwatch', 'update', 'watch']);
    expect(buttons('closed', actor('me'))).toEqual(['comment', 'rate', 'unwatch', 'watch']);
    expect(buttons('closed', actor('otto'))).toEqual([]);
    expect(buttons('resolved', actor('anna', 'agent'))).toEqual(expect.arrayContaining(['close', 'reopen', 'unlink']));
    expect(buttons('resolved', actor('anna', 'agent'))).not.toContain('resolve');
  });

  test('nor what there is nothing to do for yet', () => {
    const buttons = (more: object, who: Actor, type = 'incident') => allowedCommands(definitionOf(type), { ...nobody, requester: 'me', title: 'x', state: 'assigned', ...more }, who);
    const chief = actor('nadia', 'agent', 'lead', 'security');
    const transferring = ['accept', 'rejectTransfer'];
    const working = ['assign', 'transfer', 'start', 'hold', 'resolve'];
    const raising = { handover: { outcome: 'pending' }, security: true };
    expect(buttons({}, chief)).toEqual(expect.arrayContaining([...working, 'proposeMajor', 'promoteMajor']));
    for (const name of ['withdrawMajor', 'updateStakeholders', 'openReview', 'declassify', ...transferring]) expect(buttons({}, chief)).not.toContain(name);
    expect(buttons(raising, chief)).toEqual(expect.arrayContaining([...transferring, 'declassify']));
    for (const name of working) expect(buttons(raising, chief)).not.toContain(name);
    for (const name of ['proposeMajor', 'promoteMajor']) expect(buttons({ major: { status: 'declared' } }, chief)).not.toContain(name);
    expect(buttons({ major: { status: 'declared' }, state: 'resolved' }, chief)).toContain('openReview');
    expect(buttons({ major: { status: 'declared', reviewBy: 'x' }, state: 'resolved' }, chief)).not.toContain('openReview');
    // Who takes part in a major incident reads its updates; only who leads it gives them.
    const joined = { major: { status: 'declared', commander: 'otto' }, collaborators: ['otto', 'me'] };
    expect(buttons(joined, actor('otto'))).toContain('updateStakeholders');
    expect(buttons(joined, actor('me'))).not.toContain('updateStakeholders');
    expect(buttons({ state: 'in-progress' }, actor('me'))).not.toContain('cancel');
    expect(buttons({ state: 'in-progress' }, actor('anna', 'agent'))).toContain('cancel');
    expect(buttons({ state: 'new' }, actor('me'), 'change')).toContain('update');
    expect(buttons({ state: 'assess' }, actor('me'), 'change')).not.toContain('update');
  });

  test('to vote is offered to whose vote is out, and once', () => {
    const approval = { approvers: ['emil', 'otto', 'me'], outcome: undefined };
    const change = { ...nobody, requester: 'me', state: 'authorize', approval, awaiting: ['emil'], votes: [{ voter: 'otto', decision: 'approve' }] };
    const voting = (who: Actor, more = {}) => allowedCommands(definitionOf('change'), { ...change, ...more }, who).filter((name) => ['vote', 'approve', 'reject'].includes(name));
    expect(voting(actor('emil'))).toEqual(['vote', 'approve', 'reject']);
    expect(voting(actor('otto'))).toEqual([]);
    expect(voting(actor('me'))).toEqual([]);
    // Who stands in for emil, emil's own record says; any of the staff may try.
    expect(voting(actor('anna', 'agent'))).toEqual(['vote']);
    expect(voting(actor('anna', 'agent'), { awaiting: undefined })).toEqual([]);
  });

  test('no button is one that only the service presses', () => {
    for (const definition of definitions) {
      for (const state of definition.states) {
        for (const name of allowedCommands(definition, { ...nobody, state }, actor('boss', 'admin'))) {
          const by = definition.commands[name]?.by ?? ['agent'];
          expect([definition.name, name, by.some((who) => who !== 'system' && who !== 'importer')]).toEqual([definition.name, name, true]);
        }
      }
    }
  });
});
