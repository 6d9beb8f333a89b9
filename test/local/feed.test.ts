import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { startEngine } from '../../local/engine.ts';
import { closeTail, tailEntries } from '../../local/feed.ts';
import { scratchDir } from './scratch.ts';
import { tableOn } from './table.ts';

const table = 'lambdesk';

/** Reads as the relay does: the cursor is the rowid of the last entry. */
function follow(file: string, name = table) {
  let after = 0;
  return {
    read(limit = 3): string[] {
      const found: string[] = [];
      for (;;) {
        const rows = tailEntries({ file, table: name, after, limit });
        found.push(...rows.map(({ item_json }) => JSON.parse(item_json).sk.S as string));
        if (rows.length === 0) return found;
        after = rows.at(-1)!.rowid;
      }
    },
  };
}

test('sees each entry exactly once among updates, other items and transactions of a running engine', async () => {
  const engine = await startEngine({ dataDir: scratchDir(), log() {} });
  onTestFinished(engine.stop);
  onTestFinished(() => closeTail(engine.file));
  const feed = follow(engine.file);
  expect(feed.read()).toEqual([]);

  const { create, put, transact } = tableOn(engine.endpoint);
  await create();
  expect(feed.read()).toEqual([]);

  const seen: string[] = [];
  for (let round = 1; round <= 12; round++) {
    await transact('#', `ENTRY#${String(round).padStart(3, '0')}`, 'LINK#x');
    await put('#', { round: { N: String(round) } });
    if (round % 3 === 0) await put(`CLOCK#${round}`);
    if (round % 4 === 0) seen.push(...feed.read());
  }
  seen.push(...feed.read());
  expect(seen).toEqual(Array.from({ length: 12 }, (_, index) => `ENTRY#${String(index + 1).padStart(3, '0')}`));
});

test('reads the new file after the data directory was emptied, whether or not it looked in between', async () => {
  const dataDir = scratchDir();
  let run = 0;
  const write = async () => {
    const engine = await startEngine({ dataDir, log() {} });
    await tableOn(engine.endpoint).create();
    await tableOn(engine.endpoint).put('ENTRY#1', { run: { N: String(++run) } });
    const rows = tailEntries({ file: engine.file, table, after: 0, limit: 10 });
    await engine.stop();
    return { rows, file: engine.file };
  };
  const { file } = await write();
  const empty = () => ['', '-wal', '-shm'].forEach((suffix) => rmSync(file + suffix, { force: true }));
  empty();
  expect(tailEntries({ file, table, after: 0, limit: 10 })).toEqual([]);
  expect((await write()).rows).toEqual([expect.objectContaining({ item_json: expect.stringContaining('"run":{"N":"2"}') })]);
  empty();
  expect((await write()).rows).toEqual([expect.objectContaining({ item_json: expect.stringContaining('"run":{"N":"3"}') })]);
  closeTail(file);
});

test('never skips or repeats an entry, whatever else is overwritten or deleted around it', () => {
  const file = join(scratchDir(), 'table.sqlite');
  const database = new DatabaseSync(file);
  onTestFinished(() => {
    closeTail(file);
    database.close();
  });
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF');
  const action = fc.oneof(
    { weight: 3, arbitrary: fc.constant({ kind: 'entry' as const, key: 0 }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('overwrite' as const), key: fc.nat(4) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), key: fc.nat(4) }) },
    { weight: 2, arbitrary: fc.constant({ kind: 'read' as const, key: 0 }) },
  );
  let run = 0;
  fc.assert(fc.property(fc.array(action, { maxLength: 60 }), (actions) => {
    const name = `t${run++}`;
    // As the engine makes it: rowids are the implicit ones, free to be used again.
    database.exec(`CREATE TABLE ${name} (pk TEXT, sk TEXT, item_json TEXT, PRIMARY KEY (pk, sk))`);
    const put = database.prepare(`INSERT OR REPLACE INTO ${name} VALUES ('S:p', ?, ?)`);
    const remove = database.prepare(`DELETE FROM ${name} WHERE sk = ?`);
    const feed = follow(file, name);
    const written: string[] = [];
    const seen: string[] = [];
    for (const { kind, key } of actions) {
      if (kind === 'entry') written.push(`ENTRY#${written.length}`);
      const sk = kind === 'entry' ? written.at(-1)! : `#${key}`;
      if (kind === 'read') seen.push(...feed.read());
      else if (kind === 'delete') remove.run(`S:${sk}`);
      else put.run(`S:${sk}`, JSON.stringify({ sk: { S: sk } }));
    }
    seen.push(...feed.read());
    expect(seen).toEqual(written);
  }), { numRuns: 150 });
});

test('answers nothing, for now, while another connection locks the file', () => {
  const file = join(scratchDir(), 'table.sqlite');
  const writer = new DatabaseSync(file);
  onTestFinished(() => {
    closeTail(file);
    writer.close();
  });
  writer.exec(`CREATE TABLE lambdesk (pk TEXT, sk TEXT, item_json TEXT, PRIMARY KEY (pk, sk)); INSERT INTO lambdesk VALUES ('p', 'S:ENTRY#1', '{}')`);
  writer.exec('BEGIN EXCLUSIVE');
  expect(tailEntries({ file, table, after: 0, limit: 10 })).toEqual([]);
  writer.exec('COMMIT');
  expect(tailEntries({ file, table, after: 0, limit: 10 })).toHaveLength(1);
});
