import { describe, expect, it } from 'vitest';
import { historyOf } from '../../../local/import/history.ts';
import { ordersFor } from '../../../local/import/plan.ts';
import { rowsOf, type Cells } from './log.ts';
import { relive } from './relived.ts';

const commandsOf = (...rows: readonly Cells[]): string[] => relive(rowsOf(...rows)).steps.map(({ command }) => command);
const recordOf = (...rows: readonly Cells[]) => relive(rowsOf(...rows)).record;
const closed: Cells = { incident_state: 'Closed', resolved_at: '02-03-2016 12:00', closed_at: '05-03-2016 12:00' };

describe('a new incident', () => {
  it('is made at its opening, with the number it had and all that the log knows', () => {
    expect(recordOf({ cmdb_ci: 'cmdb_ci 31' })).toMatchObject({
      state: 'new', createdAt: '2016-02-29T08:00:00.000Z', externalNumber: 'INC0000045', requester: 'caller-2403', channel: 'phone', category: 'Category 55', team: 'group-56',
      impact: 'medium', urgency: 'medium', title: 'Symptom 72 (Category 55, Subcategory 170)', reassignmentCount: 0, reopenCount: 0,
      description: 'INC0000045 in ServiceNow\nConfiguration item: cmdb_ci 31\nContact: Phone\nKnowledge: TRUE\nLocation: Location 143\nSubcategory: Subcategory 170\nSymptom: Symptom 72',
    });
  });

  it('stays new though somebody is assigned already', () => expect(recordOf({ assigned_to: 'Resolver 17' })).toMatchObject({ state: 'new', assignee: 'resolver-17' }));

  it('that begins in the middle of its life is one step', () => {
    const { steps, record } = relive(rowsOf({ incident_state: 'Active', assigned_to: 'Resolver 17', reassignment_count: '3' }));
    expect(steps).toMatchObject([{ command: 'create', to: 'in-progress' }]);
    expect(record).toMatchObject({ version: 1, createdAt: '2016-02-29T08:00:00.000Z', updatedAt: '2016-02-29T08:10:00.000Z', assignee: 'resolver-17', reassignmentCount: 3 });
  });

  it('has how it ended in its resolution, and in no description before anybody could know', () => {
    const { records } = relive(rowsOf({ closed_code: 'code 5', resolved_by: 'Resolved by 149' }, { incident_state: 'Resolved' }));
    expect(records[0]!.description).not.toContain('code 5');
    expect(records[1]).toMatchObject({ resolution: 'Resolved by 149, code 5', resolutionCode: 'code 5' });
    expect(recordOf({ closed_code: 'code 5' }).description).toContain('Closed code: code 5');
  });

  it('takes its title from the log where the log has one', () => expect(recordOf({ short_description: 'Printer on fire', u_symptom: '?' })).toMatchObject({ title: 'Printer on fire' }));
});

describe('a row that changes something', () => {
  it.each<[string, Cells[], string[]]>([
    ['taken up', [{}, { incident_state: 'Active' }], ['create', 'start']],
    ['waiting for the caller', [{}, { incident_state: 'Awaiting User Info' }], ['create', 'hold']],
    ['taken up again', [{}, { incident_state: 'Awaiting Vendor' }, { incident_state: 'Active' }], ['create', 'hold', 'resume']],
    ['solved at once', [{}, { incident_state: 'Resolved' }], ['create', 'resolve']],
    ['closed without being resolved', [{}, closed], ['create', 'close']],
    ['given to another group', [{ incident_state: 'Active' }, { assignment_group: 'Group 70', reassignment_count: '1' }], ['create', 'assign']],
    ['given to another group and taken up', [{}, { incident_state: 'Active', assignment_group: 'Group 70', reassignment_count: '1' }], ['create', 'start']],
    ['more urgent', [{}, { urgency: '1 - High', priority: '2 - High' }], ['create', 'update']],
    ['reopened', [{ incident_state: 'Resolved' }, { incident_state: 'Active', reopen_count: '1' }], ['create', 'start']],
    ['canceled', [{}, { incident_state: 'Canceled' }], ['create', 'cancel']],
    ['back among the new ones', [{ incident_state: 'Active' }, { incident_state: 'New' }], ['create', 'requeue']],
    ['told of in the description only', [{}, { knowledge: 'FALSE' }], ['create', 'update']],
    ['of a priority that nothing explains', [{}, { priority: '1 - Critical' }], ['create', 'comment']],
  ])('is one step: %s', (_, rows, commands) => expect(commandsOf(...rows)).toEqual(commands));

  it('is no step when only the stamp of the modification is new', () => expect(commandsOf({}, {}, { sys_updated_by: 'Updated by 9' })).toEqual(['create']));

  it('tells all that happened as events of one step', () => {
    const { steps } = relive(rowsOf({ incident_state: 'Resolved' }, { incident_state: 'Awaiting Vendor', vendor: 'Vendor 3', reopen_count: '1' }));
    expect(steps[1]).toMatchObject({ command: 'hold', from: 'resolved', to: 'on-hold', note: expect.stringContaining('Awaiting Vendor: Vendor 3') });
    expect(steps[1]!.happenings.map(({ type }) => type)).toEqual(['reopened', 'updated', 'held']);
  });

  it('waits anew when it waits for something else, even of the same kind', () => {
    const { steps } = relive(rowsOf({ incident_state: 'Awaiting User Info' }, { incident_state: 'Awaiting Evidence' }));
    expect(steps[1]).toMatchObject({ command: 'hold', from: 'on-hold', to: 'on-hold', note: 'Awaiting Evidence' });
  });
});

