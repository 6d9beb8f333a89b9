import type { Context } from '../../shared/record/define.ts';
import { invalid, refused, type Refusal } from '../../shared/record/fault.ts';
import { lostApproval, type ChangeSeen } from './contents.ts';
import { afterAnswer, afterReport, afterWatch, awaited, nextRollout, requestFor, rolloutKey, undoingOf, type Answer, type Delivered, type Rollback, type Rollout } from './delivery.ts';
import { verdict } from './passage.ts';
import { stageOf, stages } from './stages.ts';

type C = Context<any, any, any, any>;
interface Changed { rollout?: Rollout; rollback?: Rollback; evidence?: object }
type Happened = { type: 'verified' | 'verification-failed' | 'rolled-back' | 'rollback-failed' | 'failed' | 'held' | 'deployment-asked'; data?: Readonly<Record<string, unknown>> };

/** A release has something on its way in these. */
export const delivering = [...stages, 'early-life-support'] as const;

/** The change that a command names, read together with it. */
export const changeIn = (refs: object): ChangeSeen => (refs as { change: ChangeSeen }).change;
const answerIn = (refs: object): Answer => (refs as { deployment: Answer }).deployment;

/** The next deployment, or what is held because the gate to production shut again since it was opened. */
export function ready(context: C): Rollout {
  const next = nextRollout(context.record, context.now)!;
  const { met, unmet } = next.stage === 'production' ? verdict('production', context) : { met: true, unmet: [] };
  return met ? next : { ...next, status: 'held', reason: unmet.map(({ detail }) => detail).join(' ').slice(0, 2000) };
}

/** The event by which CI/CD hears of it, or people of what is held. */
export const asking = (rollout: Rollout, { record }: C): Happened[] => rollout.status === 'held'
  ? [{ type: 'held', data: { reason: rollout.reason } }] : [{ type: 'deployment-asked', data: { deployment: requestFor(record as Delivered, rollout) } }];

/** Refuses an answer to what the release does not wait for. */
export const isAwaited = ({ record, refs }: C): Refusal | undefined =>
  awaited(record, answerIn(refs)) ? undefined : refused('not-awaited', 'It does not answer what this release waits for.');

/** What a deployment's state makes of the release. */
export function answered({ record, refs, now }: C): Changed {
  const answer = answerIn(refs);
  if (awaited(record, answer) === 'rollout') return withEvidence(record, afterAnswer(record.rollout, answer, now), { sha256: answer.sha256, now });
  const status = answer.state === 'succeeded' ? 'succeeded' : answer.state === 'failed' || answer.state === 'canceled' ? 'failed' : 'asked';
  return { rollback: { ...record.rollback, status, deployment: answer.number } };
}

/** Where the end of a rollback leads: what failed before production can be planned anew as failed, what reached it as rolled back. */
export function stateUndone(context: C): 'rolled-back' | 'failed' | undefined {
  const { rollback } = answered(context);
  return rollback?.status === 'succeeded' ? rollback.stage === 'production' ? 'rolled-back' : 'failed' : undefined;
}

/** What time makes of the release: watching ends, or nobody took a request up. */
export function overdue({ record, refs, now }: C): Changed {
  if (record.rollback?.status === 'asked') return { rollback: { ...record.rollback, status: 'failed' } };
  if (record.rollout.status === 'watched') return withEvidence(record, afterWatch(record.rollout), { sha256: refs.artefact?.sha256, now });
  return { rollout: { ...record.rollout, status: 'failed', reason: 'Nothing took the request up: see whether the artefact may still be deployed.' } };
}

/** What a report of its health makes of it. */
export const reported = ({ record, asked }: C): Changed => ({ rollout: afterReport(record.rollout, asked) });

/** A rollout that failed for another reason than its own figures. */
export const failedWith = ({ record }: C, reason: string): Rollout => ({ ...record.rollout, status: 'failed', reason });

/** Whether a change lost its approval while it is being brought into production. */
export const stopsRollout = ({ record, refs }: C): boolean => record.state === 'production' && !record.rollback
  && ['asked', 'deploying', 'watched'].includes(record.rollout?.status) && lostApproval(record.contents, changeIn(refs));

/** The events of what became of a rollout or a rollback. */
export function outcomesOf({ record }: C, { rollout, rollback }: Changed): Happened[] {
  if (rollout?.status === 'failed') return [{ type: 'verification-failed', data: { reason: rollout.reason } }];
  if (rollout?.status === 'done') return [{ type: 'verified', data: { ring: rollout.name, completes: rollout.completes } }];
  if (rollback?.status === 'failed') return [{ type: 'rollback-failed', data: { reason: rollback.reason } }];
  if (rollback?.status !== 'succeeded') return [];
  const { reason, askedAt: since, stage } = rollback;
  return [{ type: stage === 'production' ? 'rolled-back' : 'failed', data: { reason, since, rollout: rolloutKey(record) } }];
}

/** Before production only what failed is undone; in production and after, whatever people have a reason to undo. */
export function mayRollBack({ record, asked }: C): Refusal | undefined {
  if (record.rollback?.status === 'asked') return refused('rolling-back-already', 'It is being rolled back already.');
  const failed = record.rollout?.status === 'failed' || record.rollback?.status === 'failed';
  if (failed) return undefined;
  if (record.state !== 'production' && record.state !== 'early-life-support') return refused('nothing-failed', 'Nothing failed; use rework or cancel.');
  return asked.reason ? undefined : invalid([{ pointer: '/reason', code: 'required', detail: 'Nothing failed by itself: say why it is rolled back.' }]);
}

/** A rollback as it begins. */
export const undoing = ({ record, asked, actor, now }: C): Rollback =>
  ({ status: 'asked', stage: stageOf(record.state) ?? 'production', reason: asked.reason ?? record.rollout?.reason ?? record.rollback?.reason ?? 'It failed.', by: actor.name, askedAt: now });

/** The event that asks for it. */
export const askingToUndo = (context: C): Happened[] => [{ type: 'deployment-asked', data: { deployment: undoingOf(context.record as Delivered, undoing(context).stage) } }];

/** A stage in which the last deployment is done and verified has what its exit gate looks for. */
function withEvidence(record: Delivered & { evidence?: object }, rollout: Rollout, { sha256, now }: { sha256?: string; now: string }): Changed {
  const done = rollout.status === 'done' && rollout.completes;
  return { rollout, ...(done && { evidence: { ...record.evidence, [rollout.stage]: { deployment: rollout.deployment, sha256, at: now } } }) };
}
