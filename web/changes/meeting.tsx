import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { useMe, useType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecord, type AnyRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { mayAsk } from '../practice/who.ts';
import { instantText } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { AgendaItem, type Item, type Minute } from './agenda-item.tsx';

const words = texts.changes;
const POLL = 15_000;
const steps = { open: words.begin, close: words.end, cancel: words.cancelMeeting } as const;
interface Asked { readonly command: string; readonly item?: Item }

/** A meeting of the change advisory board: agenda, votes, minutes. */
export function Meeting({ number, waiting }: { number: string; waiting: readonly { number: string; title: string }[] }) {
  const type = useType('cab-meeting')!;
  const me = useMe();
  const { data: meeting, error, refetch } = useRecord(type, number);
  const seen = mayAsk(me, type, 'agenda', meeting);
  const agenda = useNamedQuery<{ items: readonly Item[]; complete: boolean }>(type, { name: 'agenda', id: number, poll: POLL, enabled: seen });
  const order = useTellingOrder(type);
  const [asked, setAsked] = useState<Asked>();
  if (!meeting) return <Awaiting error={error} again={refetch} />;
  const may = (command: string): boolean => meeting.allowedCommands?.includes(command) ?? false;
  const put = (command: 'addToAgenda' | 'removeFromAgenda', change: string | undefined): void => void order.give({ id: number, command, body: { change } });
  const minutes = (meeting.minutes ?? []) as readonly Minute[];
  const byHand = (meeting.agenda ?? []) as readonly string[];
  const { items = [], complete = true } = agenda.data ?? {};
  const addable = waiting.filter((one) => !items.some((item) => item.number === one.number)).map((one) => ({ value: one.number, label: one.title, description: one.number }));
  const actions = (Object.keys(steps) as (keyof typeof steps)[]).filter(may);
  return (
    <Container
      header={
        <Header
          variant="h2" description={<About meeting={meeting} href={hrefOf(type, number)} />}
          actions={
            <SpaceBetween direction="horizontal" size="xs">
              {actions.map((command) => <Button key={command} variant={command === 'cancel' ? 'normal' : 'primary'} onClick={() => setAsked({ command })}>{steps[command]}</Button>)}
            </SpaceBetween>
          }
        >{titleOf(meeting)} <StateBadge type={type} state={meeting.state} /></Header>
      }
    >
      <SpaceBetween size="l">
        {may('addToAgenda') && addable.length > 0 && (
          <Select placeholder={words.add} ariaLabel={words.add} options={addable} selectedOption={null} onChange={({ detail }) => put('addToAgenda', detail.selectedOption.value)} />
        )}
        {seen && !agenda.data && <Awaiting error={agenda.error} again={agenda.refetch} />}
        {(!seen || (agenda.data && items.length === 0)) && <Box color="text-body-secondary">{seen ? words.agendaEmpty : words.agendaOfOthers}</Box>}
        {items.length > 0 && (
          <ol className="changes-agenda">
            {items.map((item) => (
              <li key={item.number}>
                <AgendaItem
                  item={item} minute={minutes.findLast(({ change }) => change === item.number)}
                  onMinute={may('minute') ? () => setAsked({ command: 'minute', item }) : undefined}
                  onRemove={may('removeFromAgenda') && byHand.includes(item.number) ? () => put('removeFromAgenda', item.number) : undefined}
                />
              </li>
            ))}
          </ol>
        )}
        {!complete && <Box color="text-body-secondary">{words.agendaIncomplete}</Box>}
        {asked && (
          <CommandDialog
            type={type} record={meeting} command={asked.command} onClose={() => setAsked(undefined)}
            {...(asked.item && { title: words.minute, help: `${asked.item.number} · ${asked.item.title}`, fixed: { change: asked.item.number } })}
          />
        )}
      </SpaceBetween>
    </Container>
  );
}

const About = ({ meeting, href }: { meeting: AnyRecord; href: string }) => (
  <>
    {[instantText(String(meeting.at)), meeting.location].filter(Boolean).join(' · ')} · {words.chair}:{' '}
    {meeting.chair ? <RecordLink type="person" id={String(meeting.chair)} /> : texts.practice.none} · <To href={href}>{meeting.number}</To>
  </>
);
