import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useMe, useType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { hrefOf } from '../practice/record-link.tsx';
import { instantText, label } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { Conflicts } from './conflicts.tsx';
import type { Conflict } from './planning.ts';
import { approvalOf } from './voting.ts';
import { Votes } from './votes.tsx';

const words = texts.changes;
type Choice = 'approve' | 'reject' | 'abstain';

/** A change to decide on: the risk with its reasons, conflicts, how the vote stands, and one's own vote. */
export function Decision({ number }: { number: string }) {
  const type = useType('change')!;
  const me = useMe();
  const { data: change } = useRecord(type, number);
  const conflicts = useNamedQuery<{ items: readonly Conflict[] }>(type, { name: 'conflicts', id: number });
  const [choice, setChoice] = useState<Choice>();
  if (!change) return null;
  const approval = approvalOf(change);
  const own = approval?.votes.find(({ voter }) => voter === me.name);
  const mayVote = change.allowedCommands?.includes('vote') && approval?.awaiting.includes(me.name);
  const vote = type.commands.find(({ name }) => name === 'vote')!;
  return (
    <SpaceBetween size="s">
      <div>
        <To href={hrefOf(type, number)} fontSize="heading-s">{titleOf(change)}</To>
        <Box color="text-body-secondary">{number} · {words.types[String(change.type)]} · {words.risk}: {label(String(change.risk ?? ''))}{change.plannedStart ? ` · ${instantText(String(change.plannedStart))}` : ''}</Box>
        {Array.isArray(change.riskReasons) && <Box fontSize="body-s" color="text-body-secondary">{words.why}: {change.riskReasons.join('; ')}</Box>}
      </div>
      <Conflicts items={conflicts.data?.items} planned={change.plannedStart !== undefined} />
      <Votes approval={approval} />
      {own && <StatusIndicator type="info">{words.voted(words.decision[own.decision]!)}</StatusIndicator>}
      {mayVote && (
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" onClick={() => setChoice('approve')}>{words.voteFor}</Button>
          <Button onClick={() => setChoice('reject')}>{words.voteAgainst}</Button>
          <Button onClick={() => setChoice('abstain')}>{words.abstain}</Button>
        </SpaceBetween>
      )}
      {choice && <CommandDialog type={type} record={change} command="vote" title={{ approve: words.voteFor, reject: words.voteAgainst, abstain: words.abstain }[choice]} help={titleOf(change)} fields={vote.takes.filter(({ name }) => name !== 'onBehalfOf').map((field) => (field.name === 'reason' ? { ...field, required: choice === 'reject' } : field))} initial={{ decision: choice }} onClose={() => setChoice(undefined)} />}
    </SpaceBetween>
  );
}
