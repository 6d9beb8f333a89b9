import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changedIn } from '../../../local/import/history.ts';
import { nameOf } from '../../../local/import/naming.ts';
import { rowsOf, type Cells } from './log.ts';
import { relive } from './relived.ts';

const states = ['New', 'Active', 'Awaiting User Info', 'Awaiting Evidence', 'Awaiting Problem', 'Awaiting Vendor', 'Resolved', 'Closed', 'Canceled', '?'];
const ours: Readonly<Record<string, string>> = { New: 'new', Active: 'in-progress', Resolved: 'resolved', Closed: 'closed', Canceled: 'canceled' };
const group = fc.constantFrom('Group 1', 'Group 2', 'Group 3', '?');
const time = fc.constantFrom('?', '01-03-2016 12:00', '27-02-2016 12:00', '09-09-2016 12:00');

const cells: fc.Arbitrary<Cells> = fc.record({
  incident_state: fc.constantFrom(...states), assignment_group: group, assigned_to: fc.constantFrom('Resolver 1', 'Resolver 2', '?'),
  reassignment_count: fc.constantFrom('0', '1', '2', '7', '?'), reopen_count: fc.constantFrom('0', '1', '2', '?'),
  impact: fc.constantFrom('1 - High', '2 - Medium', '3 - Low', '?'), urgency: fc.constantFrom('1 - High', '2 - Medium', '3 - Low'),
  category: fc.constantFrom('Category 1', 'security', '?'), resolved_at: time, closed_at: time, sys_updated_at: time, knowledge: fc.constantFrom('TRUE', 'FALSE'),
}, { requiredKeys: [] });

const instant = (word: string): string | undefined => /^(\d\d)-(\d\d)-(\d{4}) (.*)$/.exec(word)?.slice(1).reduce((_, __, ___, [day, month, year, clock]) => `${year}-${month}-${day}T${clock}:00.000Z`, '');

it('leaves every incident as its last row has it, whatever came before, with one step a row that changed something', () => {
  fc.assert(fc.property(fc.array(cells, { minLength: 1, maxLength: 12 }), (log) => {
    const rows = rowsOf(...log);
    const { record, steps, records } = relive(rows);
    const last = rows.at(-1)!.cells;
    const state = rows.findLast(({ standing }) => standing)?.cells.incident_state ?? 'New';
    expect(record.state).toBe(ours[state] ?? 'on-hold');
    // What has ended takes on what a later row says, but loses nothing.
    const ended = ['closed', 'canceled'].includes(record.state);
    if (last.assignment_group || !ended) expect(record.team).toBe(last.assignment_group && nameOf(last.assignment_group));
    if (last.assigned_to || !ended) expect(record.assignee).toBe(last.assigned_to && nameOf(last.assigned_to));
    if (last.reassignment_count) expect(record.reassignmentCount).toBe(Number(last.reassignment_count));
    if (last.reopen_count) expect(record.reopenCount).toBe(Number(last.reopen_count));
    if (last.impact) expect(record.impact).toBe(last.impact.slice(4).toLowerCase());
    expect(record.urgency).toBe(last.urgency!.slice(4).toLowerCase());
    if (last.resolved_at) expect(record.resolvedAt).toBe(instant(last.resolved_at));
    if (last.closed_at) expect(record.closedAt).toBe(instant(last.closed_at));
    expect(steps).toHaveLength(1 + rows.slice(1).filter((row, at) => changedIn(row, rows[at]!).length > 0).length);
    expect(records.map(({ version }) => version)).toEqual(steps.map((_, at) => at + 1));
    const times = records.map(({ updatedAt }) => updatedAt);
    expect(times).toEqual([...times].sort());
  }), { numRuns: 300 });
});

it('comes to the same end whether a log comes at once or in two parts', () => {
  fc.assert(fc.property(fc.array(cells, { minLength: 2, maxLength: 8 }), fc.integer({ min: 1, max: 7 }), (log, anywhere) => {
    const cut = 1 + anywhere % (log.length - 1);
    const rows = rowsOf(...log.map((row) => ({ ...row, incident_state: row.incident_state === 'Closed' || row.incident_state === 'Canceled' ? 'Active' : row.incident_state ?? 'Active', reassignment_count: '1', reopen_count: '1', sys_updated_at: '01-03-2016 12:00' })));
    const half = relive(rows.slice(0, cut)).record;
    const { state, team, assignee, reassignmentCount, reopenCount, priority } = relive(rows.slice(cut), half).record ?? half;
    const whole = relive(rows).record;
    expect({ state, team, assignee, reassignmentCount, reopenCount, priority }).toEqual({
      state: whole.state, team: whole.team, assignee: whole.assignee, reassignmentCount: whole.reassignmentCount, reopenCount: whole.reopenCount, priority: whole.priority,
    });
  }), { numRuns: 100 });
});
