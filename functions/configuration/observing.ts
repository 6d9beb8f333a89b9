import { invalid, refused, type Fault, type Refusal } from '../../shared/record/fault.ts';
import type { Relation } from './relations.ts';

export interface Observed {
  readonly name: string; readonly displayName?: string; readonly type?: string; readonly environment?: string;
  readonly attributes?: Readonly<Record<string, string | number | null>>;
  readonly relations?: readonly Relation[];
}
export interface Confirmed { readonly name: string; readonly version?: number; readonly retire?: boolean }

/** CIs of one audit. */
export const MOST_OBSERVED = 200;
/** As JSON. Twice this, before and after a batch, stays within what a timeline entry can hold. */
const MOST_CHARACTERS = 100_000;

/** What was seen, batch upon batch; a CI that is seen again replaces what was seen of it before. */
export const gathered = (before: readonly Observed[], batch: readonly Observed[]): Observed[] =>
  [...new Map([...before, ...batch].map((one) => [one.name, one])).values()];

export function fitsAudit(observed: readonly Observed[]): Refusal | undefined {
  if (observed.length <= MOST_OBSERVED && JSON.stringify(observed).length <= MOST_CHARACTERS) return undefined;
  return refused('audit-full', `An audit holds at most ${MOST_OBSERVED} CIs and ${MOST_CHARACTERS} characters; make another for the rest.`);
}

/** What can be confirmed: what was seen, new with its type or compared at a version; and the retirement of what was not seen, where all was looked at. */
export function checkConfirmed(items: readonly Confirmed[], { observed, lookedAtAll }: { observed: readonly Observed[]; lookedAtAll: boolean }): Refusal | undefined {
  const seen = new Map(observed.map((one) => [one.name, one]));
  const faults = items.flatMap(({ name, version, retire }, at): Fault[] => {
    const one = seen.get(name);
    const fault = (field: string, code: string, detail: string): Fault[] => [{ pointer: `/items/${at}/${field}`, code, detail }];
    if (one && retire) return fault('retire', 'not-allowed', `${name} was seen, so it is not retired.`);
    if (!one && !retire) return fault('name', 'not-observed', `${name} was not seen; say retire to retire it.`);
    if (!one && !lookedAtAll) return fault('retire', 'not-allowed', 'The audit names no environment that it looked at all of, so nothing is missing.');
    if (one && version === undefined && one.type === undefined) return fault('version', 'required', `${name} was seen without a type: it cannot be made, only compared at a version.`);
    return [];
  });
  return faults.length ? invalid(faults) : undefined;
}

type Confirmation =
  | { readonly type: 'creation-confirmed'; readonly data: { readonly name: string; readonly ci: object } }
  | { readonly type: 'correction-confirmed'; readonly data: { readonly name: string; readonly correction: object } }
  | { readonly type: 'retirement-confirmed'; readonly data: { readonly name: string } };

/**
 * What confirming tells, one event for each CI. What is new is made without its relations: their far ends may be new as well, so the next
 * look at the difference offers them.
 */
export const confirmations = (items: readonly Confirmed[], { observed, audit }: { observed: readonly Observed[]; audit: string }): Confirmation[] => items.map(({ name, version, retire }) => {
  const seen = observed.find((one) => one.name === name);
  if (retire || !seen) return { type: 'retirement-confirmed', data: { name } };
  const { relations, attributes, ...plain } = seen;
  if (version !== undefined) {
    const { name: _, ...fields } = plain;
    return { type: 'correction-confirmed', data: { name, correction: { ...fields, ...(attributes && { attributes }), ...(relations && { relations }), audit, version } } };
  }
  const present = Object.fromEntries(Object.entries(attributes ?? {}).filter(([, value]) => value !== null));
  return { type: 'creation-confirmed', data: { name, ci: { displayName: name, ...plain, ...(attributes && { attributes: present }) } } };
});
