import type { Kernel } from '../../shared/store/kernel.ts';
import type { Directory } from '../directory.ts';
import { atOnce } from './at-once.ts';
import { contradictionsOf, gapsOf, type Finding } from './findings.ts';
import { matrixIn, misfitsOf, type Matrix } from './matrix.ts';
import { makeNamed, namedIn } from './people.ts';
import { replay } from './replay.ts';
import type { Report } from './report.ts';
import { byIncident, type Log } from './servicenow.ts';
import { prepareTenant } from './tenant.ts';
import { findThere } from './there.ts';

export interface Import {
  readonly kernel: Kernel;
  readonly people: Directory;
  readonly file: string;
  readonly log: Log;
  readonly tenant: string;
  readonly matrix?: Matrix;
  /** Told of each row that is done with. */
  readonly told?: (rows: number) => void;
  /** True as soon as it should stop after the steps that are under way. */
  readonly stop?: () => boolean;
}

/** Brings a log in: tenant, teams and people first, then the incidents, several side by side and the rows of each in order. */
export async function importLog({ kernel, people, file, log, tenant, matrix: given, told, stop = () => false }: Import): Promise<Report> {
  const began = Date.now();
  const incidents = byIncident(log.rows);
  const { matrix: fromRows, occurring } = matrixIn(log.rows);
  const inForce = await prepareTenant(kernel, people, { tenant, fromRows, occurring, given });
  const made = await makeNamed(kernel, tenant, namedIn(log.rows));
  const there = await findThere(kernel, tenant, [...incidents.keys()]);
  const totals = { made: 0, continued: 0, asTheyWere: 0, steps: 0, rowsWithoutChange: 0, rowsBefore: 0 };
  const found: Finding[] = [];
  const failures: Finding[] = [];
  await atOnce(incidents, async ([number, rows]) => {
    const done = await replay(kernel, { tenant, rows, id: there.get(number), told, stop });
    totals[done.made ? 'made' : done.steps > 0 ? 'continued' : 'asTheyWere']++;
    totals.steps += done.steps;
    totals.rowsWithoutChange += done.unchanged;
    totals.rowsBefore += done.before;
    found.push(...done.findings);
    if (done.failure) failures.push(done.failure);
  }, stop);
  const byLine = (a: Finding, b: Finding): number => a.line - b.line;
  const each = (of: typeof gapsOf): Finding[] => [...incidents.values()].flatMap(of).sort(byLine);
  return {
    file, tenant, tenantMade: inForce.made, startedAt: new Date(began).toISOString(), seconds: (Date.now() - began) / 1000,
    outcome: stop() ? 'interrupted' : failures.length > 0 ? 'incomplete' : 'complete',
    totals: { rows: log.rows.length, badRows: log.bad.length, incidents: incidents.size, ...totals, teamsMade: made.teams, peopleMade: made.people },
    matrix: { origin: inForce.origin, inForce: inForce.matrix, remarks: inForce.remarks, misfits: misfitsOf(log.rows, inForce.matrix) },
    badRows: log.bad, contradictions: [...each(contradictionsOf), ...found].sort(byLine), gaps: each(gapsOf), failures: failures.sort(byLine),
  };
}
