import type { AnyRecord, QueryRule } from '../../shared/record/define.ts';
import { choice, optional } from '../../shared/record/field.ts';

/** What one answer reads at most; `complete` says whether that was all. */
const MOST_READ = 500;

/** What is overdue where: the environments that nobody patched, backed up or tried to restore in time. */
export const hygiene: QueryRule = {
  help: 'Live environments with patches, backups or restore tests overdue, production first, and how many are in order', by: ['agent', 'lead', 'operations', 'security', 'release-manager', 'change-manager', 'manager'],
  asks: { stage: optional(choice('development', 'test', 'acceptance', 'production')) },
  run: async ({ input, read, now }) => {
    const live = await read.list('environment', { state: 'live', ...(input.stage && { stage: input.stage }) }, MOST_READ);
    return { complete: live.length < MOST_READ, ...hygieneOf(live, now.slice(0, 10)) };
  },
};

const urgency = ['production', 'acceptance', 'test', 'development'];

/** @param today a date in UTC; what is due today is due, not overdue */
export function hygieneOf(live: readonly AnyRecord[], today: string) {
  const items = live.map((one) => ({ one, faults: faultsOf(one, today) })).filter(({ faults }) => faults.length > 0)
    .sort((a, b) => urgency.indexOf(a.one.stage) - urgency.indexOf(b.one.stage) || b.faults.length - a.faults.length || a.one.name.localeCompare(b.one.name))
    .map(({ one: { name, displayName, stage, kind, owner, team }, faults }) => ({ name, displayName, stage, kind, owner, team, faults }));
  return { environments: live.length, inOrder: live.length - items.length, items };
}

function faultsOf({ patchDue, backupDue, restoreTestDue, backedUpAt, restorable }: AnyRecord, today: string) {
  const overdue = (due: string | undefined): boolean => due !== undefined && due < today;
  return [
    ...(overdue(patchDue) ? [{ code: 'patch-overdue', since: patchDue }] : []),
    ...(overdue(backupDue) ? [{ code: backedUpAt ? 'backup-overdue' : 'never-backed-up', since: backupDue }] : []),
    ...(overdue(restoreTestDue) ? [{ code: 'restore-test-overdue', since: restoreTestDue }] : []),
    ...(restorable === false ? [{ code: 'restore-failed' }] : []),
  ];
}
