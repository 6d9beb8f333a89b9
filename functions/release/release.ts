import { defineRecord, type EventSeen } from '../../shared/record/define.ts';
import { invalid, refused } from '../../shared/record/fault.ts';
import { choice, date, decimal, duration, flag, instant, integer, list, longText, object, optional, ref, text } from '../../shared/record/field.ts';
import { isStaff, related } from '../../shared/record/policy.ts';
import { blackoutCalendar } from '../../shared/record/presets/blackouts.ts';
import { answered, asking, askingToUndo, changeIn, delivering, failedWith, isAwaited, mayRollBack, outcomesOf, overdue, ready, reported, stateUndone, stopsRollout, undoing } from './answers.ts';
import { contentAfter, contentList, contents, lostApproval, MOST_CHANGES } from './contents.ts';
import { dueAt, isUnderWay, nextRollout, outcomeOf, type Delivered } from './delivery.ts';
import { gateRefusal } from './gates.ts';
import { notes } from './notes.ts';
import { otap } from './otap.ts';
import { contains, fits, frozen, maySign, opens, verdict } from './passage.ts';
import { approaches, approachFields } from './rollout.ts';
import { schedule } from './schedule.ts';
import { nextOf, stages, type Stage } from './stages.ts';

const EARLY_LIFE_DAYS = 14;
const DAY = 86_400_000;
const reason = longText({ max: 2000 });
const managers = ['release-manager', 'importer'] as const;
const shared = ['agent', 'lead', 'operations', 'release-manager', 'change-manager'] as const;
const before = ['planning', 'development', 'test', 'acceptance'] as const;
const open = [...before, 'production', 'early-life-support', 'review'] as const;
const past = ['closed', 'failed', 'rolled-back', 'canceled'] as const;
const built = { sha256: text(), build: text(), service: text(), deployable: optional(flag()) };
const place = (stage: Stage) => optional(ref('environment', { stage: choice(...stages) }, { help: `Where it is deployed for ${stage}.` }));
const plan = (help: string) => optional(ref('test-plan', { purpose: choice('test', 'acceptance'), passed: optional(flag()), sha256: optional(text()), coverage: optional(integer()) }, { help }));
const ran = optional(object({ deployment: text(), sha256: text(), at: instant() }));
const confirmed = optional(object({ by: text(), at: instant(), evidence: reason }));
const answering = { deployment: ref('deployment', { release: optional(text()) }) };
const change = ref('change', { title: text() });

