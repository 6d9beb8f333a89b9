import { defineRecord, type Command, type EventSeen } from '../../shared/record/define.ts';
import { forbidden, invalid, refused, type Refusal } from '../../shared/record/fault.ts';
import { choice, decimal, duration, flag, instant, integer, longText, object, optional, ref, text, type FieldMap } from '../../shared/record/field.ts';
import { blackoutCalendar, blackoutsOn, type Blackout } from '../../shared/record/presets/blackouts.ts';
import { attemptAt, mayRetry } from './attempts.ts';
import { dora } from './dora.ts';
import { running } from './running.ts';

const reason = longText({ max: 2000 });
const deployers = ['operations', 'release-manager'] as const;
const stages = ['development', 'test', 'acceptance', 'production'] as const;
const open = ['requested', 'running'] as const;
const ended = ['succeeded', 'failed', 'canceled'] as const;

/** An artefact brought into an environment by CI/CD, which answers with `succeed` or `fail`. */
export const deployment = defineRecord({
  name: 'deployment', practice: 'deployment', family: 'technical', route: 'deployments', prefix: 'DEP',
  help: 'An artefact brought into an environment by CI/CD, which answers with succeed or fail.',
  fields: {
    artefact: ref('artefact', { service: text(), build: text(), sha256: text(), location: text(), deployable: optional(flag()), committedAt: optional(instant()) }),
    environment: ref('environment', { stage: choice(...stages) }),
    approach: choice('big-bang', 'phased', 'canary', 'blue-green', 'pull', 'feature-flag', 'continuous'),
    action: optional(choice('deploy', 'switch', 'publish', 'set-flag', 'roll-back', 'remove'), { help: 'deploy when left out.' }),
    ring: optional(text({ max: 80, help: 'Which part of the environment; the whole when left out.' })),
    percent: optional(integer({ max: 100, help: 'How much of the use reaches it afterwards; 100 when left out.' })),
    change: optional(ref('change', { title: text() }, { help: 'The approved change by which it may go into production without a release.' })),
    release: optional(ref('release')),
    rollout: optional(text({ max: 64, help: 'What deployments of one delivery have in common.' })),
    completes: optional(flag({ help: 'Whether the delivery is complete with it; false for a ring that others follow.' })),
    timeout: optional(duration({ help: 'How long an attempt may take; PT30M when left out.' })),
    maxAttempts: optional(integer({ min: 1, max: 10, help: 'Attempts in all; 2 when left out.' })),
  },
  kept: {
    service: text(), build: text(), sha256: text(), location: text(), stage: choice(...stages), committedAt: instant(),
    delivery: text({ help: 'The rollout that it belongs to, or itself.' }),
    callback: object({ succeed: text(), fail: text() }, { help: 'Where CI/CD answers.' }),
    attempt: integer(), requestedAt: instant(), startedAt: instant(), dueBy: instant(), finishedAt: instant(),
    log: text({ max: 500 }), errorRate: decimal({ max: 100 }), reached: integer({ max: 100 }),
    failureReason: reason,
    faultyAt: instant({ help: 'When it turned out to have harmed production.' }), faultReason: reason,
  },
  fixed: Object.fromEntries(['artefact', 'environment', 'approach', 'action', 'ring', 'percent', 'change', 'release', 'rollout', 'completes'].map((name) => [name, 'ask for another deployment.'])),
  states: ['requested', 'running', 'succeeded', 'failed', 'canceled'], done: ended,
  events: ['started', 'reported', 'succeeded', 'failed', 'retried', 'unanswered', 'canceled', 'found-faulty'],
  lookups: { calendar: blackoutCalendar },
  create: {
    by: ['agent', ...deployers, 'system', 'importer'],
    check: ({ input, refs, facts, actor, now }) => actor.roles.includes('importer') ? undefined : mayBeDeployed({
      input, refs, byRelease: actor.roles.includes('system') && input.release !== undefined,
      blackouts: blackoutsOn(facts.calendar?.blackouts as Blackout[] | undefined, { environment: input.environment, service: refs.artefact?.service, at: now }),
    }),
    change: ({ record, input, refs: { artefact, environment }, now }) => ({
      service: artefact?.service, build: artefact?.build, sha256: artefact?.sha256, location: artefact?.location, committedAt: artefact?.committedAt, stage: environment?.stage,
      action: input.action ?? 'deploy', percent: input.percent ?? 100, completes: input.completes ?? true, delivery: input.rollout ?? record.number,
      callback: { succeed: `/v1/deployments/${record.number}/succeed`, fail: `/v1/deployments/${record.number}/fail` },
      ...attemptAt(input, 1, now),
    }),
  },
  update: { by: deployers, from: open },
  comment: { by: ['agent', 'lead', ...deployers, 'system', 'importer'] },
  commands: {
    start: { help: 'CI/CD has taken it up', from: ['requested'], to: 'running', happened: 'started', by: [...deployers, 'system', 'importer'], takes: { log: 'optional' }, change: ({ now }) => ({ startedAt: now }) },
    succeed: {
      help: 'CI/CD: it is deployed. May be repeated', from: [...open, ...ended], to: 'succeeded', happened: 'reported', by: [...deployers, 'system', 'importer'],
      takes: { log: 'optional', errorRate: 'optional', reached: 'optional' },
      check: ({ record }) => record.state === 'failed' || record.state === 'canceled' ? overAlready(record.state) : undefined,
      change: ({ record, now }) => ({ finishedAt: record.finishedAt ?? now }),
      also: ({ record }) => record.state === 'succeeded' ? [] : [{ type: 'succeeded' }],
    },
    fail: {
      help: 'CI/CD: it could not be deployed. May be repeated', from: [...open, ...ended], happened: 'reported', by: [...deployers, 'system', 'importer'],
      takes: { log: 'optional' }, asks: { reason, retry: optional(flag({ help: 'Another attempt may help.' })), attempt: optional(integer({ min: 1, help: 'Which attempt failed; needed with retry. An answer to an earlier one changes nothing.' })) },
      // Repeated without its number, the answer to one attempt would pass for the answer to the next.
      check: ({ record, asked }) => record.state === 'succeeded' || record.state === 'canceled' ? overAlready(record.state)
        : asked.retry && asked.attempt === undefined ? invalid([{ pointer: '/attempt', code: 'required', detail: 'Say which attempt failed, so that the same answer, sent twice, counts once.' }]) : undefined,
      ...attemptFailed(({ asked }) => asked.retry === true, 'failed'),
      note: ({ asked }) => asked.reason,
    },
    timeOut: {
      help: 'Nobody answered in time', from: open, happened: 'unanswered', by: ['system'], visibility: 'internal',
      check: ({ record, now }) => record.dueBy! <= now ? undefined : refused('not-due', `There is time until ${record.dueBy}.`),
      ...attemptFailed(() => true, 'failed'),
    },
    cancel: {
      help: 'No longer wanted', from: open, to: 'canceled', happened: 'canceled', by: ['agent', ...deployers, 'system'], asks: { reason }, change: ({ now }) => ({ finishedAt: now }), note: ({ asked }) => asked.reason,
      check: ({ record, actor }) => actor.roles.includes('system') && isUndoing(record.action) ? refused('undoing', 'What undoes a rollout goes on when the rollout ends.') : undefined,
    },
    blame: {
      help: 'It harmed production: counts as a failed change', from: ['succeeded'], happened: 'found-faulty', by: ['lead', ...deployers, 'system', 'importer'],
      asks: { reason, rollout: optional(text({ max: 64 })), since: optional(instant()) },
      check: ({ record, asked }) => record.stage !== 'production' || isUndoing(record.action) || record.faultyAt || (asked.rollout && asked.rollout !== record.rollout) ? refused('not-to-blame', 'It brought nothing new into production in that rollout, or was blamed already.') : undefined,
      change: ({ asked, now }) => ({ faultyAt: asked.since ?? now, faultReason: asked.reason }),
      note: ({ asked }) => asked.reason,
    },
  },
  timers: { timeout: { help: 'Nobody answered in time', at: ({ state, dueBy }) => isOpen(state) ? dueBy : undefined, run: 'timeOut' } },
  lists: { byState: { by: 'state' }, byEnvironment: { by: 'environment' }, byStage: { by: 'stage' }, byRelease: { by: 'release' }, byService: { by: 'service' } },
  summary: [
    'artefact', 'service', 'build', 'environment', 'stage', 'approach', 'action', 'ring', 'percent', 'release', 'delivery', 'completes', 'committedAt', 'attempt', 'finishedAt', 'faultyAt',
  ],
  queries: { running, dora },
  reactions: {
    asked: {
      on: 'release.deployment-asked', help: 'A release asks for its next deployment', when: notReplayed, find: { create: true }, run: 'create',
      with: ({ metadata, data }) => ({ ...data.deployment, release: metadata.recordId }), link: ({ metadata }) => ({ type: 'child-of', target: metadata.recordId }),
    },
    rollingBack: { on: 'release.rolling-back', help: 'What is rolled back needs no further deployment', find: { linked: 'child-of', end: 'target' }, run: 'cancel', with: () => ({ reason: 'The release is being rolled back.' }) },
    releaseCanceled: { on: 'release.canceled', help: 'What will not be released needs no deployment', find: { linked: 'child-of', end: 'target' }, run: 'cancel', with: () => ({ reason: 'The release was canceled.' }) },
    rolledBack: { on: 'release.rolled-back', help: 'What was rolled back had failed', find: { linked: 'child-of', end: 'target' }, run: 'blame', with: ({ data }: EventSeen) => ({ reason: data.reason, rollout: data.rollout, since: data.since }) },
  },
});

