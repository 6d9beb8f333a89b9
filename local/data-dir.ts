import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What `<data dir>/runtime.json` tells other processes about the runtime that holds the directory. */
export type RuntimeRecord = {
  pid: number;
  /** Base URL of the API, once it serves. */
  url?: string;
  engine?: { pid: number; port: number; endpoint: string; file: string };
};

/** Sole use of a data directory, until `release` or the end of the process, however it ends. */
export type Claim = {
  /** What a runtime that was killed left behind. */
  leftBehind?: RuntimeRecord;
  /** Adds to runtime.json. */
  record(facts: Partial<RuntimeRecord>): void;
  /** Removes runtime.json and lets others in. */
  release(): void;
};

const SQLITE_BUSY = 5;

const claims = new Set<DatabaseSync>();

/** Claims a data directory (made if absent) for this process, or answers undefined when a live process holds it. */
export function claimDataDir(dataDir: string): Claim | undefined {
  mkdirSync(dataDir, { recursive: true });
  const lock = lockFile(join(dataDir, 'runtime.lock'));
  if (!lock) return undefined;
  const leftBehind = readRuntime(dataDir);
  let facts: RuntimeRecord = { pid: process.pid };
  return {
    leftBehind,
    record(more) {
      facts = { ...facts, ...more };
      writeJson(join(dataDir, 'runtime.json'), facts);
    },
    release() {
      rmSync(join(dataDir, 'runtime.json'), { force: true });
      claims.delete(lock);
      lock.close();
    },
  };
}

/** The record of the runtime that holds, or last held, a data directory. */
export function readRuntime(dataDir: string): RuntimeRecord | undefined {
  return readJson<RuntimeRecord>(join(dataDir, 'runtime.json'));
}

/** The parsed JSON of a file, or undefined when it is absent or unreadable. */
export function readJson<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

/** Writes JSON so that a reader, or a restart after a kill, meets the old file or the new one and never half of one. */
export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/**
 * SQLite's file lock rather than the pid in runtime.json: the kernel drops it with the process, so there is no stale
 * lock to recognise, no pid that somebody else has by now, and no race between two that both find the lock stale.
 */
function lockFile(file: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(file, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) throw error;
    return undefined;
  }
  // Referenced from here, or the garbage collector would close it and give up the lock.
  claims.add(lock);
  return lock;
}
