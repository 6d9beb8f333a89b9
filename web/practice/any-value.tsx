import Box from '@cloudscape-design/components/box';
import Table from '@cloudscape-design/components/table';
import { usePractices, type Field, type RecordType } from '../api/practices.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { anyFieldOf } from './any-field.ts';
import { hrefOf, RecordLink } from './record-link.tsx';
import { endOf } from './timeline-words.ts';
import { typeOfRow } from './row-type.ts';
import { Value } from './value.tsx';
import { columnsOf, guess, rowsOf, type Row } from './value-guess.ts';
import { label } from './wording.ts';

const MOST_ROWS = 100;

interface Drawn { readonly type?: RecordType; readonly field?: Field; readonly value: unknown }

/** Any value: by its field where there is one, else by its shape. Lists of things become tables, and numbers of records links. */
export function AnyValue({ type, field, value }: Drawn) {
  const { items } = usePractices();
  const rows = rowsOf(value);
  if (rows && field?.kind === 'list' && field.of?.kind === 'object') return <Rows type={type} rows={rows} fields={field.of.fields} />;
  if (field && field.kind !== 'json') return <Value field={field} value={value} />;
  const kind = guess(value);
  if (rows) return <Rows type={type} rows={rows} />;
  if (kind === 'list') return <>{(value as unknown[]).map((one, at) => <span key={at}>{at > 0 && ', '}<AnyValue type={type} value={one} /></span>)}</>;
  if (kind === 'object') return <Parts type={type} value={value as Row} />;
  if (kind === 'nothing') return <Box color="text-status-inactive" display="inline">{texts.practice.none}</Box>;
  const end = kind === 'text' ? endOf(String(value), items) : undefined;
  if (end) return <RecordLink {...end} />;
  return <Value field={{ name: '', required: true, kind: kind === 'number' ? 'decimal' : kind === 'text' && String(value).includes('\n') ? 'long-text' : kind as Field['kind'] }} value={value} />;
}

/** Fields mean the same under the same name, except where an answer uses the name for something else. */
const fitting = (type: RecordType | undefined, name: string, value: unknown): Field | undefined => {
  const field = type && anyFieldOf(type, name);
  const scalar = typeof value !== 'object' || value === null;
  return field && scalar === (field.kind !== 'list' && field.kind !== 'object' && field.kind !== 'json') && (field.kind !== 'integer' || typeof value === 'number') ? field : undefined;
};

function Parts({ type, value }: { type?: RecordType; value: Row }) {
  return (
    <dl className="parts practice-parts">
      {Object.keys(value).map((name) => <div key={name}><dt>{label(name)}</dt><dd><AnyValue type={type} field={fitting(type, name, value[name])} value={value[name]} /></dd></div>)}
    </dl>
  );
}

function Rows({ type, rows, fields }: { type?: RecordType; rows: readonly Row[]; fields?: readonly Field[] }) {
  const { items } = usePractices();
  const filled = columnsOf(rows);
  const columns = fields ? fields.map(({ name }) => name).filter((name) => filled.includes(name)) : filled;
  return (
    <Table
      variant="embedded" items={rows.slice(0, MOST_ROWS)} wrapLines
      footer={rows.length > MOST_ROWS && <Box color="text-body-secondary">{texts.practice.queries.moreRows(MOST_ROWS, rows.length)}</Box>}
      columnDefinitions={columns.map((name) => ({
        id: name, header: label(name),
        cell: (row: Row) => {
          const own = typeOfRow(row, type, items);
          if (fields) return <AnyValue field={fields.find((field) => field.name === name)} value={row[name]} />;
          if (name === 'name' && own?.identity === 'name' && typeof row.name === 'string') return <To href={hrefOf(own, row.name)}>{row.name}</To>;
          return <AnyValue type={own} field={fitting(own, name, row[name])} value={row[name]} />;
        },
      }))}
    />
  );
}