describe('what the last row says', () => {
  it.each<[string, Cells[], object]>([
    ['times of resolution and closing', [{}, { incident_state: 'Resolved' }, closed], { state: 'closed', resolvedAt: '2016-03-02T12:00:00.000Z', closedAt: '2016-03-05T12:00:00.000Z' }],
    ['a count that the groups do not explain', [{ incident_state: 'Active' }, { reassignment_count: '4', knowledge: 'FALSE' }], { reassignmentCount: 4, team: 'group-56' }],
    ['a count that stands still while the group changes', [{ incident_state: 'Active' }, { assignment_group: 'Group 70' }], { reassignmentCount: 0, team: 'group-70' }],
    ['a count of reopenings that went astray', [{ incident_state: 'Resolved' }, { incident_state: 'Active' }], { state: 'in-progress', reopenCount: 0 }],
    ['no group', [{ incident_state: 'Active', assigned_to: 'Resolver 1' }, { assignment_group: '?', assigned_to: '?', reassignment_count: '1' }], { state: 'in-progress', reassignmentCount: 1, teamsHad: ['group-56'] }],
    ['somebody without a group', [{}, { incident_state: 'Active', assignment_group: '?', assigned_to: 'Resolver 1', reassignment_count: '1' }], { state: 'in-progress', assignee: 'resolver-1', reassignmentCount: 1 }],
    ['waiting for evidence', [{}, { incident_state: 'Awaiting Evidence' }], { state: 'on-hold', holdReason: 'caller' }],
    ['another group while it is resolved', [{ incident_state: 'Resolved' }, { assignment_group: 'Group 9', reassignment_count: '1' }], { state: 'resolved', team: 'group-9', reassignmentCount: 1 }],
    ['a change after it was closed', [closed, { ...closed, urgency: '1 - High', priority: '2 - High' }], { state: 'closed', urgency: 'high', priority: 2 }],
    ['a time of resolution though it is still being worked on', [{ incident_state: 'Active', resolved_at: '02-03-2016 12:00' }], { state: 'in-progress', resolvedAt: '2016-03-02T12:00:00.000Z' }],
  ])('counts: %s', (_, rows, expected) => expect(recordOf(...rows)).toMatchObject(expected));

  it('leaves out nobody’s team', () => expect(recordOf({ incident_state: 'Active' }, { assignment_group: '?', reassignment_count: '1' }).team).toBeUndefined());

  it('is resolved at the row that made it Resolved where no time is given', () =>
    expect(recordOf({}, { incident_state: 'Resolved', sys_updated_at: '01-03-2016 09:15' }, { incident_state: 'Closed', closed_at: '05-03-2016 12:00' })).toMatchObject({ resolvedAt: '2016-03-01T09:15:00.000Z' }));

  it('closes nothing by itself: an imported resolution has no timer', () => expect(recordOf({ incident_state: 'Resolved' }).autoCloseAt).toBeUndefined());
});

describe('rows that contradict what cannot be', () => {
  it('takes what is closed and goes on all the same as resolved until then', () => {
    const { steps, record } = relive(rowsOf({}, closed, { incident_state: 'Active', reopen_count: '1' }, closed));
    expect(steps.map(({ to }) => to)).toEqual(['new', 'resolved', 'in-progress', 'closed']);
    expect(record).toMatchObject({ reopenCount: 1, closedAt: '2016-03-05T12:00:00.000Z' });
  });

  it('keeps closed what a log of before has closed, and says what the rows have', () => {
    const before = relive(rowsOf({}, closed)).record;
    const { record, steps } = relive(rowsOf({ incident_state: 'Active', assignment_group: 'Group 9', reassignment_count: '1' }), before);
    expect(record).toMatchObject({ state: 'closed', team: 'group-9' });
    expect(steps).toMatchObject([{ command: 'comment', visibility: 'internal' }]);
  });

  it('never lets time run back', () => {
    const at = historyOf(rowsOf({ sys_updated_at: '28-02-2016 10:00' }, { sys_updated_at: '01-03-2016 10:00' }, { sys_updated_at: '01-03-2016 09:00' })).map((moment) => moment.at);
    expect(at).toEqual(['2016-02-29T08:00:00.000Z', '2016-03-01T10:00:00.000Z', '2016-03-01T10:00:00.000Z']);
  });

  it('has nothing to do where the incident stands as the row has it', () => {
    const rows = rowsOf({ incident_state: 'Active' });
    expect(ordersFor(historyOf(rows)[0]!, relive(rows).record)).toEqual([]);
  });
});
