import { parseDuration } from '../../shared/clock/index.ts';
import { stepsFor, unhealthy, watchedUntil, type Rolling, type Step } from './rollout.ts';
import { placeOf, stageOf, type Stage } from './stages.ts';

/** A request that nothing takes up for so long has failed: the artefact may have been quarantined meanwhile. */
const TAKEN_UP_WITHIN = parseDuration('PT10M') * 1000;

/** The deployment that a release has asked for last, and what came of it. */
export interface Rollout extends Step {
  readonly stage: Stage; readonly step: number; readonly completes: boolean;
  readonly status: 'asked' | 'deploying' | 'watched' | 'done' | 'held' | 'failed';
  readonly askedAt: string; readonly deployment?: string; readonly watchedUntil?: string;
  readonly errorRate?: number; readonly reached?: number; readonly reports?: number; readonly reason?: string;
}
export interface Rollback { readonly status: 'asked' | 'succeeded' | 'failed'; readonly stage: Stage; readonly reason: string; readonly by: string; readonly askedAt: string; readonly deployment?: string }
export interface Delivered extends Rolling {
  readonly number: string; readonly state: string; readonly round?: number; readonly artefact?: string; readonly rollbackArtefact?: string;
  readonly rollout?: Rollout; readonly rollback?: Rollback; readonly timeout?: string; readonly maxAttempts?: number;
}
export interface Answer { readonly number: string; readonly state: string; readonly release?: string; readonly ring?: string; readonly stage?: string; readonly action?: string; readonly createdAt: string; readonly sha256?: string; readonly errorRate?: number; readonly reached?: number; readonly failureReason?: string }

/** What all deployments of one run through the pipeline have in common. */
export const rolloutKey = ({ number, round = 1 }: Pick<Delivered, 'number' | 'round'>): string => `${number}-r${round}`;

/** Whether a deployment is on its way, or watched. */
export const isUnderWay = ({ rollout, rollback }: Pick<Delivered, 'rollout' | 'rollback'>): boolean =>
  rollback?.status === 'asked' || (rollout !== undefined && ['asked', 'deploying', 'watched'].includes(rollout.status));

/** The next deployment of the stage that a release stands in; undefined when all were made, or one is still on its way. */
export function nextRollout(release: Delivered, now: string): Rollout | undefined {
  const stage = stageOf(release.state);
  const { rollout } = release;
  if (!stage || isUnderWay(release) || rollout?.status === 'failed') return undefined;
  const steps = stepsFor(stage, release);
  const step = rollout?.stage === stage ? rollout.step + (rollout.status === 'done' ? 1 : 0) : 0;
  return steps[step] && { ...steps[step], stage, step, completes: step === steps.length - 1, status: 'asked', askedAt: now };
}

/** What a deployment is made from, as the event carries it. */
export const requestFor = (release: Delivered, { stage, action, name, percent, completes }: Rollout): object => ({
  ...common(release), artefact: release.artefact, environment: (release as unknown as Record<string, string>)[placeOf[stage]],
  approach: stage === 'production' ? release.approach : 'big-bang', action, ring: name, percent, completes,
});

/** The deployment that undoes a stage: of the artefact before, or the removal of this one where there was none. */
export const undoingOf = (release: Delivered, stage: Stage): object => ({
  ...common(release), artefact: release.rollbackArtefact ?? release.artefact, environment: (release as unknown as Record<string, string>)[placeOf[stage]],
  approach: stage === 'production' ? release.approach : 'big-bang', action: release.rollbackArtefact ? 'roll-back' : 'remove', ring: 'rollback', percent: 100, completes: true,
});

const common = ({ timeout, maxAttempts, ...release }: Delivered): object => ({ rollout: rolloutKey(release), ...(timeout && { timeout }), ...(maxAttempts && { maxAttempts }) });

/** Which of the two that a release may wait for a deployment answers; neither, when it is of an earlier request. */
export function awaited({ number, rollout, rollback }: Delivered, answer: Answer): 'rollout' | 'rollback' | undefined {
  if (answer.release !== number) return undefined;
  if (answer.action === 'roll-back' || answer.action === 'remove') return rollback?.status === 'asked' && rollback.askedAt <= answer.createdAt ? 'rollback' : undefined;
  const fits = rollout && answer.ring === rollout.name && answer.stage === rollout.stage && rollout.askedAt <= answer.createdAt;
  return fits && (rollout.status === 'asked' || rollout.status === 'deploying') ? 'rollout' : undefined;
}

/** What the state of its deployment makes of a rollout. */
export function afterAnswer(rollout: Rollout, { number: deployment, state, errorRate, reached, failureReason }: Answer, now: string): Rollout {
  const known = { ...rollout, deployment };
  if (state === 'failed' || state === 'canceled') return { ...known, status: 'failed', reason: failureReason ?? `${deployment} was ${state}.` };
  if (state !== 'succeeded') return { ...known, status: 'deploying' };
  const until = watchedUntil(rollout, now);
  const told = { ...known, errorRate, reached, reports: errorRate === undefined ? 0 : 1 };
  const reason = unhealthy(rollout, told, until === undefined);
  return reason ? { ...told, status: 'failed', reason } : until ? { ...told, status: 'watched', watchedUntil: until } : { ...told, status: 'done' };
}

/** What a report of its health makes of a rollout that is watched. */
export function afterReport(rollout: Rollout, { errorRate, reached }: { errorRate?: number; reached?: number }): Rollout {
  const told = { ...rollout, errorRate: errorRate ?? rollout.errorRate, reached: reached ?? rollout.reached, reports: (rollout.reports ?? 0) + (errorRate === undefined ? 0 : 1) };
  const reason = unhealthy(rollout, told, false);
  return reason ? { ...told, status: 'failed', reason } : told;
}

/** What the end of watching makes of it. */
export function afterWatch(rollout: Rollout): Rollout {
  const reason = unhealthy(rollout, rollout, true);
  return reason ? { ...rollout, status: 'failed', reason } : { ...rollout, status: 'done' };
}

/** The moment at which something has to happen to what is on its way: watching ends, or a request was taken up by nobody. */
export function dueAt({ rollout, rollback }: Pick<Delivered, 'rollout' | 'rollback'>): string | undefined {
  const unheard = (asked: string): string => new Date(Date.parse(asked) + TAKEN_UP_WITHIN).toISOString();
  if (rollback?.status === 'asked') return rollback.deployment ? undefined : unheard(rollback.askedAt);
  if (rollout?.status === 'watched') return rollout.watchedUntil;
  return rollout?.status === 'asked' ? unheard(rollout.askedAt) : undefined;
}

/** What the machine is told of a stage: nothing while a deployment is on its way, watched or held. */
export function outcomeOf(release: Delivered): { outcome: 'complete' | 'next' | 'failed' | 'rolling-back' | 'left' } | undefined {
  const { state, rollout, rollback } = release;
  if (!stageOf(state)) return { outcome: 'left' };
  if (rollback?.status === 'asked' || rollback?.status === 'failed') return { outcome: 'rolling-back' };
  if (rollout?.stage !== state) return undefined;
  if (rollout.status === 'failed') return { outcome: 'failed' };
  return rollout.status === 'done' ? { outcome: rollout.completes ? 'complete' : 'next' } : undefined;
}
