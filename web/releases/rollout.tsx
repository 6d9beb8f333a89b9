import Alert, { type AlertProps } from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { RecordLink } from '../practice/record-link.tsx';
import { instantText, label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import type { Otap, RollbackStatus, RolloutStatus } from './board.ts';

const words = texts.releases;
const rollouts: Record<RolloutStatus, StatusIndicatorProps.Type> = { asked: 'pending', deploying: 'in-progress', watched: 'in-progress', done: 'success', held: 'warning', failed: 'error' };
const rollbacks: Record<RollbackStatus, StatusIndicatorProps.Type> = { asked: 'in-progress', succeeded: 'stopped', failed: 'error' };
const alerts: Record<RollbackStatus, AlertProps.Type> = { asked: 'warning', succeeded: 'info', failed: 'error' };

export const RolloutState = ({ status }: { status: RolloutStatus }) => <StatusIndicator type={rollouts[status]}>{words.rolloutStatus[status]}</StatusIndicator>;
export const RollbackState = ({ status }: { status: RollbackStatus }) => <StatusIndicator type={rollbacks[status]}>{words.rollback[status]}</StatusIndicator>;

/** The deployment that was asked for last: whom it reaches, how it does, and why it does not go on. */
export function Rollout({ rollout: { name, percent, watchedUntil, errorRate, maxErrorRate, status, reason } }: { rollout: NonNullable<Otap['rollout']> }) {
  return (
    <section>
      <Box variant="h3">{words.rollout}</Box>
      <RolloutState status={status} /> · {words.rolloutOf(label(name), percent)}
      {reason && <div>{reason}</div>}
      {watchedUntil && status === 'watched' && <div>{words.watchedUntil(instantText(watchedUntil))}</div>}
      {errorRate !== undefined && maxErrorRate !== undefined && <div>{words.errorRate(errorRate, maxErrorRate)}</div>}
    </section>
  );
}

/** That it goes back, or went, or could not: who said so, and why. */
export const Rollback = ({ rollback: { by, reason, status } }: { rollback: NonNullable<Otap['rollback']> }) =>
  <Alert type={alerts[status]} header={words.rollback[status]}><RecordLink type="person" id={by} />: {reason}</Alert>;
