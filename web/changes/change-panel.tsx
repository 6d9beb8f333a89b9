import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import SplitPanel from '@cloudscape-design/components/split-panel';
import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import { titleOf, useNamedQuery, useRecord, type AnyRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { useTellingOrder } from '../practice/use-telling-order.ts';
import { instantText, label } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { Conflicts } from './conflicts.tsx';
import { isMovable, voidsVotes, type Conflict } from './planning.ts';
import { approvalOf } from './voting.ts';
import { Votes } from './votes.tsx';

const words = texts.changes;
const forward = ['submit', 'requestApproval', 'approve', 'reject', 'implement', 'complete', 'close'];
interface Slot { readonly found: boolean; readonly plannedStart?: string; readonly plannedEnd?: string }

/** A change beside the calendar: its time, what that conflicts with, and a time that does not. */
export function ChangePanel({ type, number }: { type: RecordType; number: string }) {
  const { data: change } = useRecord(type, number);
  const [command, setCommand] = useState<string>();
  const order = useTellingOrder(type);
  const movable = change !== undefined && isMovable(change as AnyRecord);
  const conflicts = useNamedQuery<{ items: readonly Conflict[] }>(type, { name: 'conflicts', id: number, enabled: movable });
  const slot = useNamedQuery<Slot>(type, { name: 'next-slot', id: number, enabled: movable && (conflicts.data?.items.length ?? 0) > 0 });
  return (
    <SplitPanel header={change ? titleOf(change) : number} hidePreferencesButton closeBehavior="hide">
      {!change ? <Waiting /> : (
        <SpaceBetween size="l">
          <SpaceBetween direction="horizontal" size="s"><StateBadge type={type} state={change.state} /><span>{number}</span><To href={hrefOf(type, number)}>{words.open}</To></SpaceBetween>
          <SpaceBetween direction="horizontal" size="xs">
            {forward.filter((name) => change.allowedCommands?.includes(name)).map((name, at) => <Button key={name} variant={at === 0 ? 'primary' : 'normal'} onClick={() => setCommand(name)}>{label(name)}</Button>)}
            {movable && <Button onClick={() => setCommand('update')}>{words.move}</Button>}
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
                  {voidsVotes(change as AnyRecord) && <Alert type="warning">{words.moveVoids}</Alert>}
                  <Button loading={order.pending} onClick={() => order.give({ id: number, command: 'update', version: change.version, body: { plannedStart: slot.data!.plannedStart, plannedEnd: slot.data!.plannedEnd } }, { content: words.moved(number) })}>{words.useSlot}</Button>
                </SpaceBetween>
              ) : words.noFreeSlot}
            </section>
          )}
          {change.state === 'authorize' && <section><Box variant="h3">{words.votes}</Box><Votes approval={approvalOf(change)} /></section>}
          {command && <CommandDialog type={type} record={change} command={command} onClose={() => setCommand(undefined)} {...(command === 'update' && { title: words.move, help: voidsVotes(change as AnyRecord) ? words.moveVoids : '', fields: type.fields.filter(({ name }) => name === 'plannedStart' || name === 'plannedEnd'), initial: { plannedStart: change.plannedStart, plannedEnd: change.plannedEnd } })} />}
        </SpaceBetween>
      )}
    </SplitPanel>
  );
}
