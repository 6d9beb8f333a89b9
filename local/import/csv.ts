import { parse } from 'csv-parse/sync';

/** A record of a CSV file, with the line on which it starts; the header is on line 1. */
export interface CsvRecord { readonly line: number; readonly fields: readonly string[] }
export interface CsvFault { readonly line: number; readonly reason: string }
export interface Csv { readonly header: readonly string[]; readonly records: readonly CsvRecord[]; readonly faults: readonly CsvFault[] }

/** A quoted field that spans more lines than this is taken for a quotation mark that somebody forgot to close. */
const MOST_LINES = 200;

/**
 * Reads a CSV file: UTF-8 or UTF-16 with a byte order mark, UTF-8 or Windows-1252 without; commas, semicolons or tabs; any line ends.
 * A record that cannot be read costs its own line only: reading goes on with the next one.
 */
export function readCsv(bytes: Uint8Array): Csv {
  const lines = textOf(bytes).split(/\r\n|\n|\r/);
  const start = lines.findIndex((line) => line.trim() !== '');
  if (start < 0) return { header: [], records: [], faults: [] };
  const delimiter = delimiterOf(lines[start]!);
  const header = fieldsOf(lines[start]!, delimiter)?.map((name) => name.trim()) ?? [];
  const records: CsvRecord[] = [];
  const faults: CsvFault[] = [];
  for (let at = start + 1; at < lines.length;) {
    const { fields, length } = recordAt({ lines, at, delimiter, width: header.length });
    if (fields?.length === header.length) records.push({ line: at + 1, fields });
    else if (lines[at]!.trim() !== '') faults.push({ line: at + 1, reason: reasonOf(fields, header.length) });
    at += length;
  }
  return { header, records, faults };
}

const reasonOf = (fields: readonly string[] | undefined, width: number): string => fields
  ? `It has ${fields.length} fields where the header has ${width}${fields.length < width ? '; is the line cut off?' : ''}.`
  : 'A quotation mark opens a field and nothing closes it.';

function recordAt({ lines, at, delimiter, width }: { lines: readonly string[]; at: number; delimiter: string; width: number }): { fields?: readonly string[]; length: number } {
  const first = lines[at]!;
  if (!isOpen(first)) return { fields: fieldsOf(first, delimiter), length: 1 };
  const end = lines.slice(at + 1, at + MOST_LINES).findIndex(isOpen);
  const whole = end < 0 ? undefined : lines.slice(at, at + end + 2).join('\n');
  const fields = whole === undefined ? undefined : fieldsOf(whole, delimiter);
  return fields?.length === width ? { fields, length: end + 2 } : { fields: fieldsOf(first, delimiter), length: 1 };
}

/** An odd number of quotation marks leaves a field open: within it they come in pairs. */
const isOpen = (line: string): boolean => line.split('"').length % 2 === 0;

function fieldsOf(record: string, delimiter: string): readonly string[] | undefined {
  if (!record.includes('"')) return record.split(delimiter);
  try {
    return parse(record, { delimiter, relax_quotes: true, relax_column_count: true, record_delimiter: '\0' })[0];
  } catch {
    return undefined;
  }
}

const delimiterOf = (header: string): string =>
  [',', ';', '\t'].map((delimiter) => ({ delimiter, many: header.split(delimiter).length })).sort((a, b) => b.many - a.many)[0]!.delimiter;

function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
