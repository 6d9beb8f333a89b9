import { DatabaseSync } from 'node:sqlite';

/** A mail as sent; `at` is RFC 3339 in UTC, `messageId` what a repeated sending is recognised by. */
export type Mail = {
  messageId: string; at: string; from: string; to: string[]; subject: string; text: string; headers: Record<string, string>;
};

export type Outgoing = Omit<Mail, 'at' | 'headers' | 'to'> & { to: string | string[]; headers?: Record<string, string> };

export type MailStore = {
  /** Keeps a mail; answers false when one with this messageId was kept before, which then stands. */
  send(mail: Outgoing): boolean;
  /** All mail, oldest first. */
  list(): Mail[];
  close(): void;
};

/** A mailbox in a SQLite file that outlives a kill. `now` is the clock that stamps the mail. */
export function openMail({ file, now = () => new Date() }: { file: string; now?: () => Date }): MailStore {
  const database = new DatabaseSync(file, { timeout: 5_000 });
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    CREATE TABLE IF NOT EXISTS mail (seq INTEGER PRIMARY KEY, message_id TEXT NOT NULL UNIQUE, mail TEXT NOT NULL);`);
  const insert = database.prepare('INSERT OR IGNORE INTO mail (message_id, mail) VALUES (?, ?)');
  const all = database.prepare('SELECT mail FROM mail ORDER BY seq');
  return {
    send({ to, headers = {}, ...rest }) {
      const mail: Mail = { ...rest, at: now().toISOString(), to: [to].flat(), headers };
      return Number(insert.run(mail.messageId, JSON.stringify(mail)).changes) === 1;
    },
    list: () => (all.all() as { mail: string }[]).map(({ mail }) => JSON.parse(mail) as Mail),
    close: () => database.close(),
  };
}