/** What was asked for in a history that is replayed was answered in it. */
function notReplayed({ metadata }: EventSeen): boolean {
  return !metadata.replay;
}

const isUndoing = (action: string | undefined): boolean => action === 'roll-back' || action === 'remove';
const isOpen = (state: string): boolean => state === 'requested' || state === 'running';
const overAlready = (state: string): Refusal => refused('ended-already', `It is ${state} already; ask for another deployment.`);

type Failing = Command<any, FieldMap, FieldMap, 'requested' | 'failed', 'failed' | 'retried', any, any>;

/** What follows when an attempt did not succeed: another one, or the end. An answer to an earlier attempt, or a repeated one, changes nothing. */
function attemptFailed(retryable: (context: Parameters<NonNullable<Failing['change']>>[0]) => boolean, end: 'failed'): Required<Pick<Failing, 'to' | 'change' | 'also'>> {
  type C = Parameters<NonNullable<Failing['change']>>[0];
  const isNews = ({ record, asked }: C): boolean => isOpen(record.state) && (asked.attempt === undefined || asked.attempt === record.attempt);
  const again = (context: C): boolean => retryable(context) && mayRetry(context.record);
  return {
    to: (context) => !isNews(context) ? undefined : again(context) ? 'requested' : end,
    change: (context) => {
      const { record, asked, now } = context;
      if (!isNews(context)) return {};
      const failureReason = asked.reason ?? `Attempt ${record.attempt} was not answered in time.`;
      return again(context) ? { ...attemptAt(record, record.attempt + 1, now), failureReason } : { failureReason, finishedAt: now };
    },
    also: (context) => !isNews(context) ? [] : [{ type: again(context) ? 'retried' : end }],
  };
}

