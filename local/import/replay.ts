import { setTimeout as delay } from 'node:timers/promises';
import type { AnyRecord } from '../../shared/record/define.ts';
import { Refusal } from '../../shared/record/fault.ts';
import { onceByEvent } from '../../shared/store/idempotency.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { perform } from '../../shared/store/perform.ts';
import { Throttled } from '../../shared/store/table.ts';
import type { Finding } from './findings.ts';
import { historyOf, isEnded, type Moment } from './history.ts';
import { actorOf, ordersFor, type Known } from './plan.ts';
import type { Row } from './servicenow.ts';
import { importerOf } from './tenant.ts';
import { readIncident, rowsGiven } from './there.ts';

/** What became of one incident's rows: steps of its timeline, rows in which nothing changed, rows that an earlier run brought in. */
export interface Replayed { readonly made: boolean; readonly steps: number; readonly unchanged: number; readonly before: number; readonly findings: readonly Finding[]; readonly failure?: Finding }

interface Wanted { readonly tenant: string; readonly rows: readonly Row[]; readonly id?: string; readonly told?: (rows: number) => void; readonly stop?: () => boolean }

/**
 * Gives the rows of one incident as commands, one step a row that changed something, at the times of the rows. Goes on after the last row
 * that an earlier run gave: each step carries the row it came from as its cause.
 * @param id of the incident, where it is there already
 */
export async function replay(kernel: Kernel, { tenant, rows, id, told = () => {}, stop = () => false }: Wanted): Promise<Replayed> {
  // The record after its timeline: another import may be at work, and a record older than its rows would be led astray.
  const given = id === undefined ? new Set<string>() : await rowsGiven(kernel, tenant, id);
  let record = id === undefined ? undefined : await readIncident(kernel, tenant, id);
  const from = rows.findLastIndex((row) => given.has(row.id)) + 1;
  const begun = from === 0 ? record?.updatedAt : undefined;
  const moments = historyOf(rows, from === 0 ? record : undefined);
  const findings: Finding[] = [];
  const find = ({ number, line }: Row, what: string): void => { findings.push({ number, line, what }); };
  let [steps, unchanged] = [0, 0];
  const result = (failure?: Finding): Replayed => ({ made: id === undefined && record !== undefined, steps, unchanged, before: from, findings, ...(failure && { failure }) });
  told(from);
  for (const moment of moments.slice(from)) {
    if (stop()) return result();
    const { row, changed, at } = moment;
    if (begun && at < begun) find(row, `The incident is further on already (${begun}); this older row is left out.`);
    else {
      const after = changed.length === 0 ? record : await give(kernel, { tenant, moment, record });
      if (after instanceof Refusal) return result({ number: row.number, line: row.line, what: [after.message, ...after.faults.map(({ pointer, detail }) => `${pointer}: ${detail}`)].join(' ') });
      if (after!.version > (record?.version ?? 0)) steps++;
      else unchanged++;
      record = after;
    }
    told(1);
  }
  const { row, standing } = moments.at(-1)!;
  if (record && isEnded(record.state) && record.state !== standing.state) find(row, `It stays ${record.state}, though its last row says ${row.cells.incident_state ?? standing.state}: what is ended does not go on.`);
  return result();
}

const PATIENCE = 6;

/** One step; the record as it is afterwards, or why it was refused. Plans anew whenever somebody changed the record meanwhile. */
async function give(kernel: Kernel, { tenant, moment, record }: { tenant: string; moment: Moment; record: AnyRecord | undefined }): Promise<AnyRecord | undefined | Refusal> {
  let now = record;
  for (let tries = 1; ; tries++) {
    const [first, ...rest] = ordersFor(moment, now as Known | undefined);
    if (!first) return now;
    try {
      return await perform(kernel, {
        definition: kernel.catalogue.byName('incident')!, id: now?.id, ...first, ...(rest.length > 0 && { followedBy: rest }),
        caller: importerOf(tenant, actorOf(moment, now === undefined)), once: onceByEvent(`import/${moment.row.id}`),
        cause: { replay: true, causation: moment.row.id }, answer: (outcome) => outcome.record,
      });
    } catch (error) {
      if (error instanceof Throttled && tries < PATIENCE) await delay(2 ** tries * 50);
      else if (error instanceof Refusal) {
        const fresh = now && await readIncident(kernel, tenant, now.id);
        if (!fresh || fresh.version === now!.version) return error;
        now = fresh;
      } else throw error;
    }
  }
}
