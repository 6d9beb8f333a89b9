import type { Field } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import { plainValue } from './plain-value.ts';
import { label } from './wording.ts';

/** What people call the record of a type with this id. */
export type NameOf = (type: string, id: string) => string;

/** A value in the words that people know, as one line: for what is searched, sorted and exported. Times and spans stay as the service writes them. */
export function wordsOf(field: Field, value: unknown, nameOf: NameOf): string {
  if (value === undefined || value === null) return '';
  switch (field.kind) {
    case 'flag': return value ? texts.practice.yes : texts.practice.no;
    case 'choice': return label(String(value));
    case 'ref': return nameOf(field.target ?? '', String(value));
    case 'list': return (value as unknown[]).map((one) => (field.of ? wordsOf(field.of, one, nameOf) : plainValue(one))).join(', ');
    default: return plainValue(value);
  }
}
