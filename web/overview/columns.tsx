import type { TableProps } from '@cloudscape-design/components/table';
import type { RecordType } from '../api/practices.ts';
import { titleOf, type AnyRecord } from '../api/records.ts';
import { DueCell } from '../practice/clock-bar.tsx';
import { hrefOf } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';

type Column = TableProps.ColumnDefinition<AnyRecord>;
const words = texts.overview;

/** The columns that a short list of tickets has. */
export const ticketColumns = (type: RecordType): Record<'title' | 'priority' | 'due' | 'state', Column> => ({
  title: { id: 'title', header: words.title, isRowHeader: true, cell: (ticket) => <><To href={hrefOf(type, ticket)}>{titleOf(ticket)}</To> <small>{ticket.number}</small></> },
  priority: { id: 'priority', header: words.priority, cell: ({ priority }) => (priority === undefined ? texts.practice.none : `P${priority as number}`) },
  due: { id: 'due', header: words.due, cell: ({ dueAt, state, holdReason }) => <DueCell dueAt={dueAt} paused={state === 'on-hold'} holdReason={holdReason as string | undefined} /> },
  state: { id: 'state', header: words.state, cell: ({ state }) => <StateBadge type={type} state={state} /> },
});
