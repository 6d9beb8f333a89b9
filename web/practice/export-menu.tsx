import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import type { RecordType } from '../api/practices.ts';
import { titleOf, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { anyFieldOf } from './any-field.ts';
import { csvOf } from './csv.ts';
import { download } from './download.ts';
import { columnLabel } from './list-cells.tsx';
import { TITLE } from './list-order.ts';
import type { Columns } from './saved-views.ts';
import { wordsOf, type NameOf } from './words-of.ts';

/** The rows that one sees, of all pages: the shown columns in words as CSV, or everything as the API gave it as JSON. */
export function ExportMenu({ type, rows, columns, nameOf }: { type: RecordType; rows: readonly AnyRecord[]; columns: readonly Columns[]; nameOf: NameOf }) {
  const words = texts.practice.list;
  function save(id: string): void {
    const name = `${type.route}-${new Date().toISOString().slice(0, 10)}.${id}`;
    if (id === 'json') return download(name, JSON.stringify(rows, null, 2), 'application/json');
    const shown = columns.filter(({ visible }) => visible).map((column) => column.id);
    const cells = (record: AnyRecord): string[] => shown.map((column) => (column === TITLE ? titleOf(record) : wordsOf(anyFieldOf(type, column)!, record[column], nameOf)));
    download(name, csvOf([shown.map((column) => columnLabel(type, column)), ...rows.map(cells)]), 'text/csv;charset=utf-8');
  }
  return (
    <ButtonDropdown
      items={[{ id: 'csv', text: words.csv, description: words.csvHelp(rows.length) }, { id: 'json', text: words.json, description: words.jsonHelp(rows.length) }]}
      disabled={rows.length === 0} expandToViewport onItemClick={({ detail }) => save(detail.id)}
    >{words.export}</ButtonDropdown>
  );
}
