import { describe, expect, it } from 'vitest';
import { contradictionsOf, gapsOf } from '../../../local/import/findings.ts';
import { rowsOf, type Cells } from './log.ts';

const said = (of: typeof gapsOf, rows: readonly Cells[]): string[] => of(rowsOf(...rows)).map(({ number, line, what }) => `${number} ${line} ${what}`);
const closed: Cells = { incident_state: 'Closed', active: 'FALSE', resolved_at: '02-03-2016 12:00', closed_at: '05-03-2016 12:00' };

describe('rows that agree', () => {
  it('are not mentioned', () => {
    const rows = [{}, { incident_state: 'Active', assignment_group: 'Group 9', reassignment_count: '1' }, { incident_state: 'Resolved' }, { incident_state: 'Active', reopen_count: '1' }, { incident_state: 'Resolved' }, closed];
    expect(said(contradictionsOf, rows)).toEqual([]);
    expect(said(gapsOf, rows)).toEqual([]);
  });
});

describe('rows that contradict each other are told by number and line', () => {
  it.each<[string, Cells[], RegExp]>([
    ['a count that moves without the group', [{}, { reassignment_count: '1' }], /^INC0000045 3 reassignment_count goes from 0 to 1, and the group stays Group 56/],
    ['a group that moves without the count', [{}, { assignment_group: '?' }], /3 reassignment_count goes from 0 to 0, and the group changes from Group 56 to \?/],
    ['a reopening that is not counted', [{ incident_state: 'Resolved' }, { incident_state: 'Active' }], /3 reopen_count goes from 0 to 0, and the state from Resolved to Active/],
    ['an update before the opening', [{ sys_updated_at: '29-02-2016 07:27' }], /2 It was updated 29-02-2016 07:27, before it was opened 29-02-2016 08:00/],
    ['a time that runs back', [{}, { sys_updated_at: '29-02-2016 08:05' }], /3 Its time 29-02-2016 08:05 is before that of the row above/],
    ['something closed that goes on', [closed, { incident_state: 'Active', active: 'TRUE', reopen_count: '1' }], /2 It is Closed, and goes on in a later row; taken as resolved/],
    ['something closed that is active', [{ ...closed, active: 'TRUE' }], /2 It is Closed, and active is TRUE/],
    ['a closing before the resolution', [{ ...closed, closed_at: '01-03-2016 12:00' }], /2 It was closed 01-03-2016 12:00, before it was resolved/],
    ['two openings', [{}, { opened_at: '29-02-2016 08:01' }], /3 It was opened 29-02-2016 08:01, and at another time/],
  ])('%s', (_, rows, expected) => expect(said(contradictionsOf, rows)).toContainEqual(expect.stringMatching(expected)));
});

describe('what the log leaves open is told by number and line', () => {
  it.each<[string, Cells[], RegExp]>([
    ['a life that begins in its middle', [{ incident_state: 'Active' }], /^INC0000045 2 The log begins in the middle of its life: it is Active/],
    ['a resolution without a time', [{}, { ...closed, resolved_at: '?' }], /3 It has no resolved_at/],
    ['a closing without a time', [{}, { ...closed, closed_at: '?' }], /3 It has no closed_at/],
    ['no state', [{}, { incident_state: '?' }], /3 It has no incident_state/],
    ['no opening', [{ opened_at: '?' }], /2 It has no opened_at/],
    ['no time', [{}, { sys_updated_at: '?' }], /3 It has no sys_updated_at/],
    ['an end that has not come', [{ resolved_at: '02-03-2016 12:00' }], /2 It ends New, and has resolved_at or closed_at all the same/],
  ])('%s', (_, rows, expected) => expect(said(gapsOf, rows)).toContainEqual(expect.stringMatching(expected)));
});
