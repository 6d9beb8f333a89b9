import Alert from '@cloudscape-design/components/alert';
import Badge from '@cloudscape-design/components/badge';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import LiveRegion from '@cloudscape-design/components/live-region';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useRef, useState } from 'react';
import { fieldOf, useMe, useType, type RecordType } from '../api/practices.ts';
import { idOf, useLinks, useRecord, useTimeline, type AnyRecord } from '../api/records.ts';
import { useDisplayName } from '../practice/display-names.ts';
import { ClockBar } from '../practice/clock-bar.tsx';
import { Comments } from '../practice/comments.tsx';
import { Links } from '../practice/links.tsx';
import { useNow } from '../practice/now.ts';
import { StateBadge } from '../practice/state-badge.tsx';
import { Timeline } from '../practice/timeline.tsx';
import { Value } from '../practice/value.tsx';
import { mayAsk } from '../practice/who.ts';
import { label } from '../practice/wording.ts';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { commentsId } from './comment-focus.ts';
import { useDirectory } from './directory.ts';
import { Fresh } from './fresh.tsx';
import { HandoverCard } from './handover-card.tsx';
import { MajorBanner } from './major-banner.tsx';
import { newsSince } from './news.ts';
import { NowBar } from './now-bar.tsx';
import { OrderDialog } from './order-dialog.tsx';
import { Told } from './passages.tsx';
import { PeopleCard } from './people-card.tsx';
import { Priority } from './priority.tsx';
import { RecentChanges } from './recent-changes.tsx';
import { Section } from './section.tsx';
import { Similar } from './similar.tsx';
import { Story } from './story.tsx';
import './agent.css';

const words = texts.agent.incident;

/** Everything about one incident, in as many columns as there is room for. */
export function Incident({ type, record }: { type: RecordType; record: AnyRecord }) {
  const me = useMe();
  const ci = useType('ci')!;
  const { nameOf } = useDirectory();
  const [asked, setAsked] = useState<{ command: string; resolution?: string }>();
  const ask = (command: string): void => setAsked({ command });
  const resolve = record.allowedCommands?.includes('resolve') ? (resolution: string): void => setAsked({ command: 'resolve', resolution }) : undefined;
  const parts = { type, record, nameOf, onCommand: ask };
  return (
    <div className="agent-incident">
      <div className="agent-incident-top">
        <MajorBanner {...parts} />
        <Container><div className="agent-head"><Facts type={type} record={record} /><NowBar {...parts} /><Clocks record={record} /></div></Container>
      </div>
      <div className="agent-incident-parts">
        <div>
          <Story record={record} />
          <HandoverCard {...parts} />
          {typeof record.resolution === 'string' && (
            <Section title={words.resolution}>
              <span className="written">{record.resolution}</span>
              {record.resolutionCode !== undefined && <p><Badge>{label(String(record.resolutionCode))}</Badge></p>}
            </Section>
          )}
          <Section title={words.conversation} id={commentsId(record.number)}><Comments type={type} record={record} /></Section>
          <Section title={words.timeline}><Timeline type={type} record={record} /></Section>
        </div>
        <div>
          <PeopleCard {...parts} />
          <LinkSection type={type} record={record} />
          {mayAsk(me, type, 'similar', record) && <Section title={texts.agent.similar.title}><Similar type={type} record={record} onUse={resolve} /></Section>}
          {mayAsk(me, type, 'told', record) && <Section title={texts.agent.told.title}><Told type={type} record={record} most={5} /></Section>}
          {mayAsk(me, ci, 'recent-changes') && <Later title={texts.agent.recent.title} help={texts.agent.recent.help}><RecentChanges type={type} record={record} /></Later>}
          <Details type={type} record={record} />
        </div>
      </div>
      {asked && <OrderDialog type={type} id={idOf(type, record)} {...asked} onClose={() => setAsked(undefined)} onInstead={ask} />}
    </div>
  );
}

