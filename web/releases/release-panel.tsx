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
import { mayAsk } from '../practice/who.ts';
import { instantText, label } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { isStale, offered, type Otap, type Stage } from './board.ts';
import { Handover, SignOff } from './promises.tsx';
import { Rollback, Rollout } from './rollout.tsx';

const words = texts.releases;
const POLL = 10_000;
/** The steps that carry a release on, or back, in the order in which they come; everything else is under More. */
const first = ['begin', 'promote', 'signOff', 'resume', 'confirmHandover', 'handOver', 'close', 'rollBack', 'replan'];
interface Contents { readonly changes: readonly { readonly change: string; readonly title: string; readonly approved: boolean; readonly state: string }[] }

/** A release beside the board: gates with what is missing, evidence, changes, and what one may do. */
export function ReleasePanel({ type, number }: { type: RecordType; number: string }) {
  const me = useMe();
  const { data: release, error, refetch } = useRecord(type, number);
  const seen = release !== undefined && mayAsk(me, type, 'otap', release);
  const way = useNamedQuery<Otap>(type, { name: 'otap', id: number, poll: POLL, enabled: seen });
  const contents = useNamedQuery<Contents>(type, { name: 'contents', id: number, enabled: seen });
  return (
    <SplitPanel header={release ? titleOf(release) : number} hidePreferencesButton closeBehavior="hide">
      {!release ? <Awaiting error={error} again={refetch} /> : (
        <SpaceBetween size="l">
          <SpaceBetween direction="horizontal" size="s" alignItems="center"><StateBadge type={type} state={release.state} /><To href={hrefOf(type, number)}>{words.openPage}</To></SpaceBetween>
          <Commands type={type} release={release} />
          {way.data ? <Way otap={way.data} /> : seen && <Awaiting error={way.error} again={way.refetch} />}
          {seen && (
            <section>
              <Box variant="h3">{words.contents}</Box>
              {!contents.data ? <Awaiting error={contents.error} again={contents.refetch} /> : contents.data.changes.length === 0 ? <Box color="text-body-secondary">{words.noContents}</Box> : (
                <ul className="plain">
                  {contents.data.changes.map(({ change, title, approved }) => (
                    <li key={change}><To href={`/records/changes/${change}`}>{change}</To> {title} <StatusIndicator type={approved ? 'success' : 'warning'}>{approved ? words.approved : words.notApproved}</StatusIndicator></li>
                  ))}
                </ul>
              )}
            </section>
          )}
          <SignOff release={release} />
          <Handover release={release} />
        </SpaceBetween>
      )}
    </SplitPanel>
  );
}

function Way({ otap }: { otap: Otap }) {
  const { next, rollback, rollout, stages, artefact, sha256 } = otap;
  const gate = next && (words.gateTo[next.gate] ?? next.gate);
  return (
    <SpaceBetween size="l">
      {rollback && <Rollback rollback={rollback} />}
      {next && gate && (
        <Alert type={next.met ? 'success' : 'warning'} header={next.met ? words.open(gate) : words.missing(gate, next.unmet.length)}>
          {next.met ? words.nothingMissing : <ul className="plain">{next.unmet.map(({ condition, detail, pointer }) => <li key={`${condition}${pointer}`}>{detail}</li>)}</ul>}
          <Box color="text-body-secondary" fontSize="body-s">{words.opens(next.by.map(label).join(', '))}</Box>
        </Alert>
      )}
      {rollout && <Rollout rollout={rollout} />}
      <section aria-label={words.otap}><Box variant="h3">{words.otap}</Box><ol className="releases-stages">{stages.map((stage) => <StageLine key={stage.stage} stage={stage} otap={otap} />)}</ol></section>
      <section>
        <Box variant="h3">{words.artefact}</Box>
        {artefact && <RecordLink type="artefact" id={artefact} />}
        {sha256 && (
          <div>
            <span className="releases-hash">{sha256}</span>{' '}
            <CopyToClipboard variant="icon" copyButtonAriaLabel={`${words.copy}: ${words.hash}`} copySuccessText={words.copied} copyErrorText={texts.practice.failed} textToCopy={sha256} />
          </div>
        )}
      </section>
    </SpaceBetween>
  );
}

function Commands({ type, release }: { type: RecordType; release: AnyRecord }) {
  const [command, setCommand] = useState<string>();
  const byPeople = offered(type.commands, release);
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

function StageLine({ stage, otap }: { stage: Stage; otap: Otap }) {
  const name = words.stages[stage.stage] ?? stage.stage;
  const stale = isStale(stage, otap);
  return (
    <li>
      <StatusIndicator type={stage.passed ? 'success' : stage.current ? 'in-progress' : 'pending'}>{stage.passed ? words.passed(name) : stage.current ? words.current(name) : words.ahead(name)}</StatusIndicator>
      <div>
        {stage.deployment ? (
          <>
            <To href={`/records/deployments/${stage.deployment}`}>{words.evidenceOf(stage.deployment)}</To>{stage.at && ` · ${instantText(stage.at)}`} ·{' '}
            <StatusIndicator type={stale ? 'error' : 'success'}>{stale ? words.otherBytes : words.sameBytes}</StatusIndicator>
          </>
        ) : <Box color="text-body-secondary">{words.noEvidence}</Box>}
      </div>
      {!stage.passed && stage.gate.unmet.length > 0 && <ul className="plain">{stage.gate.unmet.map(({ condition, pointer, detail }) => <li key={`${condition}${pointer}`}>{detail}</li>)}</ul>}
    </li>
  );
}
