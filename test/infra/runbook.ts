import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docs/runbook.md'), 'utf8');

/** The sections of the runbook by their headings, each with its parts by theirs. */
export const sections: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(text.split(/^## /m).slice(1).map((section) => [headingOf(section), new Map(section.split(/^### /m).slice(1).map((part) => [headingOf(part), part.slice(headingOf(part).length).trim()]))]));

/** The queries of CloudWatch Logs Insights that the runbook shows, or hands to a command. */
export const queries: readonly string[] = [...text.matchAll(/^```\n((?:fields|filter|stats) [^`]+)^```$/gm)].map(([, query]) => query!.trim());

/** The fields of the lines that functions log: those of every kernel, and those that a Lambda adds. */
export const loggedFields: ReadonlySet<string> = new Set([
  ...[...readFileSync(join(root, 'shared/store/kernel.ts'), 'utf8').split('export type LogLine = Readonly<{')[1]!.split('}>;')[0]!.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name!),
  ...[...readFileSync(join(root, 'shared/aws/telemetry.ts'), 'utf8').split('new LogItem({ attributes: {')[1]!.split('...more')[0]!.matchAll(/(\w+)(?::|,)/g)].map(([, name]) => name!),
]);

/** What a query names that is neither its language's, nor text, nor what CloudWatch or the query itself made. */
export function fieldsOf(query: string): string[] {
  const made = [...query.matchAll(/\bas (\w+)/g)].map(([, name]) => name!);
  const words = query.replace(/"[^"]*"|\/[^/\n]*\/|@\w+/g, ' ').match(/[A-Za-z_][\w.]*/g) ?? [];
  return [...new Set(words)].filter((word) => !language.has(word) && !made.includes(word));
}

const language = new Set(['filter', 'fields', 'stats', 'sort', 'limit', 'display', 'dedup', 'by', 'as', 'and', 'or', 'not', 'in', 'like', 'asc', 'desc', 'count', 'sum', 'min', 'max', 'avg', 'pct', 'bin', 'ispresent', 'latest', 'earliest', 'm', 'h']);

function headingOf(section: string): string { return section.slice(0, section.indexOf('\n')).trim(); }
