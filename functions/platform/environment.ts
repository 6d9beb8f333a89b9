import { defineRecord } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { choice, date, flag, instant, integer, longText, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { onceAt, tell, told } from '../../shared/record/presets/register.ts';
import { after, backupsOf } from './care.ts';
import { hygiene } from './hygiene.ts';

const keepers = ['agent', 'lead', 'operations', 'manager'] as const;
const days = (help: string) => optional(integer({ min: 1, max: 3660, help }));
const note = optional(longText({ max: 2000 }));

/** A place where services run, rented or owned: a cloud account, a cluster, a room of servers; one stage of the way to production. */
export const environment = defineRecord({
  name: 'environment', practice: 'platform', family: 'technical', route: 'environments', prefix: 'ENV', identity: 'name',
  help: 'A place where services run, such as a cloud account; one stage of the way to production.',
  fields: {
    name: shortName({ help: 'The short name that deployments, CIs and maintenance refer to; for good.' }),
    displayName: text(),
    description: optional(longText()),
    stage: choice('development', 'test', 'acceptance', 'production'),
    kind: choice('on-premises', 'IaaS', 'PaaS', 'SaaS'),
    provider: optional(text({ max: 80 })),
    supplier: optional(ref('supplier')),
    account: optional(text({ max: 80, help: 'The account, subscription or tenant at the provider.' })),
    region: optional(text({ max: 40 })),
    owner: optional(ref('person', {}, { help: 'Who answers for it.' })),
    team: optional(ref('team', {}, { help: 'Who runs it.' })),
    service: optional(ref('service', {}, { help: 'The service that it is for, where it is for one.' })),
    patchDays: days('Days between rounds of patches; left out, the provider patches it.'),
    backupDays: days('Days that a backup may be old; left out, it holds nothing to lose.'),
    restoreTestDays: days('Days until a restore is tried again.'),
  },
  kept: {
    liveAt: instant(), patchedAt: instant(), patchDue: date(), patchLevel: text({ max: 120 }),
    backedUpAt: instant(), backupDue: date(),
    restoreTestedAt: instant(), restoreTestDue: date(), restorable: flag({ help: 'Whether the latest restore test worked.' }),
    told: told('patchDue', 'backupDue', 'restoreTestDue'),
  },
  fixed: { name: 'the short name is what everything refers to.' },
  states: ['planned', 'live', 'retired'], done: ['retired'],
  events: ['went-live', 'patched', 'backed-up', 'restore-tested', 'restore-failed', 'retired', 'patch-due', 'backup-due', 'restore-test-due'],
  derive: {
    patchDue: ({ record: { state, patchedAt, patchDays, liveAt } }) => state === 'live' ? after(patchedAt ?? liveAt!, patchDays) : undefined,
    backupDue: ({ record: { state, backedUpAt, backupDays, liveAt } }) => state === 'live' ? after(backedUpAt ?? liveAt!, backupDays) : undefined,
    restoreTestDue: ({ record: { state, restoreTestedAt, restoreTestDays, liveAt } }) => state === 'live' ? after(restoreTestedAt ?? liveAt!, restoreTestDays) : undefined,
  },
  create: { by: ['operations', 'manager', 'admin', 'system', 'importer'], check: ({ input }) => backupsOf(input) },
  update: { by: ['operations', 'manager', 'admin', 'system', 'importer'], check: ({ record, input }) => backupsOf({ ...record, ...input }) },
  comment: { by: [...keepers, 'security', 'release-manager', 'change-manager', 'system', 'importer'] },
  commands: {
    goLive: { help: 'It is in use; patches and backups count from now on', from: ['planned'], to: 'live', happened: 'went-live', by: ['operations', 'manager', 'system', 'importer'], change: ({ now }) => ({ liveAt: now }) },
    patch: {
      help: 'It was patched', from: ['live'], happened: 'patched', by: ['operations', 'system', 'importer'], takes: { patchedAt: 'optional', patchLevel: 'optional' }, asks: { note },
      check: ({ input, now }) => notAhead(input.patchedAt, now), change: ({ input, now }) => ({ patchedAt: input.patchedAt ?? now }), note: ({ asked }) => asked.note,
    },
    backUp: {
      help: 'A backup was made', from: ['live'], happened: 'backed-up', by: ['operations', 'system', 'importer'], takes: { backedUpAt: 'optional' }, asks: { note },
      check: ({ input, now }) => notAhead(input.backedUpAt, now), change: ({ input, now }) => ({ backedUpAt: input.backedUpAt ?? now }), note: ({ asked }) => asked.note,
    },
    testRestore: {
      help: 'A backup was restored to see whether it can be', from: ['live'], happened: 'restore-tested', by: ['operations', 'system', 'importer'],
      takes: { restoreTestedAt: 'optional' }, asks: { worked: flag(), note: longText({ max: 2000, help: 'What was restored, how long it took, what was missing.' }) },
      check: ({ record, input, now }) => record.backedUpAt === undefined ? refused('no-backup', 'No backup is known that could be restored; record one first.') : notAhead(input.restoreTestedAt, now),
      change: ({ input, asked, now }) => ({ restoreTestedAt: input.restoreTestedAt ?? now, restorable: asked.worked }),
      note: ({ asked }) => asked.note,
      also: ({ record, asked }) => asked.worked ? [] : [{ type: 'restore-failed', data: { backedUpAt: record.backedUpAt, stage: record.stage } }],
    },
    retire: { help: 'No longer in use', to: 'retired', happened: 'retired', by: ['operations', 'manager'], asks: { reason: longText({ max: 2000 }) }, note: ({ asked }) => asked.reason },
    tellPatch: tell({ date: 'patchDue', happened: 'patch-due', help: 'Say that patches are due' }),
    tellBackup: tell({ date: 'backupDue', happened: 'backup-due', help: 'Say that a backup is due' }),
    tellRestoreTest: tell({ date: 'restoreTestDue', happened: 'restore-test-due', help: 'Say that a restore should be tried' }),
  },
  timers: {
    patch: { help: 'It was not patched for as many days as it may be', at: onceAt('patchDue'), run: 'tellPatch' },
    backup: { help: 'Its latest backup is as old as it may be', at: onceAt('backupDue'), run: 'tellBackup' },
    restoreTest: { help: 'Nobody tried a restore for long', at: onceAt('restoreTestDue'), run: 'tellRestoreTest' },
  },
  lists: { byState: { by: 'state' }, byStage: { by: 'stage' }, byOwner: { by: 'owner' }, byTeam: { by: 'team' } },
  summary: ['name', 'displayName', 'stage', 'kind', 'provider', 'account', 'region', 'owner', 'team', 'patchDue', 'backupDue', 'backedUpAt', 'restoreTestDue', 'restoreTestedAt', 'restorable'],
  searched: ['name', 'displayName', 'description', 'account'],
  queries: { hygiene },
});

function notAhead(at: string | undefined, now: string) {
  return at !== undefined && at > now ? refused('in-the-future', 'What is still to happen cannot be recorded yet.') : undefined;
}
