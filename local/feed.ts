import { statSync } from 'node:fs';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** A timeline entry as it lies in the engine's table; `item_json` is DynamoDB JSON (`{"pk":{"S":"…"},…}`). */
export type EntryRow = { rowid: number; item_json: string };

type Tail = {
  database: DatabaseSync;
  inode: bigint;
  /** Changes with every commit of another connection. */
  version: StatementSync;
  entries: Map<string, StatementSync>;
  /** By table: where nothing was found, and the version of the file at that time. */
  nothing: Map<string, { after: number; version: number }>;
};

const tails = new Map<string, Tail>();

/**
 * The timeline entries stored after the entry at rowid `after` (0: from the beginning), oldest first, at most `limit`.
 * Keep the rowid of the last entry returned as the next `after`, and nothing else: entries are never deleted, so their
 * rowids are never given out again and a new entry always gets a higher one. Rowids of other items are reused (an
 * overwritten item may move to the top, a deleted one frees its number), so a cursor put on one of them could skip.
 *
 * Reads the engine's SQLite file beside the running server. Answers `[]` while there is no file or table yet, or when
 * the file is busy: ask again later. The table has no INTEGER PRIMARY KEY, so a VACUUM would renumber it; the
 * running server never does one (only `dynoxide import`, into a new file), and nobody else may.
 */
export function tailEntries({ file, table, after, limit }: {
  file: string; table: string; after: number; limit: number;
}): EntryRow[] {
  try {
    const tail = openTail(file);
    const { data_version: version } = tail.version.get() as { data_version: number };
    const nothing = tail.nothing.get(table);
    // Items that are no entries may pile up behind the cursor; they are passed over once per change and not once per call.
    if (nothing?.after === after && nothing.version === version) return [];
    const rows = entriesOf(tail, table).all(after, limit) as EntryRow[];
    if (rows.length === 0) tail.nothing.set(table, { after, version });
    return rows;
  } catch (error) {
    closeTail(file);
    if (isNotThereYet(error) || isBusy(error)) return [];
    throw error;
  }
}

/** Closes the reader of a file; the next `tailEntries` opens it again. */
export function closeTail(file: string): void {
  const tail = tails.get(file);
  tails.delete(file);
  tail?.database.close();
}

function entriesOf(tail: Tail, table: string): StatementSync {
  const known = tail.entries.get(table);
  if (known) return known;
  // '$' follows '#': the pair is "starts with S:ENTRY#". Only rowid can drive this query, for sk alone has no index.
  const statement = tail.database.prepare(`
    SELECT rowid, item_json FROM "${table.replaceAll('"', '""')}"
    WHERE rowid > ? AND sk >= 'S:ENTRY#' AND sk < 'S:ENTRY$' ORDER BY rowid LIMIT ?`);
  tail.entries.set(table, statement);
  return statement;
}

function openTail(file: string): Tail {
  const { ino: inode } = statSync(file, { bigint: true });
  const open = tails.get(file);
  if (open?.inode === inode) return open;
  closeTail(file);
  const database = new DatabaseSync(file, { readOnly: true, timeout: 50 });
  const tail: Tail = { database, inode, version: database.prepare('PRAGMA data_version'), entries: new Map(), nothing: new Map() };
  tails.set(file, tail);
  return tail;
}

const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const SQLITE_CANTOPEN = 14;

// The low byte is the primary code; the rest refines it (SQLITE_BUSY_SNAPSHOT = 5 | 2 << 8).
const sqliteCode = (error: unknown) => ((error as { errcode?: number }).errcode ?? 0) & 0xff;

const isBusy = (error: unknown) => [SQLITE_BUSY, SQLITE_LOCKED].includes(sqliteCode(error));

const isNotThereYet = (error: unknown) =>
  (error as { code?: string }).code === 'ENOENT'
  || sqliteCode(error) === SQLITE_CANTOPEN
  || /^no such table/.test((error as Error).message);
