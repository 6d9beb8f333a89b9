import { readCsv } from './csv.ts';
import { countOf, instantOf, levelOf, priorityOf, standingOf, type Level, type Standing } from './words.ts';

/** One update of one incident. What the log does not know (`?`, or nothing at all) is left out. */
export interface Row {
  readonly line: number;
  readonly number: string;
  /** Of this update among those of its incident, the same in every export of the log. */
  readonly id: string;
  readonly standing?: Standing;
  readonly at?: string;
  readonly openedAt?: string;
  readonly resolvedAt?: string;
  readonly closedAt?: string;
  readonly impact?: Level;
  readonly urgency?: Level;
  readonly priority?: number;
  readonly reassignments?: number;
  readonly reopens?: number;
  /** Every column that has something in it, as it stands in the file. */
  readonly cells: Readonly<Record<string, string>>;
}

export interface BadRow { readonly line: number; readonly number?: string; readonly reason: string }
export interface Log { readonly rows: readonly Row[]; readonly bad: readonly BadRow[]; readonly columns: readonly string[] }

/** The file as a whole is no log that can be read. */
export class NoLog extends Error {
  override readonly name = 'NoLog';
}

const required = ['number', 'incident_state', 'sys_updated_at'];

/**
 * Reads an incident log: one row an update, in order, with the columns in any order. A row is taken as it is or, where anything in it
 * cannot be read, not at all.
 * @throws {NoLog} when columns that every row needs are not there
 */
export function readLog(bytes: Uint8Array, timeZone = 'UTC'): Log {
  const { header, records, faults } = readCsv(bytes);
  const columns = header.map((name) => name.toLowerCase().replace(/[\s.]+/g, '_'));
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new NoLog(`The file has no column ${missing.join(', ')}; its first line names ${columns.filter(Boolean).slice(0, 8).join(', ') || 'nothing'}. Export the incidents with a header line.`);
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  if (twice) throw new NoLog(`The column ${twice} is in the file twice; leave one of them out.`);
  const read = records.map(({ line, fields }) => readRow(line, cellsOf(columns, fields), timeZone));
  return {
    columns,
    rows: withIds(read.flatMap((one) => 'reason' in one ? [] : one)),
    bad: [...faults, ...read.flatMap((one) => 'reason' in one ? one : [])].sort((a, b) => a.line - b.line),
  };
}

const cellsOf = (columns: readonly string[], fields: readonly string[]): Record<string, string> =>
  Object.fromEntries(columns.map((name, at) => [name, fields[at]!.toWellFormed().replaceAll('\0', '').trim()] as const).filter(([name, cell]) => name !== '' && cell !== '' && cell !== '?'));

function readRow(line: number, cells: Record<string, string>, timeZone: string): Omit<Row, 'id'> | BadRow {
  const reasons: string[] = [];
  const read = <T>(column: string, as: (word: string) => T | undefined, what: string): T | undefined => {
    const cell = cells[column];
    const value = cell === undefined ? undefined : as(cell);
    if (cell !== undefined && value === undefined) reasons.push(`${column} ${JSON.stringify(cell.slice(0, 40))} is ${what}.`);
    return value;
  };
  const instant = (column: string): string | undefined => read(column, (word) => instantOf(word, timeZone), 'no date and time that exists');
  const number = read('number', (word) => word.length <= 64 ? word : undefined, 'longer than 64 characters');
  if (!cells.number) reasons.push('It has no number.');
  const row = {
    line, number: number ?? '', cells,
    standing: read('incident_state', standingOf, 'no state that is known'),
    at: instant('sys_updated_at'), openedAt: instant('opened_at'), resolvedAt: instant('resolved_at'), closedAt: instant('closed_at'),
    impact: read('impact', levelOf, 'none of high, medium, low'), urgency: read('urgency', levelOf, 'none of high, medium, low'),
    priority: read('priority', priorityOf, 'none of 1 to 5'),
    reassignments: read('reassignment_count', countOf, 'no number'), reopens: read('reopen_count', countOf, 'no number'),
  };
  if (!cells.sys_updated_at && !cells.opened_at) reasons.push('It says neither when it was made nor when the incident was opened.');
  return reasons.length > 0 ? { line, ...(number && { number }), reason: reasons.join(' ') } : row;
}

/** Rows are told apart by time and modification count, and by their order where those are the same. */
function withIds(rows: readonly Omit<Row, 'id'>[]): Row[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const id = `servicenow/${row.number}/${row.cells.sys_updated_at ?? ''}/${row.cells.sys_mod_count ?? ''}`;
    const many = (seen.get(id) ?? 0) + 1;
    seen.set(id, many);
    return { ...row, id: many === 1 ? id : `${id}/${many}` };
  });
}

/** The rows of each incident, both in the order of the file. */
export const byIncident = (rows: readonly Row[]): Map<string, Row[]> => Map.groupBy(rows, ({ number }) => number);
