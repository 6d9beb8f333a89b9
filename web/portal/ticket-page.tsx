import './portal.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Steps from '@cloudscape-design/components/steps';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useMe, useType, type RecordType } from '../api/practices.ts';
import { useRecord, type AnyRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { FieldInput } from '../practice/field-input.tsx';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { instantText } from '../practice/wording.ts';
import { NotFound } from '../shell/not-found.tsx';
import { PageFailure } from '../shell/page-failure.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { stepsOf } from './conversation.ts';
import { Rating } from './rating.tsx';
import { Solved } from './solved.tsx';
import { Status } from './status.tsx';
import { Talk } from './talk.tsx';

const words = texts.portal;

/** One ticket, for whoever reported it. */
export function Page() {
  const { number } = useParams();
  const type = useType('incident')!;
  const found = useRecord(type, number);
  if (found.data) return <Ticket key={number} type={type} ticket={found.data} stale={found.error?.message} />;
  if (!found.error) return <Waiting />;
  return (found.error as { status?: number }).status === 404 ? <NotFound /> : <PageFailure error={found.error} again={() => void found.refetch()} />;
}

function Ticket({ type, ticket, stale }: { type: RecordType; ticket: AnyRecord; stale?: string }) {
  const navigate = useNavigate();
  const mine = ticket.requester === useMe().name;
  const may = (command: string): boolean => ticket.allowedCommands?.includes(command) ?? false;
  return (
    <ContentLayout
      breadcrumbs={<BreadcrumbGroup
        items={[{ text: words.back, href: '/portal' }, { text: ticket.number, href: '' }]}
        onFollow={(event) => { event.preventDefault(); void navigate(event.detail.href); }}
      />}
      header={<Header variant="h1" description={<>{ticket.number} · <Status ticket={ticket} /></>} actions={<More type={type} ticket={ticket} may={may} />}>{String(ticket.title)}</Header>}
    >
      <SpaceBetween size="l">
        {stale && <Alert type="warning">{texts.practice.list.stale(stale)}</Alert>}
        <Standing ticket={ticket} />
        {ticket.state === 'on-hold' && ticket.holdReason === 'caller' && <Alert type="warning" header={words.needYou}>{words.needYouHelp}</Alert>}
        {ticket.state === 'resolved' && mine && <Solved type={type} ticket={ticket} />}
        {mine && may('rate') && ticket.state === 'closed' && <Rating type={type} ticket={ticket} />}
        <Talk type={type} ticket={ticket} />
      </SpaceBetween>
    </ContentLayout>
  );
}

/** How far it has come, and by when it should be solved. */
function Standing({ ticket }: { ticket: AnyRecord }) {
  const steps = stepsOf(ticket.state);
  const clock = ticket.clocks?.find(({ name }) => name === 'resolution');
  if (steps.length === 0) return null;
  const look = { done: ['success', words.stepDone], now: ['in-progress', words.stepNow], later: ['pending', words.stepLater] } as const;
  return (
    <Container>
      <SpaceBetween size="s">
        <Steps
          orientation={innerWidth > 700 ? 'horizontal' : 'vertical'} ariaLabel={words.facts}
          steps={steps.map(({ step, progress }) => ({ header: words.steps[step], status: look[progress][0], statusIconAriaLabel: look[progress][1] }))}
        />
        {clock?.state === 'running' && clock.dueAt && <Box color="text-body-secondary">{clock.breached ? words.late(instantText(clock.dueAt)) : words.promise(instantText(clock.dueAt))}</Box>}
      </SpaceBetween>
    </Container>
  );
}

/** What one does now and then: withdraw it, ask for attention, follow it. */
function More({ type, ticket, may }: { type: RecordType; ticket: AnyRecord; may: (command: string) => boolean }) {
  const [command, setCommand] = useState<'cancel' | 'escalate'>();
  const { give } = useTellingOrder(type);
  const watching = ticket.watchers?.includes(useMe().name);
  const items = [
    ...(may('escalate') ? [{ id: 'escalate', text: words.hurry }] : []),
    ...(may('cancel') ? [{ id: 'cancel', text: words.withdraw, description: words.withdrawHelp }] : []),
    ...(may('watch') ? [watching ? { id: 'unwatch', text: words.unfollow } : { id: 'watch', text: words.follow }] : []),
  ];
  if (items.length === 0) return null;
  return (
    <>
      <ButtonDropdown
        items={items} ariaLabel={words.more}
        onItemClick={({ detail: { id } }) => { if (id === 'cancel' || id === 'escalate') setCommand(id); else void give({ id: ticket.number, command: id }); }}
      >{words.more}</ButtonDropdown>
      {command === 'cancel' && <CommandDialog type={type} record={ticket} command="cancel" title={words.withdraw} help={words.withdrawHelp} onClose={() => setCommand(undefined)} />}
      {command === 'escalate' && (
        <CommandDialog type={type} record={ticket} command="escalate" title={words.hurry} help="" fixed={{ kind: 'hierarchical' }} onClose={() => setCommand(undefined)}>
          {(form) => <FieldInput field={type.commands.find(({ name }) => name === 'escalate')!.takes.find(({ name }) => name === 'reason')!} form={form} autoFocus />}
        </CommandDialog>
      )}
    </>
  );
}
