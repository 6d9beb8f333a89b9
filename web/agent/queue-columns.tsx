import Badge from '@cloudscape-design/components/badge';
import Icon from '@cloudscape-design/components/icon';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { DueCell } from '../practice/clock-bar.tsx';
import { useDisplayName } from '../practice/display-names.ts';
import { useNow } from '../practice/now.ts';
import { hrefOf } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { instantText, label, spanText } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import type { NameOf } from './directory.ts';
import { Priority } from './priority.tsx';
import type { Cell, Reading } from './queue-view.ts';
import { isMajor } from './queues.ts';

const words = texts.agent.table;

/** The link in a row, which the keyboard moves to. */
export const linkId = (number: string): string => `agent-row-${number}`;

/** How tickets are filtered and sorted: by what people read in the cells. */
export const readingWith = (nameOf: NameOf): Reading => ({
  words: (record) => [record.number, record.externalNumber, record.title, nameOf('person', record.requester), record.requester, nameOf('service', record.service), nameOf('person', record.assignee), nameOf('team', record.team), record.category, label(record.state)].filter(Boolean).join(' '),
  cell: (record, column): Cell => {
    switch (column) {
      case 'priority': return Number(record.priority);
      case 'clock': return record.dueAt;
      case 'age': return -Date.parse(record.createdAt);
      case 'hands': return Number(record.transferCount ?? 0);
      case 'state': return label(record.state);
      case 'owner': return nameOf('person', record.assignee) || undefined;
      case 'requester': return nameOf('person', record.requester);
      case 'service': return nameOf('service', record.service) || undefined;
      default: return String(record[column] ?? '');
    }
  },
});

export type Room = 'least' | 'little' | 'some' | 'much';

/** How much room a table has, by its width in pixels. */
export const roomIn = (width: number): Room => width < 460 ? 'least' : width < 620 ? 'little' : width < 1_080 ? 'some' : 'much';

/** The columns of a queue: with little room few, and what else one must know in a second line. */
export function columnsFor(type: RecordType, { room, current }: { room: Room; current: string | undefined }): readonly TableProps.ColumnDefinition<AnyRecord>[] {
  const column = (id: string, header: ReactNode, cell: (record: AnyRecord) => ReactNode, more: Partial<TableProps.ColumnDefinition<AnyRecord>> = {}): TableProps.ColumnDefinition<AnyRecord> => ({ id, header, cell, sortingField: id, ...more });
  const brief = room !== 'much';
  const below = {
    least: (record: AnyRecord) => <><span className="agent-nowrap">{record.number}</span> · <Owner record={record} /></>,
    little: (record: AnyRecord) => <><span className="agent-nowrap">{record.number}</span> · <Owner record={record} /></>,
    some: ({ number, requester }: AnyRecord) => <><span className="agent-nowrap">{number}</span> · <Named type="person" id={requester} /></>,
    much: () => null,
  }[room];
  const columns = {
    priority: column('priority', brief ? <abbr title={label('priority')}>P</abbr> : label('priority'), ({ priority, number }) => <span className={number === current ? 'agent-current' : undefined}><Priority value={priority} brief={brief} /></span>, { width: brief ? 76 : 132 }),
    number: column('number', label('number'), ({ number }) => <span className="agent-nowrap">{number}</span>, { width: 128 }),
    title: column('title', label('title'), (record) => (
      <span className="agent-row"><span id={linkId(record.number)}><To href={hrefOf(type, record)}>{String(record.title)}</To></span><small>{below(record)}</small>{room === 'least' && <Clock type={type} record={record} />}<Hands record={record} /></span>
    ), { isRowHeader: true, minWidth: room === 'least' ? undefined : room === 'little' ? 150 : 170 }),
    clock: column('clock', words.clock, (record) => <Clock type={type} record={record} />, { minWidth: 160, width: room === 'little' ? 160 : undefined }),
    state: column('state', label('state'), ({ state }) => <StateBadge type={type} state={state} />, { minWidth: 124 }),
    owner: column('owner', words.owner, (record) => <Owner record={record} />, { minWidth: 105 }),
    requester: column('requester', words.requester, ({ requester }) => <Named type="person" id={requester} />, { minWidth: 120 }),
    service: column('service', words.service, ({ service }) => <Named type="service" id={service} />, { minWidth: 110 }),
    age: column('age', words.age, ({ createdAt }) => <Age since={createdAt} />, { width: 80 }),
  };
  const { priority, number, title, clock, state, owner, requester, service, age } = columns;
  return { least: [priority, title], little: [priority, title, clock], some: [priority, title, clock, state, owner, age], much: [priority, number, title, clock, state, owner, requester, service, age] }[room];
}

function Clock({ type, record }: { type: RecordType; record: AnyRecord }) {
  const done = type.states.find(({ name }) => name === record.state)?.done;
  return <DueCell dueAt={record.dueAt} paused={record.state === 'on-hold'} holdReason={record.holdReason as string | undefined} done={done} />;
}

function Named({ type, id }: { type: string; id: unknown }) {
  const name = useDisplayName(type, id as string | undefined);
  return <>{name || texts.practice.none}</>;
}

/** Who has it: a person, else their team and that nobody does. */
function Owner({ record: { assignee, team } }: { record: AnyRecord }) {
  return assignee === undefined ? <span className="agent-dim"><Named type="team" id={team} />: {words.nobody.toLowerCase()}</span> : <Named type="person" id={assignee} />;
}

/** What is unusual about a ticket's way here, in words. */
function Hands({ record }: { record: AnyRecord }) {
  const transfers = Number(record.transferCount ?? 0);
  if (!isMajor(record) && transfers === 0) return null;
  return (
    <span className="agent-marks">
      {isMajor(record) && <Badge color="red">{words.major}</Badge>}
      {record.pingPong === true && <span title={words.pingPongHelp}><Badge color="severity-medium"><Icon name="refresh" size="small" /> {words.pingPong}</Badge></span>}
      {transfers > 0 && <small>{words.transfers(transfers)}</small>}
    </span>
  );
}

function Age({ since }: { since: string }) {
  const now = useNow(60_000);
  return <time className="agent-nowrap" dateTime={since} title={instantText(since)}>{spanText((now - Date.parse(since)) / 1_000).split(' ').slice(0, 2).join(' ')}</time>;
}
