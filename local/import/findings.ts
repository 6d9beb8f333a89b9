import { historyOf, isEnded, isOpen, moved } from './history.ts';
import type { Row } from './servicenow.ts';

/** Something about an incident's rows that whoever imports them should know. */
export interface Finding { readonly number: string; readonly line: number; readonly what: string }

/** Where the rows of one incident contradict each other. The rows are believed all the same; this says which of their words. */
export function contradictionsOf(rows: readonly Row[]): Finding[] {
  const moments = historyOf(rows);
  const found: Finding[] = [];
  const tell = ({ number, line }: Row, what: string): void => { found.push({ number, line, what }); };
  moments.forEach(({ row, previous, standing, openedAt }, index) => {
    if (row.at && row.openedAt && row.at < row.openedAt) tell(row, `It was updated ${shown(row, 'sys_updated_at')}, before it was opened ${shown(row, 'opened_at')}; taken as of then.`);
    if (row.standing && row.cells.active && isEnded(row.standing.state) === /^true$/i.test(row.cells.active)) tell(row, `It is ${row.cells.incident_state}, and active is ${row.cells.active}; the state counts.`);
    if (row.resolvedAt && row.closedAt && row.closedAt < row.resolvedAt && index === moments.length - 1) tell(row, `It was closed ${shown(row, 'closed_at')}, before it was resolved ${shown(row, 'resolved_at')}; both are kept.`);
    if (row.resolvedAt && row.openedAt && row.resolvedAt < row.openedAt && index === moments.length - 1) tell(row, `It was resolved ${shown(row, 'resolved_at')}, before it was opened ${shown(row, 'opened_at')}; both are kept.`);
    if (row.openedAt && row.openedAt !== openedAt) tell(row, `It was opened ${shown(row, 'opened_at')}, and at another time in an earlier row; the earlier row counts.`);
    if (row.standing && row.standing.state !== standing.state) tell(row, `It is ${row.cells.incident_state}, and goes on in a later row; taken as ${standing.state}, because what is ended does not go on.`);
    if (!previous) return;
    if (row.at && previous.at && row.at < previous.at) tell(row, `Its time ${shown(row, 'sys_updated_at')} is before that of the row above, ${shown(previous, 'sys_updated_at')}; the order of the rows counts.`);
    const hands = moved(row, previous) ? 1 : 0;
    if (counted(row.reassignments, previous.reassignments, hands)) tell(row, `reassignment_count goes from ${previous.reassignments} to ${row.reassignments}, and the group ${hands ? `changes from ${previous.cells.assignment_group ?? '?'} to ${row.cells.assignment_group ?? '?'}` : `stays ${row.cells.assignment_group ?? '?'}`}; the count is taken.`);
    if (!row.standing || !previous.standing) return;
    const again = !isOpen(previous.standing.state) && isOpen(row.standing.state) ? 1 : 0;
    if (counted(row.reopens, previous.reopens, again)) tell(row, `reopen_count goes from ${previous.reopens} to ${row.reopens}, and the state from ${previous.cells.incident_state} to ${row.cells.incident_state}; the count is taken.`);
  });
  return found;
}

/** What the rows of one incident leave open. */
export function gapsOf(rows: readonly Row[]): Finding[] {
  const moments = historyOf(rows);
  const [first, last] = [moments[0]!, moments.at(-1)!];
  const tell = ({ number, line }: Row, what: string): Finding => ({ number, line, what });
  return [
    ...(first.standing.state !== 'new' || first.reassignments > 0 || first.reopens > 0 ? [tell(first.row, `The log begins in the middle of its life: it is ${first.row.cells.incident_state} in the first row.`)] : []),
    ...rows.filter(({ standing }) => !standing).map((row) => tell(row, 'It has no incident_state; the one before counts.')),
    ...rows.filter(({ at }) => !at).map((row) => tell(row, 'It has no sys_updated_at; the time before counts.')),
    ...(rows.some(({ openedAt }) => openedAt) ? [] : [tell(first.row, 'It has no opened_at; the time of its first row counts.')]),
    ...(!isOpen(last.standing.state) && last.standing.state !== 'canceled' && !last.row.resolvedAt ? [tell(last.row, 'It has no resolved_at; the time of the row that made it Resolved is taken.')] : []),
    ...(last.standing.state === 'closed' && !last.row.closedAt ? [tell(last.row, 'It has no closed_at; the time of its last row is taken.')] : []),
    ...(isOpen(last.standing.state) && (last.row.resolvedAt || last.row.closedAt) ? [tell(last.row, `It ends ${last.row.cells.incident_state}, and has resolved_at or closed_at all the same; they are kept.`)] : []),
  ];
}

const counted = (now: number | undefined, before: number | undefined, change: number): boolean =>
  now !== undefined && before !== undefined && now !== before + change;

const shown = ({ cells }: Row, column: string): string => cells[column] ?? '?';
