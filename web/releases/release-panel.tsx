import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useMe, type RecordType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecord, type AnyRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { instantText, label } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { isStale, type Otap, type Stage } from './board.ts';
import { Handover, SignOff } from './promises.tsx';

const words = texts.releases;
const POLL = 10_000;
/** The steps that carry a release on, or back, in the order in which they come; everything else is under More. */
const first = ['begin', 'promote', 'signOff', 'resume', 'confirmHandover', 'handOver', 'close', 'rollBack', 'replan'];
interface Contents { readonly changes: readonly { readonly change: string; readonly title: string; readonly approved: boolean; readonly state: string }[] }

/** A release beside the board: gates with what is missing, evidence, changes, and what one may do. */
export function ReleasePanel({ type, number }: { type: RecordType; number: string }) {
  const { data: release } = useRecord(type, number);
  const { data: otap } = useNamedQuery<Otap>(type, { name: 'otap', id: number, poll: POLL });
  const { data: contents } = useNamedQuery<Contents>(type, { name: 'contents', id: number });
  return (
    <SplitPanel header={release ? titleOf(release) : number} hidePreferencesButton closeBehavior="hide">
      {!release || !otap ? <Waiting /> : (
        <SpaceBetween size="l">
          <SpaceBetween direction="horizontal" size="s" alignItems="center"><StateBadge type={type} state={release.state} /><To href={hrefOf(type, number)}>{words.openPage}</To></SpaceBetween>
          <Commands type={type} release={release} />
          {otap.rollback && <Alert type="error" header={words.rollback}>{words.rollbackBy(otap.rollback.by, otap.rollback.reason)}</Alert>}
          {otap.next && (
            <Alert type={otap.next.met ? 'success' : 'warning'} header={otap.next.met ? words.open(words.gateTo[otap.next.gate] ?? otap.next.gate) : words.missing(words.gateTo[otap.next.gate] ?? otap.next.gate, otap.next.unmet.length)}>
              {otap.next.met ? words.nothingMissing : <ul className="plain">{otap.next.unmet.map(({ condition, detail, pointer }) => <li key={`${condition}${pointer}`}>{detail}</li>)}</ul>}
              <Box color="text-body-secondary" fontSize="body-s">{words.opens(otap.next.by.map(label).join(', '))}</Box>
            </Alert>
          )}
          {otap.rollout && <Rollout rollout={otap.rollout} />}
          <section aria-label={words.otap}><Box variant="h3">{words.otap}</Box><ol className="releases-stages">{otap.stages.map((stage) => <StageLine key={stage.stage} stage={stage} otap={otap} />)}</ol></section>
          <section>
            <Box variant="h3">{words.artefact}</Box>
            {otap.artefact && <RecordLink type="artefact" id={otap.artefact} />}
            {otap.sha256 && <div><span className="releases-hash">{otap.sha256}</span> <CopyToClipboard variant="icon" copyButtonAriaLabel={`${words.copy}: ${words.hash}`} copySuccessText={words.copied} copyErrorText={texts.practice.failed} textToCopy={otap.sha256} /></div>}
          </section>
          <section>
            <Box variant="h3">{words.contents}</Box>
            {contents?.changes.length ? (
              <ul className="plain">{contents.changes.map(({ change, title, approved }) => <li key={change}><To href={`/records/changes/${change}`}>{change}</To> {title} <StatusIndicator type={approved ? 'success' : 'warning'}>{approved ? words.approved : words.notApproved}</StatusIndicator></li>)}</ul>
            ) : <Box color="text-body-secondary">{words.noContents}</Box>}
          </section>
          <SignOff release={release} />
          <Handover release={release} />
        </SpaceBetween>
      )}
    </SplitPanel>
  );
}

function Commands({ type, release }: { type: RecordType; release: AnyRecord }) {
  const [command, setCommand] = useState<string>();
  const me = useMe();
  const allowed = type.commands.filter(({ name }) => release.allowedCommands?.includes(name));
  // What the service itself does as the machine goes on is no button for a person.
  const byPeople = allowed.filter(({ by }) => by.some((role) => role !== 'system' && role !== 'importer') && !(by[0] === 'system' && !me.roles.includes('admin')));
  const next = first.flatMap((name) => byPeople.filter((one) => one.name === name));
  const rest = byPeople.filter(({ name }) => !first.includes(name));
  if (byPeople.length === 0) return null;
  return (
    <SpaceBetween direction="horizontal" size="xs">
      {next.map(({ name }, at) => <Button key={name} variant={at === 0 && name !== 'rollBack' ? 'primary' : 'normal'} onClick={() => setCommand(name)}>{label(name)}</Button>)}
      {rest.length > 0 && <ButtonDropdown items={rest.map(({ name, help }) => ({ id: name, text: label(name), description: help }))} onItemClick={({ detail }) => setCommand(detail.id)}>{words.more}</ButtonDropdown>}
      {command && <CommandDialog type={type} record={release} command={command} onClose={() => setCommand(undefined)} />}
    </SpaceBetween>
  );
}

function Rollout({ rollout: { name, percent, watchedUntil, errorRate, maxErrorRate, status } }: { rollout: NonNullable<Otap['rollout']> }) {
  return (
    <section>
      <Box variant="h3">{words.rollout}</Box>
      <StatusIndicator type={status === 'failed' ? 'error' : status === 'done' ? 'success' : 'in-progress'}>{words.rolloutOf(label(name), percent)}</StatusIndicator>
      {watchedUntil && status !== 'done' && status !== 'failed' && <div>{words.watchedUntil(instantText(watchedUntil))}</div>}
      {errorRate !== undefined && maxErrorRate !== undefined && <div>{words.errorRate(errorRate, maxErrorRate)}</div>}
    </section>
  );
}

function StageLine({ stage, otap }: { stage: Stage; otap: Otap }) {
  const name = words.stages[stage.stage] ?? stage.stage;
  const stale = isStale(stage, otap);
  return (
    <li>
      <StatusIndicator type={stage.passed ? 'success' : stage.current ? 'in-progress' : 'pending'}>{stage.passed ? words.passed(name) : stage.current ? words.current(name) : words.ahead(name)}</StatusIndicator>
      <div>
        {stage.deployment ? <><To href={`/records/deployments/${stage.deployment}`}>{words.evidenceOf(stage.deployment)}</To>{stage.at && ` · ${instantText(stage.at)}`} · <StatusIndicator type={stale ? 'error' : 'success'}>{stale ? words.otherBytes : words.sameBytes}</StatusIndicator></> : <Box color="text-body-secondary">{words.noEvidence}</Box>}
      </div>
      {!stage.passed && stage.gate.unmet.length > 0 && <ul className="plain">{stage.gate.unmet.map(({ condition, pointer, detail }) => <li key={`${condition}${pointer}`}>{detail}</li>)}</ul>}
    </li>
  );
}
