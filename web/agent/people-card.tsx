import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { RecordLink } from '../practice/record-link.tsx';
import { WatchButton } from '../practice/watchers.tsx';
import { texts } from '../texts/index.ts';
import { Fresh } from './fresh.tsx';
import { Section } from './section.tsx';

/** Everybody around an incident, and where to ask somebody in. */
export function PeopleCard({ record, type, onCommand }: { type: RecordType; record: AnyRecord; onCommand: (command: string) => void }) {
  const words = texts.agent.incident;
  const person = (id: unknown): ReactNode => id ? <RecordLink type="person" id={String(id)} /> : words.nobody;
  const several = (ids: unknown): ReactNode => <ul>{((ids ?? []) as readonly string[]).map((id) => <li key={id}>{person(id)}</li>)}</ul>;
  const rows: (readonly [string, ReactNode])[] = [
    [words.requester, person(record.requester)],
    [words.assignee, <Fresh key="assignee" value={record.assignee}>{person(record.assignee)}</Fresh>],
    [words.team, <Fresh key="team" value={record.team}>{record.team ? <RecordLink type="team" id={String(record.team)} /> : words.nobody}</Fresh>],
    ...((record.collaborators as readonly string[] | undefined)?.length ? [[words.collaborators, several(record.collaborators)] as const] : []),
    ...(record.escalatedTo ? [[words.escalatedTo, person(record.escalatedTo)] as const] : []),
    ...(record.watchers?.length ? [[words.watchers, several(record.watchers)] as const] : []),
  ];
  return (
    <Section title={words.people} actions={<SpaceBetween direction="horizontal" size="xs">{record.allowedCommands?.includes('invite') && <Button onClick={() => onCommand('invite')}>{words.invite}</Button>}<WatchButton type={type} record={record} /></SpaceBetween>}>
      <dl className="agent-people">{rows.map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </Section>
  );
}
