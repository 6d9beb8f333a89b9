import type { Field, RecordType } from '../api/practices.ts';
import { titleOf, type AnyRecord, type Filters } from '../api/records.ts';
import { anyFieldOf, targetOf } from './any-field.ts';
import type { Condition, ListFilter, Operator } from './list-address.ts';
import { momentIn, withinDay } from './list-moment.ts';
import { secondsIn } from './wording.ts';
import { wordsOf, type NameOf } from './words-of.ts';

export interface Seen { readonly type: RecordType; /** The name of whoever looks, whom `me` stands for. */ readonly me: string; readonly nameOf: NameOf; /** Milliseconds. */ readonly now: number }

/** What stands for whoever looks, wherever a person can be named. */
export const ME = 'me';

/** Whether a row passes a list's filter. */
export function matches(record: AnyRecord, { conditions, any }: ListFilter, seen: Seen): boolean {
  if (conditions.length === 0) return true;
  return any ? conditions.some((one) => holds(record, one, seen)) : conditions.every((one) => holds(record, one, seen));
}

function holds(record: AnyRecord, { field: name, operator, values }: Condition, seen: Seen): boolean {
  if (operator === '!=') return !holds(record, { field: name, operator: '=', values }, seen);
  if (operator === '!:') return !holds(record, { field: name, operator: ':', values }, seen);
  if (name === undefined) return values.some((value) => textOf(record, seen).includes(value.toLowerCase()));
  const field = anyFieldOf(seen.type, name);
  if (!field) return true;
  if (operator === ':') return values.some((value) => wordsOf(field, record[name], seen.nameOf).toLowerCase().includes(value.toLowerCase()));
  return values.some((value) => compares(field, record[name], operator, value, seen));
}

/** All that a row shows, for the words that somebody types. */
const textOf = (record: AnyRecord, { type, nameOf }: Seen): string =>
  [record.number, titleOf(record), ...['state', ...type.summary].map((name) => wordsOf(anyFieldOf(type, name)!, record[name], nameOf))].join('\n').toLowerCase();

function compares(field: Field, value: unknown, operator: Operator, wanted: string, seen: Seen): boolean {
  const empty = value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (field.kind === 'flag') return operator === '=' && String(value === true) === wanted;
  if (empty || wanted === '') return operator === '=' && empty && wanted === '';
  switch (field.kind) {
    case 'integer': case 'decimal': return ordered(Number(value) - Number(wanted), operator);
    case 'duration': return ordered(secondsIn(String(value)) - secondsIn(wanted), operator);
    case 'instant': case 'date': return inTime(field, String(value), operator, wanted, seen.now);
    case 'list': return (value as unknown[]).some((one) => String(one) === meant(field, wanted, seen));
    default: return ordered(String(value) === meant(field, wanted, seen) ? 0 : String(value) < wanted ? -1 : 1, operator);
  }
}

const meant = (field: Field, wanted: string, { me }: Seen): string => (wanted === ME && targetOf(field) === 'person' ? me : wanted);

const ordered = (difference: number, operator: Operator): boolean =>
  operator === '=' ? difference === 0 : operator === '<' ? difference < 0 : operator === '<=' ? difference <= 0 : operator === '>' ? difference > 0 : difference >= 0;

/** A day counts as a whole: what is on it is neither before nor after it. */
function inTime({ kind }: Field, value: string, operator: Operator, wanted: string, now: number): boolean {
  const moment = momentIn(wanted, now);
  if (moment === undefined) return false;
  const at = kind === 'date' ? Date.parse(`${value}T00:00`) : Date.parse(value);
  return ordered(withinDay(at, moment) ? 0 : at - moment.from, operator);
}

const API_KINDS = new Set(['choice', 'ref', 'flag', 'integer', 'text']);
const MOST_VALUES = 20;

/**
 * Of a filter, what the service can sieve by itself: conditions that must all hold, for equality with values that it can tell apart.
 * The rest, and these once more, are held against the rows that came.
 */
export function apiFilters(type: RecordType, { conditions, any }: ListFilter): Filters {
  if (any) return {};
  const asked: Record<string, string> = {};
  for (const { field: name, operator, values } of conditions) {
    if (name === undefined || operator !== '=' || name in asked || (name !== 'state' && !type.summary.includes(name))) continue;
    const field = anyFieldOf(type, name);
    const sent = field && values.map((value) => sendable(field, value));
    if (sent && API_KINDS.has(field.kind) && sent.length <= MOST_VALUES && sent.every((value) => value !== undefined)) asked[name] = sent.join(',');
  }
  return asked;
}

/** A value as the service compares it, or undefined where it would not do what is meant: commas part values, and what is not so may be missing. */
function sendable(field: Field, value: string): string | undefined {
  if (value === '' || value.includes(',')) return undefined;
  if (field.kind === 'flag') return value === 'true' ? value : undefined;
  if (field.kind === 'integer') return Number.isSafeInteger(Number(value)) ? String(Number(value)) : undefined;
  if (field.choices) return field.choices.includes(value) ? value : undefined;
  // A text that happens to read “me” is only ever a person's name to the service.
  return value;
}