interface Wanted {
  readonly input: { readonly action?: string; readonly release?: string; readonly change?: string; readonly rollout?: string };
  readonly refs: { readonly artefact?: { readonly deployable?: boolean }; readonly environment?: { readonly stage?: string }; readonly change?: object };
  readonly byRelease: boolean;
  readonly blackouts: readonly Blackout[];
}

/** Only what the library holds is deployed, and into production only by a release or an approved change. */
function mayBeDeployed({ input, refs, byRelease, blackouts }: Wanted): Refusal | undefined {
  if (!byRelease && (input.release || input.rollout)) return forbidden('release-asks-itself', 'A release asks for its deployments itself; leave release and rollout out.');
  if (!refs.artefact?.deployable && input.action !== 'remove') return invalid([{ pointer: '/artefact', code: 'not-deployable', detail: 'Only an artefact that is registered in the library, and neither quarantined nor retired, can be deployed.' }]);
  if (byRelease || refs.environment?.stage !== 'production') return undefined;
  if (blackouts[0]) return refused('blackout', `Production is closed${blackouts[0].end ? ` until ${blackouts[0].end}` : ''}: ${blackouts[0].title}.`);
  const { state } = (refs.change ?? {}) as { state?: string };
  return state && ['scheduled', 'implement'].includes(state) ? undefined : refused('no-approved-change', input.change
    ? `${input.change} is ${state}; what goes into production needs a change that is scheduled or being implemented.` : 'What goes into production needs a release, or a change that is scheduled or being implemented.');
}
