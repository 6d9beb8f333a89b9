import { readLog, type Row } from '../../../local/import/servicenow.ts';

/** Columns of a row in a test; what is left out is as in the row above, or as in this one of the first. */
export type Cells = Readonly<Record<string, string>>;

const beginning: Cells = {
  number: 'INC0000045', incident_state: 'New', active: 'TRUE', reassignment_count: '0', reopen_count: '0', sys_mod_count: '0', caller_id: 'Caller 2403', opened_by: 'Opened by 8',
  opened_at: '29-02-2016 08:00', sys_updated_by: 'Updated by 21', sys_updated_at: '29-02-2016 08:10', contact_type: 'Phone', location: 'Location 143', category: 'Category 55',
  subcategory: 'Subcategory 170', u_symptom: 'Symptom 72', impact: '2 - Medium', urgency: '2 - Medium', priority: '3 - Moderate', assignment_group: 'Group 56', assigned_to: '?',
  knowledge: 'TRUE', vendor: '?', problem_id: '?', closed_code: '?', resolved_by: '?', resolved_at: '?', closed_at: '?',
};

/** A log in which each row differs from the one above by the cells given; an hour and a modification later unless told. */
export function logOf(...rows: readonly Cells[]): string {
  const columns = [...new Set([beginning, ...rows].flatMap(Object.keys))];
  let above = beginning;
  const lines = rows.map((cells, at) => {
    const [day, hour] = [1 + Math.floor(at / 15), 8 + at % 15].map((part) => String(part).padStart(2, '0'));
    const begun = cells.number === undefined || cells.number === above.number ? above : beginning;
    above = { ...begun, ...(at > 0 && { sys_updated_at: `${day}-03-2016 ${hour}:30`, sys_mod_count: String(at) }), ...cells };
    return columns.map((column) => above[column] ?? '?').join(',');
  });
  return `${[columns.join(','), ...lines].join('\n')}\n`;
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The rows of such a log; none of them may be bad. */
export function rowsOf(...rows: readonly Cells[]): readonly Row[] {
  const { rows: good, bad } = readLog(bytesOf(logOf(...rows)));
  if (bad.length > 0) throw new Error(JSON.stringify(bad));
  return good;
}
