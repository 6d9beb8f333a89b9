import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED';

export interface Execution {
  name: string; machine: string; type: string; record: string; input: string; status: Status; definition: string;
  state?: string; since?: string; startedAt: string; endedAt?: string; error?: string; transitions: number;
}

/** One try of a Task state. `entry` counts how often the state was entered: a retry belongs to the same entry, a loop makes a new one. */
export interface Call {
  execution: string; state: string; n: number; entry: number; entered: string; token: string; stage?: string; deadline?: string; result?: string; error?: string; cause?: string;
}

// NORMAL in WAL mode: see the journal of the bus. An answer that a power cut undoes is given again, because its token is still kept.
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS definitions (hash TEXT PRIMARY KEY, definition TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS executions (
    seq INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, machine TEXT NOT NULL, type TEXT NOT NULL, record TEXT NOT NULL, input TEXT NOT NULL, definition TEXT NOT NULL,
    status TEXT NOT NULL, state TEXT, since TEXT, started_at TEXT NOT NULL, ended_at TEXT, error TEXT, transitions INTEGER NOT NULL DEFAULT 0);
  CREATE INDEX IF NOT EXISTS executions_by_record ON executions (record);
  CREATE TABLE IF NOT EXISTS calls (
    execution TEXT NOT NULL, state TEXT NOT NULL, n INTEGER NOT NULL, entry INTEGER NOT NULL, entered TEXT NOT NULL, token TEXT NOT NULL UNIQUE,
    stage TEXT, deadline TEXT, result TEXT, error TEXT, cause TEXT, PRIMARY KEY (execution, state, n)) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS calls_due ON calls (deadline) WHERE deadline IS NOT NULL AND result IS NULL AND error IS NULL;`;

const COLUMNS = `name, machine, type, record, input, e.definition AS hash, d.definition, status, state, since, started_at AS startedAt, ended_at AS endedAt, error, transitions`;
const OPEN = 'result IS NULL AND error IS NULL';

const present = <T>(row: unknown): T => Object.fromEntries(Object.entries(row as object).filter(([, value]) => value !== null)) as T;

export type WorkflowJournal = ReturnType<typeof openWorkflowJournal>;

/**
 * What executions did, in a SQLite file that outlives a kill: every call with its outcome, from which the interpreter can find its way back.
 * Each execution keeps the definition it began with.
 */
export function openWorkflowJournal(file: string) {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(SCHEMA);
  const changes = (sql: string, ...values: (string | number | null)[]): number => Number(database.prepare(sql).run(...values).changes);
  const all = <T>(sql: string, ...values: (string | number)[]): T[] => database.prepare(sql).all(...values).map((row) => present<T>(row));
  const select = (where: string): string => `SELECT ${COLUMNS} FROM executions e JOIN definitions d ON d.hash = e.definition ${where}`;
  return {
    /** Answers the new execution, or undefined when there was one of that name. */
    begin({ name, machine, type, record, input, definition, at }: { name: string; machine: string; type: string; record: string; input: string; definition: string; at: string }): Execution | undefined {
      const hash = createHash('sha256').update(definition).digest('hex');
      changes('INSERT OR IGNORE INTO definitions VALUES (?, ?)', hash, definition);
      const made = changes(`INSERT OR IGNORE INTO executions (name, machine, type, record, input, definition, status, started_at) VALUES (?, ?, ?, ?, ?, ?, 'RUNNING', ?)`, name, machine, type, record, input, hash, at);
      return made === 1 ? all<Execution>(select('WHERE name = ?'), name)[0] : undefined;
    },
    unfinished: (): Execution[] => all(select(`WHERE status = 'RUNNING' ORDER BY seq`)),
    /** At most 200, newest first. */
    list: (record?: string): Execution[] => record ? all(select('WHERE record = ? ORDER BY seq DESC LIMIT 200'), record) : all(select('ORDER BY seq DESC LIMIT 200')),
    finish({ name, status, at, error, transitions }: { name: string; status: Status; at: string; error?: string; transitions: number }): void {
      changes('UPDATE executions SET status = ?, ended_at = ?, error = ?, transitions = ? WHERE name = ?', status, at, error ?? null, transitions, name);
    },
    call: (execution: string, state: string, n: number): Call | undefined => all<Call>('SELECT * FROM calls WHERE execution = ? AND state = ? AND n = ?', execution, state, n)[0],
    open(call: Call, transitions: number): Call {
      changes('INSERT INTO calls (execution, state, n, entry, entered, token, stage, deadline) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        call.execution, call.state, call.n, call.entry, call.entered, call.token, call.stage ?? null, call.deadline ?? null);
      changes('UPDATE executions SET state = ?, since = ?, transitions = ? WHERE name = ?', call.state, call.entered, transitions, call.execution);
      return call;
    },
    /** Ends the call behind a token; false when it is over already, or never was. */
    succeed: (token: string, result: string): boolean => changes(`UPDATE calls SET result = ? WHERE token = ? AND ${OPEN}`, result, token) === 1,
    fail: (token: string, { error, cause }: { error: string; cause: string }): boolean => changes(`UPDATE calls SET error = ?, cause = ? WHERE token = ? AND ${OPEN}`, error, cause, token) === 1,
    /** Calls of running executions whose time is over, or will be first. */
    due: (until: string): Call[] => all(`SELECT c.* FROM calls c JOIN executions e ON e.name = c.execution WHERE e.status = 'RUNNING' AND c.deadline <= ? AND c.result IS NULL AND c.error IS NULL ORDER BY c.deadline`, until),
    waitingOf: (execution: string): Call[] => all(`SELECT * FROM calls WHERE execution = ? AND ${OPEN}`, execution),
    close: () => database.close(),
  };
}
