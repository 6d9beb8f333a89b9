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

/** How a vote stands, or how it ended: towards what is needed, who voted how and why, and who has not yet. */
export function Votes({ approval }: { approval: Approval | undefined }) {
  if (!approval) return null;
  const { approve, needed, missing, percent } = standingOf(approval);
  const { rule, dueAt, outcome, votes, awaiting } = approval;
  return (
    <SpaceBetween size="xs">
      <ProgressBar
        value={percent} label={words.progress(approve, needed)} description={rule && words.rule(rule, needed)} ariaLabel={words.votes}
        {...(dueAt && !outcome && { additionalInfo: words.until(instantText(dueAt)) })}
      />
      {outcome && <StatusIndicator type={outcome === 'approved' ? 'success' : 'error'}>{words.ended[outcome]}</StatusIndicator>}
      {!outcome && missing.length > 0 && <Box><StatusIndicator type="warning">{words.mandatory}</StatusIndicator> <People names={missing} /></Box>}
      {votes.length > 0 && (
        <ul className="plain">
          {votes.map(({ voter, by, decision, reason }) => (
            <li key={voter}>
              <StatusIndicator type={looks[decision]}>{words.decision[decision]}</StatusIndicator> <RecordLink type="person" id={voter} />
              {by && <> ({words.castBy} <RecordLink type="person" id={by} />)</>}{reason && <>: {reason}</>}
            </li>
          ))}
        </ul>
      )}
      {!outcome && <Box color="text-body-secondary">{awaiting.length === 0 ? words.nobodyAwaited : <>{words.awaiting} <People names={awaiting} /></>}</Box>}
    </SpaceBetween>
  );
}

const People = ({ names }: { names: readonly string[] }) => <>{names.map((name, at) => <Fragment key={name}>{at > 0 && ', '}<RecordLink type="person" id={name} /></Fragment>)}</>;
