import type { Command } from '../define.ts';
import { refused } from '../fault.ts';
import { date, object, optional, type Field, type FieldMap } from '../field.ts';

/**
 * What every register of dated entries needs: a date that passes is told once, by an event, however often the sweep comes by.
 * The record keeps of which date it told, so another date is told anew, and two sweeps at once tell it once.
 *
 * Used as three parts: `kept: { told: told('reviewDue') }`, `commands: { tellReview: tell({ date: 'reviewDue', ... }) }` and
 * `timers: { review: { at: onceAt('reviewDue'), run: 'tellReview', ... } }`.
 */
export const told = <const N extends string>(...dates: readonly N[]) => object(
  Object.fromEntries(dates.map((name) => [name, optional(date())])) as unknown as { readonly [P in N]: Field<string, never, true, {}> },
  { help: 'Of which date people were told.' },
);

type Dated = Readonly<Record<string, any>>;

/**
 * The moment at which to tell of a date: its first in UTC, or undefined where there is none or it was told already.
 * @param unless true where nobody needs to know any more
 */
export const onceAt = (name: string, unless: (record: any) => boolean = () => false) => (record: Dated): string | undefined =>
  record[name] === undefined || record.told?.[name] === record[name] || unless(record) ? undefined : dayStart(record[name]);

/** The command that tells; for the sweep only, and refused (`nothing-to-tell`) when there is nothing to tell yet, or any more. */
export const tell = <const E extends string>({ date: name, unless, ...rest }: { date: string; happened: E; help: string; unless?: (record: any) => boolean }): Command<any, FieldMap, FieldMap, never, E, any, any> => ({
  ...rest, by: ['system'], visibility: 'internal',
  check: ({ record, now }) => (onceAt(name, unless)(record) ?? '~') <= now ? undefined : refused('nothing-to-tell', `There is nothing to tell about ${name}.`),
  change: ({ record }) => ({ told: { ...record.told, [name]: record[name] } }),
  note: ({ record }) => record[name],
});

/** The first moment of a date in UTC, in the form that the sweep compares. */
export const dayStart = (day: string): string => `${day}T00:00:00.000Z`;
