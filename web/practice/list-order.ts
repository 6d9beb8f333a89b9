import type { Field, RecordType } from '../api/practices.ts';
import { titleOf, type AnyRecord } from '../api/records.ts';
import { anyFieldOf } from './any-field.ts';
import type { Sorting } from './list-address.ts';
import { secondsIn } from './wording.ts';
import { wordsOf, type NameOf } from './words-of.ts';

/** The column of what a record is called, whichever field that is. */
export const TITLE = 'title';

const text = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Sorts rows by a column as its kind is ordered: choices and states as the definition lists them, names as people know them. Empty ones come last either way. */
export function sortRows(rows: readonly AnyRecord[], { by, descending }: Sorting, { type, nameOf }: { type: RecordType; nameOf: NameOf }): readonly AnyRecord[] {
  const field = by === TITLE ? undefined : anyFieldOf(type, by);
  if (by !== TITLE && !field) return rows;
  const keyed = rows.map((record) => ({ record, key: field ? keyOf(field, record[by], nameOf) : titleOf(record) }));
  const sign = descending ? -1 : 1;
  keyed.sort((one, other) => {
    if (one.key === undefined || other.key === undefined) return Number(one.key === undefined) - Number(other.key === undefined);
    return sign * (typeof one.key === 'number' && typeof other.key === 'number' ? one.key - other.key : text.compare(String(one.key), String(other.key)));
  });
  return keyed.map(({ record }) => record);
}

function keyOf(field: Field, value: unknown, nameOf: NameOf): number | string | undefined {
  if (field.kind === 'flag') return value === true ? 1 : 0;
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return undefined;
  switch (field.kind) {
    case 'choice': return field.choices?.indexOf(String(value)) ?? String(value);
    case 'integer': case 'decimal': return Number(value);
    case 'instant': return Date.parse(String(value));
    case 'date': return Date.parse(String(value));
    case 'duration': return secondsIn(String(value));
    default: return wordsOf(field, value, nameOf);
  }
}
