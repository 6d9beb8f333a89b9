import type { Row } from './servicenow.ts';
import type { HoldReason, Standing, State } from './words.ts';

/** What an incident is to be after one of its rows. */
export interface Moment {
  readonly row: Row;
  readonly previous?: Row;
  /** Never before the incident was opened, nor before the row above. */
  readonly at: string;
  readonly openedAt: string;
  readonly standing: Standing;
  readonly reassignments: number;
  readonly reopens: number;
  readonly resolvedAt?: string;
  readonly closedAt?: string;
  /** Nothing changes after it, as far as the log goes. */
  readonly last: boolean;
  /** Columns in which it differs from the row above; of a first row, all. */
  readonly changed: readonly string[];
}

/** Where the incident stands before the first of the rows, when they only go on with it. */
export interface Before { readonly state: string; readonly holdReason?: string; readonly reassignmentCount?: number; readonly reopenCount?: number }

/** Columns that change with every update, or follow from another column. */
const stamps = new Set(['sys_mod_count', 'sys_updated_by', 'sys_updated_at', 'active']);

export const isEnded = (state: string): boolean => state === 'closed' || state === 'canceled';
export const isOpen = (state: string): boolean => state !== 'resolved' && !isEnded(state);

/**
 * What the rows of one incident, in order, say that it went through. Where they do not say something it stays as it was; where they
 * contradict each other, the later row is believed: what is closed and goes on all the same was resolved only.
 */
export function historyOf(rows: readonly Row[], start: Before = { state: 'new' }): Moment[] {
  const first = rows[0]!;
  const openedAt = rows.find((row) => row.openedAt)?.openedAt ?? rows.find((row) => row.at)!.at!;
  const standings = believable(rows, start);
  const lastChange = rows.findLastIndex((row, at) => at === 0 || changedIn(row, rows[at - 1]!).length > 0);
  const moments: Moment[] = [];
  let turnedAt: string | undefined;
  rows.forEach((row, index) => {
    const [previous, before, standing] = [rows[index - 1], moments.at(-1), standings[index]!];
    const at = [row.at, before?.at, openedAt].filter((one) => one !== undefined).sort().at(-1)!;
    const reopened = before !== undefined && !isOpen(before.standing.state) && isOpen(standing.state);
    if (isOpen(standing.state)) turnedAt = undefined;
    else if (standing.state !== 'canceled') turnedAt ??= at;
    moments.push({
      row, previous, at, openedAt, standing,
      reassignments: row.reassignments ?? (before?.reassignments ?? start.reassignmentCount ?? 0) + (previous && moved(row, previous) ? 1 : 0),
      reopens: row.reopens ?? (before?.reopens ?? start.reopenCount ?? 0) + (reopened ? 1 : 0),
      ...endOf({ row: index === lastChange ? rows.at(-1)! : row, at, standing, turnedAt, last: index === lastChange }),
      last: index === lastChange,
      changed: previous ? changedIn(row, previous) : Object.keys(first.cells),
    });
  });
  return moments;
}

/** Which columns of a row differ from those of the row above it, as far as somebody changed something. */
export const changedIn = (row: Row, above: Row): string[] =>
  [...new Set([...Object.keys(row.cells), ...Object.keys(above.cells)])].filter((column) => !stamps.has(column) && row.cells[column] !== above.cells[column]);

/** Any change of group is a reassignment; no group counts as one. */
export const moved = (row: Row, above: Row): boolean => row.cells.assignment_group !== above.cells.assignment_group;

function believable(rows: readonly Row[], start: Before): Standing[] {
  const first: Standing = { state: (start.state === 'assigned' ? 'in-progress' : start.state) as State, holdReason: start.holdReason as HoldReason | undefined };
  const said: Standing[] = [];
  for (const row of rows) said.push(row.standing ?? said.at(-1) ?? first);
  return said.reduce<Standing[]>((kept, standing, at) => {
    const goesOn = isEnded(standing.state) && said.slice(at).some(({ state }) => state !== standing.state);
    const instead: Standing = standing.state === 'closed' ? { state: 'resolved' } : kept.at(-1) ?? first;
    return [...kept, goesOn ? instead : standing];
  }, []);
}

/**
 * The log repeats the final times in every row. The last row is taken at its word; before it, no resolution is later than the row that
 * tells of it.
 */
function endOf({ row, at, standing: { state }, turnedAt, last }: { row: Row; at: string; standing: Standing; turnedAt?: string; last: boolean }): { resolvedAt?: string; closedAt?: string } {
  const known = last || (row.resolvedAt !== undefined && row.resolvedAt <= at) ? row.resolvedAt : undefined;
  return {
    ...((known || turnedAt) && (last || turnedAt) && { resolvedAt: known ?? turnedAt }),
    ...(isEnded(state) ? { closedAt: row.closedAt ?? at } : last && row.closedAt ? { closedAt: row.closedAt } : {}),
  };
}