function Clocks({ record: { clocks } }: { record: AnyRecord }) {
  if (!clocks) return null;
  if (clocks.length === 0) return <small className="agent-dim">{words.noClocks}</small>;
  return <div className="agent-clocks">{clocks.map((clock) => <ClockBar key={clock.name} clock={clock} />)}</div>;
}

/** State, priority with its reason, and what others just did. */
function Facts({ type, record }: { type: RecordType; record: AnyRecord }) {
  const said = (name: string): string => label(String(record[name] ?? '')).toLowerCase();
  const reopened = Number(record.reopenCount ?? 0);
  const raised = record.priorityReason ? `, ${words.raised(Number(record.basePriority))}: ${String(record.priorityReason)}` : '';
  return (
    <div className="agent-facts">
      <Fresh value={record.state}><StateBadge type={type} state={record.state} /></Fresh>
      <Fresh value={record.priority}><Priority value={record.priority} /></Fresh>
      <small className="agent-dim">{words.matrix(said('impact'), said('urgency'))}{raised}</small>
      {record.pingPong === true && <Badge color="severity-medium">{texts.agent.table.pingPong}</Badge>}
      {Number(record.transferCount ?? 0) > 0 && <small>{texts.agent.table.transfers(Number(record.transferCount))}</small>}
      {reopened > 0 && <small>{words.reopened(reopened)}</small>}
      {record.security === true && <StatusIndicator type="warning">{words.security}</StatusIndicator>}
      <News type={type} record={record} />
    </div>
  );
}

/** What somebody else has just done since this was opened, said once it happens. */
function News({ type, record }: { type: RecordType; record: AnyRecord }) {
  const me = useMe();
  const seen = useRef(record.version);
  const timeline = useTimeline(type, idOf(type, record)).data;
  const last = newsSince(timeline ?? [], { version: seen.current, me: me.name, now: useNow(15_000) }).at(-1);
  const service = last && (texts.practice.timeline.actors as Readonly<Record<string, string>>)[last.actor];
  const who = useDisplayName('person', service ? undefined : last?.actor);
  const text = last ? words.changedBy(service ?? who, label(last.command)) : '';
  return <><LiveRegion hidden>{text}</LiveRegion>{last && <span className="agent-fresh" key={last.version}><Badge color="blue">{words.justNow}</Badge> {text}</span>}</>;
}

function LinkSection({ type, record }: { type: RecordType; record: AnyRecord }) {
  const count = useLinks(type, idOf(type, record)).data?.length;
  return <Section title={words.links} counter={count || undefined}><Links type={type} record={record} /></Section>;
}

/** Asked for only when somebody opens it. */
function Later({ title, help, children }: { title: string; help: string; children: React.ReactNode }) {
  const [open, setOpen] = useState(false);
  return <ExpandableSection variant="container" headerText={title} headerDescription={help} expanded={open} onChange={({ detail }) => setOpen(detail.expanded)}>{open && children}</ExpandableSection>;
}

const detailed = [
  'service', 'category', 'channel', 'organisation', 'externalNumber', 'createdAt', 'updatedAt', 'firstRespondedAt', 'resolvedAt', 'closedAt', 'autoCloseAt',
  'reassignmentCount',
];

function Details({ type, record }: { type: RecordType; record: AnyRecord }) {
  return (
    <Section title={words.details}>
      <dl className="agent-people">
        {detailed.filter((name) => record[name] !== undefined).map((name) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{label(name)}</dt><dd><Value field={fieldOf(type, name) ?? { name, kind: 'instant', required: false }} value={record[name]} /></dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** An incident by its number: itself, that it loads, or that there is none. */
export function IncidentByNumber({ type, id }: { type: RecordType; id: string }) {
  const { data, error, refetch } = useRecord(type, id);
  if (error && !data) return <Alert type="error" header={words.cannotLoad} action={<Button onClick={() => void refetch()}>{words.tryAgain}</Button>}>{error.message}</Alert>;
  return data ? <Incident key={id} type={type} record={data} /> : <Waiting />;
}
