import { priorityMatrix } from '../../functions/service-level/priority-matrix.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';
import { onceByEvent } from '../../shared/store/idempotency.ts';
import { recordKey, tenantKey } from '../../shared/store/keys.ts';
import type { Caller, Kernel } from '../../shared/store/kernel.ts';
import { perform } from '../../shared/store/perform.ts';
import { recordOf } from '../../shared/store/rows.ts';
import type { Directory } from '../directory.ts';
import { cells, sameMatrix, standardMatrix, type Matrix } from './matrix.ts';

/** The matrix that a tenant's priorities come from, and how that came about. */
export interface InForce { readonly matrix: Matrix; readonly origin: 'rows' | 'file' | 'tenant'; readonly made: boolean; readonly remarks: readonly string[] }

interface Wanted { readonly tenant: string; readonly fromRows: Matrix; readonly occurring: readonly string[]; readonly given?: Matrix }

/** Whoever imports, in the name of one of the log's people where one is known. */
export const importerOf = (tenant: string, name = 'importer'): Caller => ({ tenant, name, roles: ['importer'] });

/**
 * Makes the tenant unless it exists: its matrix, its administrator, and last the tenant itself, so that a making that was cut short is
 * taken up again. A tenant that exists keeps its matrix, unless one is given; combinations that an import found nothing about are
 * filled in by a later one.
 */
export async function prepareTenant(kernel: Kernel, people: Directory, wanted: Wanted): Promise<InForce> {
  const { tenant, fromRows, occurring, given } = wanted;
  const [item, kept] = await Promise.all([kernel.table.get(tenantKey(tenant)), kernel.table.get(recordKey(tenant, 'priority-matrix', 'default'))]);
  const present = kept && recordOf(kept) as unknown as Matrix & { state: string };
  const known = (item?.matrixFrom as string[] | undefined) ?? (item ? cells.map(nameOf) : []);
  const inForce = present?.state === 'active' ? present : standardMatrix;
  const matrix = given ?? (item ? filled({ inForce, fromRows, fresh: occurring.filter((one) => !known.includes(one)) }) : fromRows);
  if (!item || !sameMatrix(matrix, inForce)) await put(kernel, tenant, matrix, present !== undefined);
  if (!item) await makeAdministrator(kernel, people, tenant);
  const from = given ? cells.map(nameOf) : [...new Set([...known, ...occurring])];
  if (!item || from.length > known.length) await kernel.table.write([{ put: { ...item, ...tenantKey(tenant), name: tenant, matrixFrom: from }, as: 'tenant' }], kernel.newId(kernel.now()));
  return { matrix: onlyMatrix(matrix), made: !item, origin: given ? 'file' : item ? 'tenant' : 'rows', remarks: remarksOn({ ...wanted, matrix, known: item ? known : [], existed: item !== undefined }) };
}

const nameOf = ([impact, urgency]: readonly [string, string]): string => `${impact}×${urgency}`;
const onlyMatrix = ({ high, medium, low }: Matrix): Matrix => ({ high, medium, low });

const filled = ({ inForce, fromRows, fresh }: { inForce: Matrix; fromRows: Matrix; fresh: readonly string[] }): Matrix => {
  const rowOf = (impact: keyof Matrix) => Object.fromEntries((['high', 'medium', 'low'] as const).map((urgency) => [urgency, (fresh.includes(`${impact}×${urgency}`) ? fromRows : inForce)[impact][urgency]])) as Matrix['high'];
  return { high: rowOf('high'), medium: rowOf('medium'), low: rowOf('low') };
};

function remarksOn({ given, fromRows, occurring, matrix, known, existed }: Wanted & { matrix: Matrix; known: readonly string[]; existed: boolean }): string[] {
  const silent = cells.map(nameOf).filter((one) => !occurring.includes(one) && !known.includes(one));
  const differs = cells.filter((one) => occurring.includes(nameOf(one)) && fromRows[one[0]][one[1]] !== matrix[one[0]][one[1]]);
  return [
    ...(!given && silent.length > 0 ? [`${silent.join(', ')} ${silent.length === 1 ? 'does' : 'do'} not occur in the log; the standard priority is used.`] : []),
    ...differs.map(([impact, urgency]) => `${impact}×${urgency} is priority ${fromRows[impact][urgency]} in the log and ${matrix[impact][urgency]} by the matrix ${given ? 'given' : 'of the tenant'}, which counts.`),
    ...(existed && !given && differs.length > 0 ? ['Give the log’s own matrix with --matrix to change the tenant’s, or import into a tenant of its own with --tenant.'] : []),
  ];
}

async function put(kernel: Kernel, tenant: string, matrix: Matrix, exists: boolean): Promise<void> {
  const body = onlyMatrix(matrix);
  await perform(kernel, {
    definition: priorityMatrix as unknown as AnyDefinition, caller: importerOf(tenant), cause: { replay: true }, answer: () => ({}),
    ...(exists ? { id: 'default', command: 'update', body } : { command: 'create', body: { name: 'default', ...body }, once: onceByEvent('import/matrix') }),
  });
}

async function makeAdministrator(kernel: Kernel, people: Directory, tenant: string): Promise<void> {
  const name = `${tenant}-admin`;
  const displayName = `Administrator of ${tenant}`;
  people.add([{ name, displayName, tenant, roles: ['agent', 'admin', 'lead'] }]);
  if (await kernel.table.get(recordKey(tenant, 'person', name))) return;
  await perform(kernel, {
    definition: kernel.catalogue.byName('person')!, command: 'create', body: { name, displayName }, caller: importerOf(tenant), cause: { replay: true },
    once: onceByEvent(`import/person/${name}`), answer: () => ({}),
  });
}
