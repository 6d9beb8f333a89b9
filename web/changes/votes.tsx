import Box from '@cloudscape-design/components/box';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { Fragment } from 'react';
import { RecordLink } from '../practice/record-link.tsx';
import { instantText } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { standingOf, type Approval } from './voting.ts';

const words = texts.changes;
const looks = { approve: 'success', reject: 'error', abstain: 'stopped' } as const;

/** How a vote stands: towards what is needed, who voted how and why, and who has not yet. */
export function Votes({ approval }: { approval: Approval | undefined }) {
  if (!approval) return null;
  const { approve, needed, percent } = standingOf(approval);
  return (
    <SpaceBetween size="xs">
      <ProgressBar value={percent} label={words.progress(approve, needed)} description={words.rule[approval.rule ?? '']} ariaLabel={words.votes} {...(approval.dueAt && { additionalInfo: words.until(instantText(approval.dueAt)) })} />
      {approval.votes.length > 0 && (
        <ul className="plain">
          {approval.votes.map(({ voter, decision, reason }) => <li key={voter}><StatusIndicator type={looks[decision]}>{words.decision[decision]}</StatusIndicator> <RecordLink type="person" id={voter} />{reason && <>: {reason}</>}</li>)}
        </ul>
      )}
      <Box color="text-body-secondary">
        {approval.awaiting.length === 0 ? words.nobodyAwaited : <>{words.awaiting('')}{approval.awaiting.map((name, at) => <Fragment key={name}>{at > 0 && ', '}<RecordLink type="person" id={name} /></Fragment>)}</>}
      </Box>
    </SpaceBetween>
  );
}
