import type { Row } from './servicenow.ts';

/** Columns that go into fields of the incident, or into its times. */
const carried = new Set([
  'number', 'incident_state', 'active', 'reassignment_count', 'reopen_count', 'sys_mod_count', 'sys_updated_by', 'sys_updated_at', 'caller_id', 'opened_by', 'opened_at',
  'category', 'impact', 'urgency', 'priority', 'assignment_group', 'assigned_to', 'short_description', 'description', 'resolved_at', 'closed_at',
]);
/** Of how it ended. The log has them in every row, also in those from before anybody could know. */
const ending = new Set(['closed_code', 'resolved_by', 'close_notes']);

const labels: Readonly<Record<string, string>> = { cmdb_ci: 'Configuration item', rfc: 'Change', problem_id: 'Problem', caused_by: 'Caused by change', made_sla: 'Made SLA', contact_type: 'Contact' };

export const labelOf = (column: string): string => labels[column] ?? column.replace(/^(u|sys)_/, '').replace(/_/g, ' ').replace(/^./, (letter) => letter.toUpperCase());

/** What does not work, in a line: in the log's own words, or made of symptom and category. */
export function titleOf({ number, cells }: Row): string {
  const kind = [cells.category, cells.subcategory].filter(Boolean).join(', ');
  const title = cells.short_description ?? (cells.u_symptom && kind ? `${cells.u_symptom} (${kind})` : cells.u_symptom || kind || `Incident ${number}`);
  return title.replace(/\s+/g, ' ').slice(0, 200).toWellFormed();
}

/**
 * Everything that the row has and no field takes, a line each.
 * @param withEnding also how it ended, where no resolution tells it
 */
export function descriptionOf({ number, cells }: Row, withEnding: boolean): string {
  const lines = Object.entries(cells).filter(([column]) => !carried.has(column) && (withEnding || !ending.has(column))).sort().map(([column, cell]) => `${labelOf(column)}: ${cell}`);
  return [...(cells.description ? [cells.description, ''] : []), `${number} in ServiceNow`, ...lines].join('\n').slice(0, 10_000).toWellFormed();
}

export const resolutionOf = ({ cells }: Row): string => {
  const by = cells.resolved_by && (/^resolved by/i.test(cells.resolved_by) ? cells.resolved_by : `Resolved by ${cells.resolved_by}`);
  return [cells.close_notes, [by, cells.closed_code].filter(Boolean).join(', ')].filter(Boolean).join('\n').slice(0, 10_000).toWellFormed() || 'How it was resolved is not in the log.';
};

export const codeOf = ({ cells }: Row): string => (cells.closed_code ?? 'unknown').slice(0, 64).toWellFormed();

/** What changed between two rows, where no field tells it. */
export const differenceOf = (row: Row, above: Row, columns: readonly string[]): string =>
  columns.map((column) => `${labelOf(column)}: ${above.cells[column] ?? '?'} → ${row.cells[column] ?? '?'}`).join('\n').slice(0, 10_000).toWellFormed();
