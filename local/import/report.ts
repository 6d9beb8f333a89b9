import type { Finding } from './findings.ts';
import type { Matrix, Misfit } from './matrix.ts';
import type { BadRow } from './servicenow.ts';

/** What an import did and found; kept as JSON beside the data. */
export interface Report {
  readonly file: string;
  readonly tenant: string;
  readonly tenantMade: boolean;
  readonly outcome: 'complete' | 'incomplete' | 'interrupted';
  readonly startedAt: string;
  readonly seconds: number;
  readonly totals: {
    readonly rows: number; readonly badRows: number; readonly incidents: number;
    readonly made: number; readonly continued: number; readonly asTheyWere: number;
    /** Entries of timelines; rows in which nothing but the modification stamp changed; rows that an earlier run brought in. */
    readonly steps: number; readonly rowsWithoutChange: number; readonly rowsBefore: number;
    readonly teamsMade: number; readonly peopleMade: number;
  };
  readonly matrix: { readonly origin: 'rows' | 'file' | 'tenant'; readonly inForce: Matrix; readonly remarks: readonly string[]; readonly misfits: readonly Misfit[] };
  readonly badRows: readonly BadRow[];
  readonly contradictions: readonly Finding[];
  readonly gaps: readonly Finding[];
  readonly failures: readonly Finding[];
}

const origins: Readonly<Record<Report['matrix']['origin'], string>> = { rows: 'read from the rows', file: 'as given', tenant: 'the tenant’s own' };

/** The report for people. @param most how many lines of a list are shown before it is cut short */
export function reportText({ file, tenant, tenantMade, outcome, seconds, totals, matrix, badRows, contradictions, gaps, failures }: Report, most = Infinity): string {
  const finding = ({ number, line, what }: Finding): string => `${number}, line ${line}: ${what}`;
  const section = (title: string, lines: readonly string[]): string[] => lines.length === 0 ? []
    : ['', `${title}: ${lines.length}`, ...lines.slice(0, most).map((line) => `  ${line}`), ...(lines.length > most ? [`  … and ${lines.length - most} more`] : [])];
  const row = (impact: keyof Matrix): string => `  ${impact.padEnd(7)} ${Object.values(onlyLevels(matrix.inForce[impact])).map((priority) => String(priority).padStart(7)).join('')}`;
  return [
    `Import of ${file} into the tenant ${tenant}${tenantMade ? ' (new)' : ''}: ${outcome}, ${seconds.toFixed(1)} s.`,
    `${totals.rows} good rows of ${totals.incidents} incidents: ${totals.made} made, ${totals.continued} continued, ${totals.asTheyWere} as they were; ${totals.steps} steps.`,
    `${totals.rowsBefore} rows were there before, ${totals.rowsWithoutChange} changed nothing. ${totals.teamsMade} teams and ${totals.peopleMade} people made.`,
    ...(tenantMade ? [`${tenant}-admin may sign in and see all of it.`] : []),
    '', `Priority matrix (impact down, urgency across), ${origins[matrix.origin]}:`, '             high medium    low', row('high'), row('medium'), row('low'),
    ...matrix.remarks.map((remark) => `  ${remark}`),
    ...section('Priorities that the matrix does not fit', matrix.misfits.map(({ impact, urgency, priority, inForce, rows }) => `${impact}×${urgency} is ${priority}, not ${inForce}, in ${rows.slice(0, 20).map(({ number, line }) => `${number} line ${line}`).join(', ')}${rows.length > 20 ? ` and ${rows.length - 20} more` : ''}`)),
    ...section('Bad rows, left out', badRows.map(({ line, number, reason }) => `line ${line}${number ? ` (${number})` : ''}: ${reason}`)),
    ...section('Incidents that did not go in, or not to the end', failures.map(finding)),
    ...section('Rows that contradict each other', contradictions.map(finding)),
    ...section('What the log leaves open', gaps.map(finding)),
    '',
  ].join('\n');
}

const onlyLevels = ({ high, medium, low }: Matrix['high']): Matrix['high'] => ({ high, medium, low });
