import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useState } from 'react';
import { useType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { instantText, label } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { Conflicts } from './conflicts.tsx';
import type { Conflict } from './planning.ts';
import { Votes } from './votes.tsx';
import type { Approval } from './voting.ts';

const words = texts.changes;
interface Minute { readonly change: string; readonly outcome: string; readonly text: string; readonly by: string; readonly at: string }
interface Item {
  readonly number: string; readonly title: string; readonly type: string; readonly state: string; readonly risk?: string; readonly riskReasons?: readonly string[]; readonly plannedStart?: string;
  readonly plans?: Readonly<Record<string, string | undefined>>; readonly approval?: Approval; readonly conflicts?: readonly Conflict[];
}

/** A meeting of the change advisory board: agenda, votes, minutes. */
export function Meeting({ number, waiting }: { number: string; waiting: readonly { number: string; title: string }[] }) {
  const type = useType('cab-meeting')!;
  const { data: meeting } = useRecord(type, number);
  const { data: agenda } = useNamedQuery<{ items: readonly Item[] }>(type, { name: 'agenda', id: number, poll: 15_000 });
  const order = useTellingOrder(type);
  const [dialog, setDialog] = useState<{ command: string; change?: string }>();
  if (!meeting) return <Waiting />;
  const may = (command: string): boolean => meeting.allowedCommands?.includes(command) ?? false;
  const give = (command: string, body: object): void => order.give({ id: number, command, body });
  const minutes = (meeting.minutes ?? []) as readonly Minute[];
  const listed = agenda?.items.map((item) => item.number) ?? [];
  const addable = waiting.filter((one) => !listed.includes(one.number)).map((one) => ({ value: one.number, label: one.title, description: one.number }));
  return (
    <Container
      header={
        <Header
          variant="h2" description={<>{instantText(String(meeting.at))} · {meeting.location ? String(meeting.location) : ''} · {words.chair}: {meeting.chair ? <RecordLink type="person" id={String(meeting.chair)} /> : texts.practice.none} · <To href={hrefOf(type, number)}>{number}</To></>}
          actions={<SpaceBetween direction="horizontal" size="xs">{(['open', 'close', 'cancel'] as const).filter(may).map((command) => <Button key={command} variant={command === 'cancel' ? 'normal' : 'primary'} onClick={() => setDialog({ command })}>{{ open: words.begin, close: words.end, cancel: words.cancelMeeting }[command]}</Button>)}</SpaceBetween>}
        >{titleOf(meeting)} <StateBadge type={type} state={meeting.state} /></Header>
      }
    >
      <SpaceBetween size="l">
        {may('addToAgenda') && addable.length > 0 && <Select placeholder={words.add} ariaLabel={words.add} options={addable} selectedOption={null} onChange={({ detail }) => give('addToAgenda', { change: detail.selectedOption.value })} />}
        {!agenda ? <Waiting /> : agenda.items.length === 0 ? <Box color="text-body-secondary">{words.agendaEmpty}</Box> : (
          <ol className="changes-agenda">
            {agenda.items.map((item) => (
              <li key={item.number}>
                <AgendaItem item={item} minute={minutes.findLast(({ change }) => change === item.number)} onMinute={may('minute') ? () => setDialog({ command: 'minute', change: item.number }) : undefined} onRemove={may('removeFromAgenda') ? () => give('removeFromAgenda', { change: item.number }) : undefined} />
              </li>
            ))}
          </ol>
        )}
        {dialog && <CommandDialog type={type} record={meeting} command={dialog.command} initial={dialog.change ? { change: dialog.change } : {}} onClose={() => setDialog(undefined)} />}
      </SpaceBetween>
    </Container>
  );
}

function AgendaItem({ item, minute, onMinute, onRemove }: { item: Item; minute: Minute | undefined; onMinute: (() => void) | undefined; onRemove: (() => void) | undefined }) {
  const change = useType('change')!;
  return (
    <SpaceBetween size="xs">
      <Header variant="h3" actions={<SpaceBetween direction="horizontal" size="xs">{onMinute && <Button onClick={onMinute}>{words.minute}</Button>}{onRemove && <Button variant="link" ariaLabel={`${words.remove}: ${item.title}`} onClick={onRemove}>{words.remove}</Button>}</SpaceBetween>} description={`${item.number} · ${words.types[item.type] ?? item.type} · ${words.risk}: ${label(item.risk ?? '')}${item.plannedStart ? ` · ${instantText(item.plannedStart)}` : ''}`}>
        <To href={hrefOf(change, item.number)} fontSize="inherit">{item.title}</To>
      </Header>
      {item.conflicts && <Conflicts items={item.conflicts} planned={item.plannedStart !== undefined} />}
      <Votes approval={item.approval} />
      <ExpandableSection headerText={words.plans} variant="inline">
        <SpaceBetween size="xs">{Object.entries(words.plan_).map(([name, title]) => <div key={name}><Box variant="awsui-key-label">{title}</Box><div className="written">{item.plans?.[name] ?? words.noPlan}</div></div>)}</SpaceBetween>
      </ExpandableSection>
      {minute && <StatusIndicator type={minute.outcome === 'recommended' ? 'success' : minute.outcome === 'not-recommended' ? 'error' : 'info'}>{words.outcome[minute.outcome] ?? minute.outcome}: {minute.text}</StatusIndicator>}
    </SpaceBetween>
  );
}
