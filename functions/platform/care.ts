import { invalid, type Refusal } from '../../shared/record/fault.ts';

const DAY = 86_400_000;

/** The date, in UTC, so many days after an instant; undefined where nothing is to be done at all. */
export const after = (at: string, days: number | undefined): string | undefined =>
  days === undefined ? undefined : new Date(Date.parse(at) + days * DAY).toISOString().slice(0, 10);

interface Care { readonly stage?: string; readonly kind?: string; readonly backupDays?: number; readonly restoreTestDays?: number }

/** A restore is tested of a backup only, and what runs in production on machines of one's own is backed up. */
export function backupsOf({ stage, kind, backupDays, restoreTestDays }: Care): Refusal | undefined {
  // A patch clears with null.
  if (backupDays) return undefined;
  if (restoreTestDays) return invalid([{ pointer: '/restoreTestDays', code: 'no-backups', detail: 'There is nothing to restore without backups: say backupDays too.' }]);
  if (stage === 'production' && kind !== 'SaaS') return invalid([{ pointer: '/backupDays', code: 'required', detail: 'Production is backed up: say how many days old a backup may be.' }]);
  return undefined;
}
