import { isDeepStrictEqual } from 'node:util';

/** The names among `fields` that an edit really changes; `null` clears, and clearing what is not there changes nothing. */
export const edited = ({ record, input, fields }: { record: Readonly<Record<string, unknown>>; input: Readonly<Record<string, unknown>>; fields: readonly string[] }): string[] =>
  fields.filter((name) => name in input && !isDeepStrictEqual(input[name] ?? undefined, record[name]));
