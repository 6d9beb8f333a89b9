import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useMe, useType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { useDisplayName } from '../practice/display-names.ts';
import { hrefOf } from '../practice/record-link.tsx';
import { instantText, label } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { Conflicts } from './conflicts.tsx';
import type { Conflict } from './planning.ts';
import { useVoters } from './use-voters.ts';
import { approvalOf } from './voting.ts';
import { Votes } from './votes.tsx';

const words = texts.changes;
const choices = { approve: words.voteFor, reject: words.voteAgainst, abstain: words.abstain } as const;
type Choice = keyof typeof choices;

/** A change to decide on: the risk with its reasons, conflicts, how the vote stands, and one's own vote, or that of somebody whom one stands in for. */
export function Decision({ number }: { number: string }) {
  const type = useType('change')!;
  const me = useMe();
  const { data: change, error, refetch } = useRecord(type, number);
  const conflicts = useNamedQuery<{ items: readonly Conflict[] }>(type, { name: 'conflicts', id: number });
  const votersOf = useVoters();
  const [chosen, setChosen] = useState<{ choice: Choice; voter: string }>();
  const voter = useDisplayName('person', chosen?.voter);
  if (!change) return <Awaiting error={error} again={refetch} />;
  const approval = approvalOf(change);
  const cast = approval?.votes.find((vote) => (vote.by ?? vote.voter) === me.name);
  const voters = change.allowedCommands?.includes('vote') && !cast ? votersOf(change) : [];
  // The button says how; only the reason is left to write.
  const reason = type.commands.find(({ name }) => name === 'vote')!.takes.filter(({ name }) => name === 'reason').map((field) => ({ ...field, required: chosen?.choice === 'reject' }));
  const facts = [number, words.types[String(change.type)], `${words.risk}: ${label(String(change.risk ?? ''))}`, change.plannedStart && instantText(String(change.plannedStart))];
  return (
    <SpaceBetween size="s">
      <div>
        <To href={hrefOf(type, number)} fontSize="heading-s">{titleOf(change)}</To>
        <Box color="text-body-secondary">{facts.filter(Boolean).join(' · ')}</Box>
        {Array.isArray(change.riskReasons) && <Box fontSize="body-s" color="text-body-secondary">{words.why}: {change.riskReasons.join('; ')}</Box>}
      </div>
      <Conflicts items={conflicts.data?.items} planned={change.plannedStart !== undefined} />
      <Votes approval={approval} />
      {cast && <StatusIndicator type="info">{words.voted(words.decision[cast.decision]!)}</StatusIndicator>}
      {voters.map((name) => <Ballot key={name} voter={name} own={name === me.name} onChoose={(choice) => setChosen({ choice, voter: name })} />)}
      {chosen && (
        <CommandDialog
          type={type} record={change} command="vote" title={choices[chosen.choice]} help={chosen.voter === me.name ? '' : words.onBehalf(voter)} fields={reason}
          fixed={{ decision: chosen.choice, ...(chosen.voter !== me.name && { onBehalfOf: chosen.voter }) }} onClose={() => setChosen(undefined)}
        />
      )}
    </SpaceBetween>
  );
}

function Ballot({ voter, own, onChoose }: { voter: string; own: boolean; onChoose: (choice: Choice) => void }) {
  const name = useDisplayName('person', voter);
  const said = (text: string): { ariaLabel?: string } => (own ? {} : { ariaLabel: `${text}. ${words.onBehalf(name)}` });
  return (
    <div role="group" aria-label={own ? words.vote : words.onBehalf(name)}>
      {!own && <Box margin={{ bottom: 'xxs' }}>{words.onBehalf(name)}</Box>}
      <SpaceBetween direction="horizontal" size="xs">
        {(Object.keys(choices) as Choice[]).map((choice) => (
          <Button key={choice} variant={own && choice === 'approve' ? 'primary' : 'normal'} {...said(choices[choice])} onClick={() => onChoose(choice)}>{choices[choice]}</Button>
        ))}
      </SpaceBetween>
    </div>
  );
}
