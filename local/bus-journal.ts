import { DatabaseSync } from 'node:sqlite';

/** What the bus carries, as EventBridge does: `id` is the metadata id (a ULID), `detail` is `{ metadata, data }`. */
export type BusEvent = { id: string; tenant: string; source: string; detailType: string; detail: object };

/** An event that `consumer` failed on `attempts` times; `error` is the last failure's message. */
export type ParkedEvent = { consumer: string; event: BusEvent; error: string; attempts: number };

export type Journal = ReturnType<typeof openJournal>;

type EventRow = { seq: number; id: string; tenant: string; source: string; detail_type: string; detail: string };
type FailedRow = EventRow & { consumer: string; error: string; attempts: number };

// In WAL mode NORMAL outlives a kill; a power cut may undo the last transactions, whole and in order, so that cursor and
// events stay in step: the feed is read again from the older cursor and consumers meet some events twice.
const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    tenant TEXT NOT NULL, source TEXT NOT NULL, detail_type TEXT NOT NULL, detail TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS feed (one INTEGER PRIMARY KEY CHECK (one = 1), cursor INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS consumers (name TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS failed (
    consumer TEXT NOT NULL, seq INTEGER NOT NULL, error TEXT NOT NULL, attempts INTEGER NOT NULL,
    PRIMARY KEY (consumer, seq)) WITHOUT ROWID;`;

/** The bus's tables in a SQLite file: events by ascending `seq`, the feed cursor, consumer positions, parked events. */
export function openJournal(file: string) {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(SCHEMA);
  const sql = {
    insert: database.prepare('INSERT OR IGNORE INTO events (id, tenant, source, detail_type, detail) VALUES (?, ?, ?, ?, ?)'),
    setCursor: database.prepare('INSERT INTO feed VALUES (1, ?) ON CONFLICT DO UPDATE SET cursor = excluded.cursor'),
    cursor: database.prepare('SELECT cursor FROM feed'),
    seqOf: database.prepare('SELECT seq FROM events WHERE id = ?'),
    read: database.prepare('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?'),
    end: database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM events'),
    position: database.prepare('SELECT position FROM consumers WHERE name = ?'),
    move: database.prepare('INSERT INTO consumers VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position'),
    park: database.prepare('INSERT OR REPLACE INTO failed SELECT ?, seq, ?, ? FROM events WHERE id = ?'),
    parked: database.prepare('SELECT * FROM failed JOIN events USING (seq) ORDER BY seq, consumer'),
  };

  const end = () => (sql.end.get() as { seq: number }).seq;

  const readAfter = (seq: number, limit: number) =>
    (sql.read.all(seq, limit) as EventRow[]).map((row) => ({ seq: row.seq, event: eventOf(row) }));

  return {
    publish(events: BusEvent[], cursor?: number) {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const { id, tenant, source, detailType, detail } of events) {
          sql.insert.run(id, tenant, source, detailType, JSON.stringify(detail));
        }
        if (cursor !== undefined) sql.setCursor.run(cursor);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },

    cursor: () => (sql.cursor.get() as { cursor: number } | undefined)?.cursor ?? 0,

    after(id: string | undefined, limit: number): BusEvent[] {
      const start = id === undefined ? { seq: 0 } : (sql.seqOf.get(id) as { seq: number } | undefined);
      if (!start) throw new RangeError(`The bus never carried an event with id ${id}`);
      return readAfter(start.seq, limit).map(({ event }) => event);
    },

    positionOf(consumer: string, from: 'oldest' | 'next'): number {
      const known = sql.position.get(consumer) as { position: number } | undefined;
      if (known) return known.position;
      const start = from === 'next' ? end() : 0;
      sql.move.run(consumer, start);
      return start;
    },

    moveTo: (consumer: string, seq: number) => void sql.move.run(consumer, seq),

    park: ({ consumer, event, error, attempts }: ParkedEvent) => void sql.park.run(consumer, error, attempts, event.id),

    parked: (): ParkedEvent[] => (sql.parked.all() as FailedRow[]).map((row) => ({
      consumer: row.consumer, event: eventOf(row), error: row.error, attempts: row.attempts,
    })),

    readAfter,
    end,
    close: () => database.close(),
  };
}

const eventOf = ({ id, tenant, source, detail_type, detail }: EventRow): BusEvent =>
  ({ id, tenant, source, detailType: detail_type, detail: JSON.parse(detail) as object });
