import type { TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { RecordType } from '../api/practices.ts';
import { titleOf, type AnyRecord } from '../api/records.ts';
import { To } from '../shell/to.tsx';
import { anyFieldOf, targetOf } from './any-field.ts';
import { DueCell } from './clock-bar.tsx';
import { columnsOf } from './list-columns.ts';
import { TITLE } from './list-order.ts';
import { hrefOf } from './record-link.tsx';
import { StateBadge } from './state-badge.tsx';
import { Value } from './value.tsx';
import { When } from './when.tsx';
import { label } from './wording.ts';

/** A link in a row goes where it says, though a click elsewhere in the row opens the row's record. */
const Own = ({ children }: { children: ReactNode }) => <span onClick={(event) => event.stopPropagation()}>{children}</span>;

/** What the column is called: the title's column by what the type calls it. */
export const columnLabel = (type: RecordType, id: string): string =>
  label(id === TITLE && !type.summary.includes(TITLE) && type.summary.includes('displayName') ? 'displayName' : id);

/** The columns of a list, each sortable and drawn by its kind. */
export const columnDefinitions = (type: RecordType): TableProps.ColumnDefinition<AnyRecord>[] => columnsOf(type).map((id) => ({
  id, header: columnLabel(type, id), sortingField: id, isRowHeader: id === (type.identity === 'name' ? TITLE : 'number'), minWidth: widthOf(type, id),
  cell: (record) => cellOf(type, id, record),
}));

/** Less than this breaks words. */
function widthOf(type: RecordType, id: string): number {
  if (id === TITLE) return 220;
  if (id === 'state' || id === 'dueAt') return 135;
  const field = anyFieldOf(type, id);
  if (field?.kind === 'integer' || field?.kind === 'flag') return 90;
  return targetOf(field) ? 130 : 115;
}

function cellOf(type: RecordType, id: string, record: AnyRecord): ReactNode {
  if (id === (type.identity === 'name' ? TITLE : 'number')) return <Own><To href={hrefOf(type, record)}>{id === TITLE ? titleOf(record) : record.number}</To></Own>;
  if (id === TITLE) return titleOf(record);
  if (id === 'state') return <StateBadge type={type} state={record.state} />;
  if (id === 'dueAt') return <DueCell dueAt={record.dueAt} done={type.states.find(({ name }) => name === record.state)?.done} />;
  if (id === 'createdAt' || id === 'updatedAt') return <When at={record[id]} />;
  const field = anyFieldOf(type, id)!;
  const value = <Value field={field} value={record[id]} />;
  return targetOf(field) ? <Own>{value}</Own> : value;
}