/** A build on its way through development, test, acceptance and production (OTAP) to those who use it, with the changes that it carries. */
export const release = defineRecord({
  name: 'release', practice: 'release', family: 'service', route: 'releases', prefix: 'REL',
  help: 'A build on its way through development, test, acceptance and production, with the changes that it carries.',
  fields: {
    title: text(),
    description: optional(longText()),
    kind: choice('major', 'minor', 'patch', 'emergency'),
    service: ref('service', {}),
    owner: optional(ref('person', {}, { help: 'The release manager.' })),
    signatory: optional(ref('person', { absence: optional(object({ from: date(), until: date(), delegate: optional(ref('person')) })) }, { help: 'Who signs for the business in acceptance; somebody else than the owner.' })),
    artefact: optional(ref('artefact', built, { help: 'The build that is released.' })),
    developmentIn: place('development'), testIn: place('test'), acceptanceIn: place('acceptance'), productionIn: place('production'),
    testPlan: plan('Whose runs are the evidence for the gate out of test.'), acceptancePlan: plan('Whose runs are the evidence for the sign-off by the business.'),
    approach: choice(...approaches), ...approachFields,
    timeout: optional(duration({ help: 'How long an attempt to deploy may take; PT30M when left out.' })), maxAttempts: optional(integer({ min: 1, max: 10 })),
    rollbackPlan: optional(longText({ max: 4000, help: 'How it is undone, step by step.' })),
    rollbackArtefact: optional(ref('artefact', built, { help: 'The build to go back to; left out, this one is removed.' })),
    plannedStart: optional(instant({ help: 'When it is to go into production.' })), plannedEnd: optional(instant()),
    earlyLifeDays: optional(integer({ max: 180, help: `${EARLY_LIFE_DAYS} when left out.` })),
  },
  kept: {
    round: integer({ help: 'How often it set out on its way.' }),
    contents: contentList,
    evidence: object({ development: ran, test: ran, acceptance: ran, production: ran }, { help: 'What ran where.' }),
    signOff: object({ by: text(), at: instant(), sha256: text(), evidence: reason }),
    rollout: object({
      stage: choice(...stages), step: integer(), name: text(), action: choice('deploy', 'switch', 'publish', 'set-flag'), percent: integer(), completes: flag(),
      status: choice('asked', 'deploying', 'watched', 'done', 'held', 'failed'), askedAt: instant(), deployment: optional(text()), watchedUntil: optional(instant()),
      bakeTime: optional(duration()), maxErrorRate: optional(decimal()), minimumReached: optional(integer()), errorRate: optional(decimal()), reached: optional(integer()), reports: optional(integer()), reason: optional(reason),
    }, { help: 'The deployment asked for last.' }),
    rollback: object({ status: choice('asked', 'succeeded', 'failed'), stage: choice(...stages), reason, by: text(), askedAt: instant(), deployment: optional(text()) }),
    handover: object({ knownErrors: confirmed, documentation: confirmed, training: confirmed }),
    earlyLifeUntil: instant(), earlyLifeTold: flag(), deployedAt: instant(), closedAt: instant(),
    lessons: longText({ max: 4000 }),
    escapes: list(object({ defect: text(), at: instant() }), { max: 50 }), escapedCount: integer({ help: 'Defects that came through its tests.' }),
  },
  fixed: { service: 'a release of something else is another release.' },
  states: [...open, ...past], done: past,
  events: [
    'change-included', 'change-excluded', 'change-rechecked', 'approval-lost', 'begun', 'deploying', 'deployment-asked', 'deployment-recorded', 'held', 'verified', 'verification-failed', 'health-reported', 'promoted',
    'signed-off', 'sign-off-withdrawn', 'early-life-begun', 'early-life-over', 'handover-confirmed', 'handed-over', 'closed', 'rolling-back', 'rolled-back', 'rollback-failed', 'failed', 'reworked', 'replanned', 'canceled',
    'escape-counted',
  ],
  lookups: { calendar: blackoutCalendar },
  create: { by: [...shared, 'system', 'importer'], check: fits },
  update: { by: ['release-manager', 'lead', 'owner', 'system', 'importer'], from: open, check: (context) => frozen(context) ?? fits(context) },
  comment: { by: [...shared, 'owner', 'manager', 'security', 'watcher', 'system', 'importer'] },
  commands: {
    include: {
      help: 'Put a change into it, or look at it anew', from: before, happened: 'change-included', by: [...shared, 'importer'], asks: { change },
      check: ({ record, asked }) => record.contents?.length === MOST_CHANGES && !record.contents.some((one) => one.change === asked.change) ? refused('too-many-changes', `A release carries ${MOST_CHANGES} changes at most; make two of it.`) : undefined,
      change: ({ record, refs, now }) => ({ contents: contentAfter(record.contents, changeIn(refs), now) }),
    },
    exclude: {
      help: 'Take a change out of it', from: before, happened: 'change-excluded', by: shared, asks: { change: text({ max: 64 }), reason: optional(reason) },
      check: contains, change: ({ record, asked }) => ({ contents: record.contents?.filter((one) => one.change !== asked.change) }), note: ({ asked }) => asked.reason,
    },
    recheck: {
      help: 'A change that it contains is not what it was', from: open, happened: 'change-rechecked', by: ['system', 'release-manager'], visibility: 'internal', asks: { change }, check: contains,
      change: (context) => ({ contents: contentAfter(context.record.contents, changeIn(context.refs), context.now), ...(stopsRollout(context) && { rollout: failedWith(context, `${context.asked.change} is no longer approved.`) }) }),
      also: (context) => [...(lostApproval(context.record.contents, changeIn(context.refs)) ? [{ type: 'approval-lost' as const, data: { change: context.asked.change } }] : []), ...(stopsRollout(context) ? [{ type: 'verification-failed' as const }] : [])],
    },
    begin: {
      help: 'Set out on the way through OTAP', from: ['planning'], to: 'development', happened: 'begun', by: managers, check: opens,
      change: ({ record }) => ({ round: (record.round ?? 0) + 1, rollout: undefined, rollback: undefined }),
    },
    deploy: {
      help: 'Ask for the next deployment of this stage', from: stages, happened: 'deploying', by: ['system', 'release-manager'],
      check: ({ record, now }) => nextRollout(delivered(record), now) ? undefined : refused('nothing-to-deploy', 'All of this stage is deployed, or a deployment is on its way or has failed.'),
      change: (context) => ({ rollout: ready(context) }),
      also: (context) => asking(ready(context), context),
    },
    resume: {
      help: 'Go on with a rollout that was held at the gate', from: ['production'], happened: 'deploying', by: managers,
      check: (context) => context.record.rollout?.status !== 'held' ? refused('not-held', 'Its rollout is not held.') : gateRefusal('production', verdict('production', context)),
      change: (context) => ({ rollout: ready(context) }),
      also: (context) => asking(ready(context), context),
    },
    recordDeployment: {
      help: 'What became of a deployment that was asked for', from: delivering, happened: 'deployment-recorded', by: ['system'], visibility: 'internal', asks: answering,
      to: stateUndone, check: isAwaited,
      change: answered,
      also: (context) => outcomesOf(context, answered(context)),
    },
    endWatch: {
      help: 'The time of watching is over, or nothing took the request up', from: delivering, happened: 'deployment-recorded', by: ['system'], visibility: 'internal',
      check: ({ record, now }) => (dueAt(delivered(record)) ?? '~') <= now ? undefined : refused('not-due', 'Nothing is due.'),
      change: overdue,
      also: (context) => outcomesOf(context, overdue(context)),
    },
    reportHealth: {
      help: 'Monitoring: how it does while it is watched', from: ['production'], happened: 'health-reported', by: ['operations', 'release-manager', 'agent', 'system'], visibility: 'internal',
      asks: { errorRate: optional(decimal({ max: 100, help: 'Per cent.' })), reached: optional(integer({ max: 100, help: 'Per cent of those who are to get it.' })) },
      check: ({ record, asked }) => record.rollout?.status !== 'watched' ? refused('not-watched', 'Nothing of it is watched now.') : asked.errorRate === undefined && asked.reached === undefined ? invalid([{ pointer: '', code: 'required', detail: 'Say errorRate, reached, or both.' }]) : undefined,
      change: reported,
      also: (context) => outcomesOf(context, reported(context)),
    },
    failVerification: {
      help: 'It does harm, whatever the figures say: roll it back', from: ['production'], happened: 'verification-failed', by: ['operations', 'release-manager', 'system'], asks: { reason },
      check: ({ record }) => !record.rollout || record.rollback ? refused('nothing-to-verify', 'Nothing was deployed yet, or it is being rolled back already.') : undefined,
      change: (context) => ({ rollout: failedWith(context, context.asked.reason) }), note: ({ asked }) => asked.reason,
    },
    promote: {
      help: 'Open the gate to the next stage', from: ['development', 'test', 'acceptance'], to: ({ record }) => nextOf[record.state] as Stage, happened: 'promoted', by: ['release-manager', 'lead', 'importer'],
      check: opens, change: () => ({ rollout: undefined }),
    },
    signOff: {
      help: 'The business accepts what stands in acceptance', from: ['acceptance'], happened: 'signed-off', by: ['anyone'], asks: { evidence: longText({ max: 2000, help: 'Who tried what, and what came of it.' }) },
      check: (context) => maySign(context) ?? gateRefusal('sign-off', verdict('sign-off', context)),
      change: ({ asked, actor, now, refs }) => ({ signOff: { by: actor.name, at: now, sha256: refs.artefact!.sha256!, evidence: asked.evidence } }), note: ({ asked }) => asked.evidence,
    },
    withdrawSignOff: {
      help: 'The business takes its signature back', from: ['acceptance', 'production'], happened: 'sign-off-withdrawn', by: ['anyone'], asks: { reason },
      check: (context) => maySign(context) ?? (context.record.signOff ? undefined : refused('not-signed', 'It is not signed.')), change: () => ({ signOff: undefined }), note: ({ asked }) => asked.reason,
    },
    enterEarlyLife: {
      help: 'It runs everywhere: support it closely', from: ['production'], to: 'early-life-support', happened: 'early-life-begun', by: ['system', 'release-manager'], check: opens,
      change: ({ record, now }) => ({ deployedAt: now, earlyLifeUntil: new Date(Date.parse(now) + (record.earlyLifeDays ?? EARLY_LIFE_DAYS) * DAY).toISOString() }),
    },
    tellEarlyLife: { help: 'Say that early-life support is over', from: ['early-life-support'], happened: 'early-life-over', by: ['system'], check: ({ record, now }) => record.earlyLifeUntil! <= now && !record.earlyLifeTold ? undefined : refused('nothing-to-tell', 'It is not over, or was told.'), change: () => ({ earlyLifeTold: true }) },
    confirmHandover: {
      help: 'Support has what it needs: known errors, documentation, training', from: ['acceptance', 'production', 'early-life-support'], happened: 'handover-confirmed', by: ['agent', 'lead', 'release-manager', 'operations'],
      asks: { item: choice('knownErrors', 'documentation', 'training'), evidence: longText({ max: 2000, help: 'Where it is; of known errors, which there are, or that there are none.' }) },
      change: ({ record, asked, actor, now }) => ({ handover: { ...record.handover, [asked.item]: { by: actor.name, at: now, evidence: asked.evidence } } }), note: ({ asked }) => asked.evidence,
    },
    handOver: { help: 'Support takes it over', from: ['early-life-support'], to: 'review', happened: 'handed-over', by: ['lead', 'manager', 'importer'], check: opens },
    close: { help: 'Reviewed; say what was learnt', from: ['review'], to: 'closed', happened: 'closed', by: ['release-manager', 'manager', 'importer'], takes: { lessons: 'required' }, check: opens, change: ({ now }) => ({ closedAt: now }) },
    rollBack: {
      help: 'Undo what was deployed', from: delivering, happened: 'rolling-back', by: ['system', 'release-manager', 'operations'], asks: { reason: optional(reason) },
      check: mayRollBack,
      change: (context) => ({ rollback: undoing(context) }), note: (context) => undoing(context).reason, also: askingToUndo,
    },
    rework: {
      help: 'Back to development, with another build where there is one', from: ['development', 'test', 'acceptance'], to: 'development', happened: 'reworked', by: ['release-manager', 'lead'], takes: { artefact: 'optional' }, asks: { reason },
      check: (context) => isUnderWay(delivered(context.record)) || context.record.rollout?.status === 'failed' ? refused('deployment-under-way', 'Wait until the deployment has ended, and what failed is rolled back.') : fits(context),
      change: () => ({ rollout: undefined, evidence: undefined, signOff: undefined }), note: ({ asked }) => asked.reason,
    },
    replan: {
      help: 'Plan it anew', from: ['failed', 'rolled-back'], to: 'planning', happened: 'replanned', by: managers, asks: { reason },
      change: () => ({ rollout: undefined, rollback: undefined, evidence: undefined, signOff: undefined, earlyLifeUntil: undefined, earlyLifeTold: undefined, deployedAt: undefined }), note: ({ asked }) => asked.reason,
    },
    cancel: { help: 'It will not be released', from: before, to: 'canceled', happened: 'canceled', by: ['release-manager', 'manager', 'system', 'importer'], asks: { reason }, note: ({ asked }) => asked.reason },
    countEscape: {
      help: 'A defect came through its tests', from: [...open, ...past], happened: 'escape-counted', by: ['system', 'agent', 'lead', 'release-manager'], asks: { defect: text({ max: 64 }) },
      check: ({ record, asked }) => record.escapes?.some(({ defect }) => defect === asked.defect) ? refused('counted-already', `${asked.defect} is counted already.`) : undefined,
      change: ({ record, asked, now }) => ({ escapes: [...(record.escapes ?? []), { defect: asked.defect, at: now }].slice(-50), escapedCount: (record.escapedCount ?? 0) + 1 }),
    },
  },
  timers: {
    watch: { help: 'The time of watching is over, or nothing took the request up', at: (record) => (delivering as readonly string[]).includes(record.state) ? dueAt(delivered(record)) : undefined, run: 'endWatch' },
    earlyLife: { help: 'Early-life support is over', at: ({ state, earlyLifeUntil, earlyLifeTold }) => state === 'early-life-support' && !earlyLifeTold ? earlyLifeUntil : undefined, run: 'tellEarlyLife' },
  },
  lists: { byState: { by: 'state' }, byService: { by: 'service' }, byOwner: { by: 'owner' }, byTestPlan: { by: 'testPlan' }, byAcceptancePlan: { by: 'acceptancePlan' } },
  summary: ['title', 'kind', 'service', 'owner', 'signatory', 'artefact', 'approach', 'plannedStart', 'plannedEnd', 'testPlan', 'acceptancePlan', 'round', 'deployedAt', 'earlyLifeUntil', 'escapedCount'],
  searched: ['title', 'description'],
  queries: { contents, otap, notes, schedule },
  workflows: {
    'release-pipeline': {
      help: 'Development, test, acceptance, production, early-life support, review: asks for each deployment, waits for it and for the gates, and rolls back what fails',
      startsOn: 'release.begun', name: ({ metadata, data }) => `rel-${metadata.tenant}-${metadata.recordId}-r${data.record.round}`,
      view: ({ state, approach, rollout }) => ({ state, approach, step: rollout?.name, status: rollout?.status }),
      waits: {
        answered: (record) => outcomeOf(delivered(record)),
        // Reworked where it stands, it has to be deployed there anew.
        'left-development': (record) => leaves('development')(record) || (!record.rollout && { state: record.state }),
        'left-test': leaves('test'), 'left-acceptance': leaves('acceptance'), 'left-review': leaves('review'),
        'left-early-life': (record) => record.rollback?.status === 'asked' ? { state: 'rolling-back' } : leaves('early-life-support')(record),
        'rolled-back': ({ state }) => (past as readonly string[]).includes(state) && { state },
      },
    },
  },
  reactions: {
    taken: { on: 'deployment.created', help: 'Its deployment was taken up', ...recording() },
    deployed: { on: 'deployment.succeeded', help: 'Its deployment succeeded', ...recording() },
    notDeployed: { on: 'deployment.failed', help: 'Its deployment failed', ...recording() },
    deploymentCanceled: { on: 'deployment.canceled', help: 'Its deployment was canceled', ...recording() },
    changeScheduled: { on: 'change.scheduled', help: 'A change that it contains was approved', ...rechecking() },
    changeEdited: { on: 'change.updated', help: 'A change that it contains was edited, which can void its approval', when: ({ data }) => data.from !== data.state, ...rechecking() },
    changeLapsed: { on: 'change.authorisation-lapsed', help: 'The model of a change that it contains no longer holds', ...rechecking() },
    changeRejected: { on: 'change.rejected', help: 'A change that it contains was rejected', ...rechecking() },
    changeCanceled: { on: 'change.canceled', help: 'A change that it contains was canceled', ...rechecking() },
    changeFailed: { on: 'change.failed', help: 'A change that it contains failed', ...rechecking() },
    changeClosed: { on: 'change.closed', help: 'A change that it contains was closed', ...rechecking() },
    majorIncident: {
      on: 'incident.major-declared', help: 'A major incident of the service while it is being released fails the verification', when: ({ data }) => data.record.service !== undefined,
      find: { list: ({ data }) => ({ state: 'production', service: data.record.service }) }, run: 'failVerification', with: ({ metadata }) => ({ reason: `Major incident ${metadata.recordId}.` }),
    },
    escapedTest: { on: 'test-plan.defect-escaped', help: 'A defect came through its tests', find: { list: ({ metadata }) => ({ testPlan: metadata.recordId }) }, run: 'countEscape', with: ({ data }) => ({ defect: data.defect }) },
    escapedAcceptance: { on: 'test-plan.defect-escaped', help: 'A defect came through its acceptance tests', find: { list: ({ metadata }) => ({ acceptancePlan: metadata.recordId }) }, run: 'countEscape', with: ({ data }) => ({ defect: data.defect }) },
    causedIncident: { on: 'incident.linked', help: 'An incident was caused by it', when: blamesRelease, find: { named: releaseBlamed }, run: 'countEscape', with: ({ metadata }) => ({ defect: metadata.recordId }) },
  },
  visible: (record, actor) => isStaff(actor) || record.signatory === actor.name || related(actor, record),
});

/** The record as rules about its delivery see it. */
function delivered(record: object): Delivered {
  return record as Delivered;
}

function leaves(state: string) {
  return (record: { state: string }) => record.state !== state && { state: record.state };
}

function recording() {
  return { find: { named: ({ data }: EventSeen) => data.record.release as string | undefined }, run: 'recordDeployment' as const, with: ({ metadata }: EventSeen) => ({ deployment: metadata.recordId }) };
}

/** A change does not know of its releases, so those that are open look whether they contain it. */
function rechecking() {
  return { find: { list: () => ({ state: open.join(',') }) }, run: 'recheck' as const, with: ({ metadata }: EventSeen) => ({ change: metadata.recordId }) };
}

function releaseBlamed({ data }: EventSeen): string | undefined {
  return /^(?:release\/)?(REL\d+)$/.exec(data.link?.target ?? '')?.[1];
}

function blamesRelease(event: EventSeen): boolean {
  return event.data.link?.type === 'caused-by' && releaseBlamed(event) !== undefined;
}
