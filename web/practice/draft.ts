import { hashKey } from '@tanstack/react-query';
import type { Field } from '../api/practices.ts';
import { filledIn, isObject, type Values } from './filled-in.ts';

/** A key for each intention: the same for every try of the same body, so that it is carried out once. */
export interface Intention { readonly id: string; readonly of: string }

/** What a browser keeps of a form that is not sent yet: what somebody changed, and nothing that nobody touched. */
export interface Draft {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The fields that were changed; null for what was emptied. */
  readonly changes: Values;
  /** What these fields held when somebody began, and in which version of the record. */
  readonly begun: Values;
  readonly version?: number;
  readonly intention?: Intention;
}

/** What a form began with, and the version of the record that this was; none for a record that is yet to be made. */
export interface Begin { readonly begun: Values; readonly version?: number }

const FOUR_WEEKS = 28 * 24 * 3_600_000;
const ALL = 'lambdesk.draft/';

/** Where drafts of somebody are kept; `draft` says of what, such as `incident/INC0000001/transfer`. */
export const draftKey = ({ tenant, name }: { readonly tenant: string; readonly name: string }, draft = ''): string => `${ALL}${tenant}/${name}/${draft}`;

const fieldNamed = (fields: readonly Field[], name: string): Field | undefined => fields.find((field) => field.name === name);
const same = (one: unknown, other: unknown): boolean => hashKey([one]) === hashKey([other]);

/** The names of what is not as it was; an empty text and nothing are the same. */
export const changedNames = (fields: readonly Field[], begun: Values, values: Values): readonly string[] =>
  [...new Set([...Object.keys(begun), ...Object.keys(values)])].filter((name) => !same(filledIn(fieldNamed(fields, name), begun[name]), filledIn(fieldNamed(fields, name), values[name])));

/** What is worth keeping of a form, if anything is. */
export function draftOf({ fields, begun, version, values, intention, now }: Begin & { fields: readonly Field[]; values: Values; intention?: Intention; now: number }): Draft | undefined {
  const names = changedNames(fields, begun, values);
  if (names.length === 0 && !intention) return undefined;
  const of = (from: Values): Values => Object.fromEntries(names.map((name) => [name, from[name] ?? null]));
  return { at: now, changes: of(values), begun: of(begun), ...(version !== undefined && { version }), ...(intention && { intention }) };
}

/**
 * A form as somebody left it. What they changed goes on top of `initial`, but never over `given`: what somebody chose just now, such as by a button
 * or an address. A field counts as changed from what it held then, so that a change that was made meanwhile is refused and shown, not reverted.
 */
export function resumed({ fields, draft, initial, given, version }: { fields: readonly Field[]; draft?: Draft; initial: Values; given: Values; version?: number }): Begin & { values: Values; restored: boolean } {
  const begun = { ...initial, ...given };
  const names = changedNames(fields, begun, { ...begun, ...draft?.changes }).filter((name) => !(name in given));
  if (!draft || names.length === 0) return { begun, version, values: begun, restored: false };
  const of = (from: Values): Values => Object.fromEntries(names.map((name) => [name, from[name] ?? undefined]));
  return { begun: { ...begun, ...of(draft.begun) }, version: version === undefined ? undefined : draft.version ?? version, values: { ...begun, ...of(draft.changes) }, restored: true };
}

/** The patch (RFC 7396) that makes what is there of what was there: changed fields alone, of structured ones the changed parts, null for what was emptied. */
export const patchOf = (fields: readonly Field[], begun: Values, values: Values): Values => Object.fromEntries(
  changedNames(fields, begun, values).flatMap((name) => {
    const field = fieldNamed(fields, name);
    return field ? [[name, mergePatchOf(filledIn(field, begun[name]), filledIn(field, values[name]))]] : [];
  }),
);

function mergePatchOf(was: unknown, is: unknown): unknown {
  if (is === undefined) return null;
  if (!isObject(was) || !isObject(is)) return is;
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return Object.fromEntries(names.filter((name) => !same(was[name], is[name])).map((name) => [name, mergePatchOf(was[name], is[name])]));
}

/** A draft as it was kept, unless it is too old to be of use or no draft. */
export const usable = (draft: unknown, now: number): Draft | undefined =>
  (isObject(draft) && isObject(draft.changes) && isObject(draft.begun) && typeof draft.at === 'number' && now - draft.at < FOUR_WEEKS ? draft as unknown as Draft : undefined);

/** Which of the names in a storage are drafts that nobody will come back to. */
export const wornOut = (storage: Pick<Storage, 'getItem'>, names: readonly string[], now: number): readonly string[] => names.filter((name) => {
  if (!name.startsWith(ALL)) return false;
  try {
    return !usable(JSON.parse(storage.getItem(name) ?? 'null'), now);
  } catch {
    return true;
  }
});

/** Which of the names in a storage are drafts of somebody. */
export const draftsOf = (names: readonly string[], me: { readonly tenant: string; readonly name: string }): readonly string[] => names.filter((name) => name.startsWith(draftKey(me)));
