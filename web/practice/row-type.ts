import type { RecordType } from '../api/practices.ts';
import { anyFieldOf } from './any-field.ts';
import type { Row } from './value-guess.ts';

/**
 * Of which type the record is that a row of an answer tells about: the page's own, or the one that the row names in `type`, unless that is one of the
 * kinds that the page's type itself knows: a configuration item may be of the kind `service`.
 */
export function typeOfRow(row: Row, own: RecordType | undefined, items: readonly RecordType[]): RecordType | undefined {
  const kinds = own && anyFieldOf(own, 'type')?.choices;
  return kinds?.includes(String(row.type)) ? own : items.find(({ name }) => name === row.type) ?? own;
}
