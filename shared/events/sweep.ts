import type { AnyDefinition, AnyRecord } from '../record/define.ts';
import { calendarOf } from '../record/clocks.ts';
import { Refusal } from '../record/fault.ts';
import { duePartition, dueShards, hourOf, watermarkKey } from '../store/keys.ts';
import type { Kernel } from '../store/kernel.ts';
import { perform } from '../store/perform.ts';
import { recordOf } from '../store/rows.ts';
import { Throttled } from '../store/table.ts';
import { loggedId } from '../store/logged.ts';
import { serviceOf } from './react.ts';

const HOUR = 3_600_000;

/** What one run looks through; a sweep that was silent for longer catches up run by run. A record that fails is tried for as long. */
const MOST_HOURS = 24 * 7;

/** `behind` when there are hours left for another run. */
export interface Swept { readonly looked: number; readonly acted: number; readonly failed: number; readonly lagSeconds: number; readonly behind: boolean }
type Count = { -readonly [K in keyof Swept]: Swept[K] };

/**
 * Announces every clock that passed a mark and runs every timer that fell due, up to now. Each is a command of its record, conditional on
 * its version, so that two sweeps at once, or one repeated, do nothing twice. A record that fails is logged and tried again by the next
 * runs; the others go on.
 * @throws {Throttled} when the table is over its capacity; the next run takes up where this one began
 */
export async function sweep(kernel: Kernel): Promise<Swept> {
  const now = kernel.now();
  const since = await watermark(kernel, now);
  const until = Math.min(Date.parse(now), Date.parse(since) + MOST_HOURS * HOUR);
  const swept: Count = { looked: 0, acted: 0, failed: 0, lagSeconds: 0, behind: until < Date.parse(now) };
  // Stays an hour behind, because what another command wrote into the last hour's partition may not be in the index yet.
  let done = until - HOUR;
  for (let hour = Date.parse(since); hour <= until; hour += HOUR) {
    for (let shard = 0; shard < dueShards; shard++) {
      await sweepPartition(kernel, { pk: duePartition(hourOf(new Date(hour).toISOString()), shard), now, swept });
    }
    if (swept.failed > 0) done = Math.min(done, hour);
  }
  // What still fails after a week would otherwise keep the sweep from ever reaching the present.
  if (swept.behind) done = Math.max(done, Date.parse(since) + HOUR);
  const settled = new Date(done).toISOString();
  if (hourOf(settled) > hourOf(since)) await kernel.table.write([{ put: { ...watermarkKey(), at: settled }, as: 'watermark' }], kernel.newId(now));
  return swept;
}

/** The hour to begin with. A mark in the future, as a clock that went wrong leaves it, would keep every promise silent until then. */
async function watermark(kernel: Kernel, now: string): Promise<string> {
  const kept = (await kernel.table.get(watermarkKey()))?.at as string | undefined;
  const ago = (hours: number): string => new Date(Date.parse(now) - hours * HOUR).toISOString();
  return `${hourOf(kept === undefined ? ago(2) : kept > now ? ago(MOST_HOURS) : kept)}:00:00.000Z`;
}

async function sweepPartition(kernel: Kernel, { pk, now, swept }: { pk: string; now: string; swept: Count }): Promise<void> {
  let after: Record<string, string> | undefined;
  for (;;) {
    const { items, more } = await kernel.table.query({ index: 'due', pk, upTo: `${now}~`, limit: 100, after });
    for (const item of items) {
      after = { pk: item.pk, sk: item.sk, dup: pk, dus: item.dus as string };
      const [due, tenant, type] = (item.dus as string).split('#') as [string, string, string];
      const definition = kernel.catalogue.byName(type);
      if (!definition) continue;
      swept.looked++;
      swept.lagSeconds = Math.max(swept.lagSeconds, Math.floor((Date.parse(now) - Date.parse(due)) / 1000));
      try {
        if (await tick(kernel, { definition, tenant, id: recordOf(item).id, now })) swept.acted++;
      } catch (error) {
        if (error instanceof Throttled) throw error;
        if (error instanceof Refusal && error.code !== 'contended') continue;
        swept.failed++;
        kernel.log({ message: 'tick', outcome: 'failed', tenant, type, record: loggedId(definition, recordOf(item).id), error: error instanceof Error ? error.name : 'unknown', cause: error });
      }
    }
    if (!more) return;
  }
}

/** Announces what fell due on one record and runs its timers; answers whether anything happened. */
export async function tick(kernel: Kernel, { definition, tenant, id, now }: { definition: AnyDefinition; tenant: string; id: string; now: string }): Promise<boolean> {
  const caller = serviceOf(tenant);
  const ticked = await perform(kernel, { definition, id, command: 'tick', body: {}, caller, at: now, answer: ({ record, entry }) => ({ record, acted: entry !== undefined }) });
  let { record, acted } = ticked;
  for (const run of timersDue(definition, record, now)) {
    // What the timer before it, or another sweep, did may have settled this one.
    if (!timersDue(definition, record, now).includes(run)) continue;
    record = await perform(kernel, { definition, id, command: run, body: {}, caller, at: now, ifVersion: [record.version], answer: (outcome) => outcome.record });
    acted = true;
  }
  return acted;
}

const timersDue = (definition: AnyDefinition, record: AnyRecord, now: string): string[] =>
  Object.values(definition.timers ?? {}).filter((timer) => {
    const at = timer.at(record, calendarOf(record));
    return at !== undefined && at <= now;
  }).map(({ run }) => run);
