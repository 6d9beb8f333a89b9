import { incident } from '../../../functions/incident/incident.ts';
import { historyOf } from '../../../local/import/history.ts';
import { ordersFor, type Known } from '../../../local/import/plan.ts';
import type { Row } from '../../../local/import/servicenow.ts';
import type { AnyDefinition, AnyRecord } from '../../../shared/record/define.ts';
import { Refusal } from '../../../shared/record/fault.ts';
import { decideAll, type Step } from '../../../shared/record/lifecycle.ts';

export interface Relived { readonly record: AnyRecord; readonly steps: readonly Step[]; readonly records: readonly AnyRecord[] }

/** What becomes of an incident when its rows are given as commands: the rules as they are, without a store. Refusals fail the test. */
export function relive(rows: readonly Row[], record?: AnyRecord, facts: Readonly<Record<string, unknown>> = {}): Relived {
  const steps: Step[] = [];
  const records: AnyRecord[] = [];
  for (const moment of historyOf(rows, record)) {
    if (moment.changed.length === 0) continue;
    const orders = ordersFor(moment, record as Known | undefined);
    if (orders.length === 0) continue;
    const decision = decideAll({
      definition: incident as unknown as AnyDefinition, record, orders, now: moment.at, facts, actor: { tenant: 'acme', name: 'importer', roles: ['importer'] },
      found: (_type, id) => ({ id, name: id, team: 'another-team' }) as unknown as AnyRecord, identity: { number: 'INC0000001', id: 'INC0000001' },
    });
    if (decision instanceof Refusal) throw new Error(`Line ${moment.row.line}: ${decision.message} ${JSON.stringify(decision.faults)} ${JSON.stringify(orders)}`);
    record = decision.record;
    steps.push(decision.step);
    records.push(record);
  }
  return { record: record!, steps, records };
}
