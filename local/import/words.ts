import { firstInstantAt } from '../../shared/clock/zone.ts';

export type Level = 'high' | 'medium' | 'low';
export type State = 'new' | 'in-progress' | 'on-hold' | 'resolved' | 'closed' | 'canceled';
export type HoldReason = 'caller' | 'vendor' | 'change' | 'problem';
export interface Standing { readonly state: State; readonly holdReason?: HoldReason }

/** ServiceNow's states in ours; the second name of a state is the one that newer releases use. */
const standings: Readonly<Record<string, Standing>> = {
  'new': { state: 'new' },
  'active': { state: 'in-progress' }, 'in progress': { state: 'in-progress' },
  'awaiting user info': { state: 'on-hold', holdReason: 'caller' },
  'awaiting evidence': { state: 'on-hold', holdReason: 'caller' },
  'awaiting problem': { state: 'on-hold', holdReason: 'problem' },
  'awaiting change': { state: 'on-hold', holdReason: 'change' },
  'awaiting vendor': { state: 'on-hold', holdReason: 'vendor' },
  'on hold': { state: 'on-hold', holdReason: 'caller' },
  'resolved': { state: 'resolved' },
  'closed': { state: 'closed' },
  'canceled': { state: 'canceled' }, 'cancelled': { state: 'canceled' },
};

export const standingOf = (word: string): Standing | undefined => standings[word.toLowerCase().replace(/\s+/g, ' ')];

const levels: readonly Level[] = ['high', 'medium', 'low'];

/** `1 - High`, `1` or `high`. */
export const levelOf = (word: string): Level | undefined =>
  levels.find((level, at) => new RegExp(`^(${at + 1}\\s*(-\\s*${level})?|${level})$`, 'i').test(word));

/** `3 - Moderate` or `3`: 1 to 5. */
export function priorityOf(word: string): number | undefined {
  const found = /^([1-5])(\s*-.*)?$/.exec(word);
  return found ? Number(found[1]) : undefined;
}

export const countOf = (word: string): number | undefined => /^\d{1,6}$/.test(word) ? Number(word) : undefined;

/**
 * The instant of a wall-clock time, day first (`29-02-2016 01:16`) or year first (`2016-02-29 01:16:00`); undefined for what is none,
 * such as 30 February.
 */
export function instantOf(word: string, timeZone: string): string | undefined {
  const [, year, month, day, hour, minute, second = '0'] = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?$/.exec(word)
    ?? dayFirst(/^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}) (\d{1,2}):(\d\d)(?::(\d\d))?$/.exec(word)) ?? [];
  if (year === undefined) return undefined;
  const wanted = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number];
  const local = new Date(Date.UTC(wanted[0], wanted[1] - 1, ...wanted.slice(2) as [number, number, number, number]));
  const read = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate(), local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()];
  if (wanted[0] < 1900 || read.some((part, at) => part !== wanted[at])) return undefined;
  return new Date(timeZone === 'UTC' ? local : firstInstantAt(timeZone, local.getTime() / 1000) * 1000).toISOString();
}

const dayFirst = (found: RegExpExecArray | null): string[] | undefined =>
  found ? [found[0], found[4]!, found[3]!, found[1]!, found[5]!, found[6]!, found[7] ?? '0'] : undefined;
