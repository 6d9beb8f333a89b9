import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import { fieldVisible } from '../record/policy.ts';
import { termsOf, type Document } from './terms.ts';

const headings: readonly string[] = ['title', 'name', 'displayName'];

/**
 * A record as the search sees it: the words of its definition's `searched` fields, headings three times as heavy, and its number.
 * @param actor leaves out what this person may not read, so that nobody finds out by searching
 */
export function documentOf(definition: AnyDefinition, record: AnyRecord, actor?: Actor): Document {
  const fields = (definition.searched as readonly string[] ?? []).filter((name) => name !== 'number' && (!actor || fieldVisible(actor, definition, name)));
  return termsOf([
    ...fields.flatMap((name) => textsIn(record[name]).map((text) => ({ text, weight: headings.includes(name) ? 3 : 1 }))),
    { text: record.number, weight: 1 },
  ]);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
