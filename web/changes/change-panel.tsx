import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { useState } from 'react';
import { useMe, type RecordType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecord, type AnyRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { instantText, label } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { Conflicts } from './conflicts.tsx';
import { isMovable, mayMove, voidsVotes, type Conflict, type Slot } from './planning.ts';
import { approvalOf } from './voting.ts';
import { Votes } from './votes.tsx';

const words = texts.changes;
const forward = ['submit', 'requestApproval', 'approve', 'reject', 'implement', 'complete', 'close'];

/** A change beside the calendar: its time, what that conflicts with, and a time that does not. */
export function ChangePanel({ type, number }: { type: RecordType; number: string }) {
  const { data: change, error, refetch } = useRecord(type, number);
  const me = useMe();
  const [command, setCommand] = useState<string>();
  const order = useTellingOrder(type);
  const movable = change !== undefined && isMovable(change);
  const mine = change !== undefined && mayMove(type, change, me);
  const conflicts = useNamedQuery<{ items: readonly Conflict[] }>(type, { name: 'conflicts', id: number, enabled: movable });
  const slot = useNamedQuery<Slot>(type, { name: 'next-slot', id: number, enabled: movable && (conflicts.data?.items.length ?? 0) > 0 });
  const move = ({ plannedStart, plannedEnd }: Slot): void =>
    void order.give({ id: number, command: 'update', version: change!.version, body: { plannedStart, plannedEnd } }, { content: words.moved(number) });
  const moving = (before: AnyRecord) => ({
    title: words.move, help: voidsVotes(before) ? words.moveVoids : '', fields: type.fields.filter(({ name }) => name === 'plannedStart' || name === 'plannedEnd'),
    initial: { plannedStart: before.plannedStart, plannedEnd: before.plannedEnd },
  });
  return (
    <SplitPanel header={change ? titleOf(change) : number} hidePreferencesButton closeBehavior="hide">
      {!change ? <Awaiting error={error} again={refetch} /> : (
        <SpaceBetween size="l">
          <SpaceBetween direction="horizontal" size="s"><StateBadge type={type} state={change.state} /><span>{number}</span><To href={hrefOf(type, number)}>{words.open}</To></SpaceBetween>
          <SpaceBetween direction="horizontal" size="xs">
            {forward.filter((name) => change.allowedCommands?.includes(name)).map((name, at) => (
              <Button key={name} variant={at === 0 ? 'primary' : 'normal'} onClick={() => setCommand(name)}>{label(name)}</Button>
            ))}
            {mine && <Button onClick={() => setCommand('update')}>{words.move}</Button>}
          </SpaceBetween>
          <KeyValuePairs columns={2} items={[
            { label: words.when, value: change.plannedStart ? words.span(instantText(String(change.plannedStart)), instantText(String(change.plannedEnd))) : words.notPlanned },
            { label: words.type, value: words.types[String(change.type)] ?? String(change.type) },
            { label: words.risk, value: change.risk ? label(String(change.risk)) : texts.practice.none },
            { label: words.decides, value: change.authority ? <RecordLink type="change-authority" id={String(change.authority)} /> : texts.practice.none },
            { label: words.implementer, value: change.assignee ? <RecordLink type="person" id={String(change.assignee)} /> : texts.practice.none },
            { label: words.service, value: change.service ? <RecordLink type="service" id={String(change.service)} /> : texts.practice.none },
          ]} />
          {movable && <section><Box variant="h3">{words.conflicts}</Box><Conflicts items={conflicts.data?.items} planned={change.plannedStart !== undefined} /></section>}
          {slot.data && (
            <section>
              <Box variant="h3">{words.freeSlot}</Box>
              {slot.data.found ? (
                <SpaceBetween size="xs">
                  <span>{words.span(instantText(slot.data.plannedStart!), instantText(slot.data.plannedEnd!))}</span>
                  {mine && voidsVotes(change) && <Alert type="warning">{words.moveVoids}</Alert>}
                  {mine && <Button loading={order.pending} onClick={() => move(slot.data!)}>{words.useSlot}</Button>}
                </SpaceBetween>
              ) : words.noFreeSlot}
            </section>
          )}
          {change.state === 'authorize' && <section><Box variant="h3">{words.votes}</Box><Votes approval={approvalOf(change)} /></section>}
          {command && <CommandDialog type={type} record={change} command={command} onClose={() => setCommand(undefined)} {...(command === 'update' && moving(change))} />}
        </SpaceBetween>
      )}
    </SplitPanel>
  );
}
