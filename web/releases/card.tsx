import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { RecordType } from '../api/practices.ts';
import { useNamedQuery, type AnyRecord } from '../api/records.ts';
import { RecordLink } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { texts } from '../texts/index.ts';
import type { Otap } from './board.ts';
import { RollbackState, RolloutState } from './rollout.tsx';
import { Rail } from './rail.tsx';

const words = texts.releases;
const POLL = 15_000;

/** A release on the board: how far it is, and what keeps it from going on. */
export function Card({ type, release, onOpen }: { type: RecordType; release: AnyRecord; onOpen: () => void }) {
  const { data: otap } = useNamedQuery<Otap>(type, { name: 'otap', id: release.number, poll: POLL });
  const gate = otap?.next && (words.gateTo[otap.next.gate] ?? otap.next.gate);
  const stuck = otap?.rollout?.status === 'held' || otap?.rollout?.status === 'failed' ? otap.rollout.status : undefined;
  return (
    <Container>
      <SpaceBetween size="xs">
        <Link href={`/otap?release=${release.number}`} onFollow={(event) => { event.preventDefault(); onOpen(); }} fontSize="heading-xs">{String(release.title)}</Link>
        <Box fontSize="body-s" color="text-body-secondary">{release.number}{release.service ? <> · <RecordLink type="service" id={String(release.service)} /></> : null}</Box>
        {otap && <Rail otap={otap} />}
        {otap?.rollback ? <RollbackState status={otap.rollback.status} /> : stuck ? <RolloutState status={stuck} /> : otap?.next && gate ? (
          <StatusIndicator type={otap.next.met ? 'success' : 'warning'}>{otap.next.met ? words.open(gate) : words.missing(gate, otap.next.unmet.length)}</StatusIndicator>
        ) : <StateBadge type={type} state={release.state} />}
      </SpaceBetween>
    </Container>
  );
}
