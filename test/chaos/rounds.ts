import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { TABLE } from '../../local/runtime.ts';
import { audit } from './audit.ts';
import { carefulClient, type Whereabouts } from './client.ts';
import { newJournal } from './journal.ts';
import { serveOn, type Served, type Victim } from './served.ts';
import { workday } from './workday.ts';

/** When the blow falls: some time after the clients began, or as soon as something is committed that the relay has not carried yet. */
export interface Blow { readonly victim: Victim; readonly when: { readonly afterMs: number } | 'unrelayed' }

export interface Report {
  /** What is wrong, one sentence each. */
  readonly faults: readonly string[];
  readonly acknowledged: number;
  /** Requests that had to be sent again. */
  readonly repeated: number;
}

/**
 * Kills Lambdesk under load, once for each blow, starts it again on the same data, and at the end looks for what was lost or happened
 * twice. The clients go on all the while.
 */
export async function killAndAudit({ dataDir, clients, blows, afterwardsMs, log = () => {} }: { dataDir: string; clients: number; blows: readonly Blow[]; afterwardsMs: number; log?: (message: string) => void }): Promise<Report> {
  const journal = newJournal();
  let served: Served | undefined = await serveOn(dataDir);
  let up = Promise.withResolvers<Awaited<ReturnType<Whereabouts>>>();
  up.resolve(reached(served));
  let going = true;
  try {
    const working = Promise.all(Array.from({ length: clients }, (_, at) => {
      const name = `client-${at + 1}`;
      return workday({ name, ask: carefulClient({ name, journal, whereabouts: () => up.promise }), going: () => going });
    }));
    for (const [at, blow] of blows.entries()) {
      await moment(dataDir, blow);
      up = Promise.withResolvers();
      await served.kill(blow.victim);
      log(`Blow ${at + 1}: killed ${blow.victim} ${blow.when === 'unrelayed' ? 'before the relay' : `after ${blow.when.afterMs} ms`}; ${journal.asked.length} requests so far.`);
      served = undefined;
      served = await serveOn(dataDir);
      up.resolve(reached(served));
    }
    await delay(afterwardsMs);
    going = false;
    await working;
    const { url, token } = await up.promise;
    // Moving the clock settles first: everything relayed, all reactions run.
    await fetch(`${url}/local/clock`, { method: 'POST', body: JSON.stringify({ advance: 'PT1S' }) });
    const headers = { authorization: `Bearer ${await token('anna')}` };
    const faults = await audit(async (path) => (await fetch(`${url}${path}`, { headers })).json(), journal);
    return { faults, acknowledged: journal.asked.filter(({ answer }) => answer).length, repeated: journal.asked.filter(({ sent }) => sent > 1).length };
  } finally {
    going = false;
    up.resolve({ url: 'http://127.0.0.1:9', token: async () => '' });
    await served?.end();
  }
}

function reached({ url }: Served): Awaited<ReturnType<Whereabouts>> {
  const tokens = new Map<string, Promise<string>>();
  const fresh = async (person: string): Promise<string> => (await (await fetch(`${url}/local/token?person=${person}`)).json() as { token: string }).token;
  return {
    url,
    token(person) {
      if (!tokens.has(person)) tokens.set(person, fresh(person));
      return tokens.get(person)!;
    },
  };
}

/** The relay comes by as often, so that the blow falls shortly before, while or shortly after it carries what is waiting. */
const RELAY_MS = 25;

async function moment(dataDir: string, { when }: Blow): Promise<void> {
  if (when !== 'unrelayed') return delay(when.afterMs);
  await delay(300);
  const bus = new DatabaseSync(join(dataDir, 'bus.sqlite'), { readOnly: true, timeout: 50 });
  const table = new DatabaseSync(join(dataDir, 'dynamodb.sqlite'), { readOnly: true, timeout: 50 });
  const cursor = bus.prepare('SELECT cursor FROM feed');
  const beyond = table.prepare(`SELECT 1 FROM "${TABLE}" WHERE rowid > ? AND sk >= 'S:ENTRY#' AND sk < 'S:ENTRY$' LIMIT 1`);
  try {
    for (const deadline = Date.now() + 5_000; Date.now() < deadline;) {
      if (beyond.get((cursor.get() as { cursor: number }).cursor)) return await delay(Math.random() * RELAY_MS);
      await delay(0);
    }
  } finally {
    bus.close();
    table.close();
  }
}
