import type { AnyDefinition, AnyRecord } from './define.ts';
import type { Fault } from './fault.ts';
import type { Field, FieldMap } from './field.ts';

/** Finds a record that was read together with the one at hand: by type and id. */
export type Found = (type: string, id: string) => AnyRecord | undefined;

export interface Reference { readonly name: string; readonly pointer: string; readonly type: string; readonly id: string; /** Whether it is the field itself, and not one of a list or inside a structure. */ readonly whole: boolean }

/** The records that a set of values refers to, however deep, so that they can be read in one go. */
export const references = (fields: FieldMap, values: Readonly<Record<string, unknown>>): Reference[] =>
  Object.entries(fields).flatMap(([name, field]) => referencesIn(field, values[name], `/${name}`)
    .map(({ pointer, type, id }) => ({ name, pointer, type, id, whole: field.kind === 'ref' })));

function referencesIn({ kind, of, shape, target }: Field, value: unknown, pointer: string): { pointer: string; type: string; id: string }[] {
  if (kind === 'ref') return typeof value === 'string' ? [{ pointer, type: target!, id: value }] : [];
  // Longer lists than any field takes are refused as such.
  if (kind === 'list' && Array.isArray(value)) return value.slice(0, MOST_ENTRIES).flatMap((one, index) => referencesIn(of!, one, `${pointer}/${index}`));
  if (kind !== 'object' || typeof value !== 'object' || value === null) return [];
  return Object.entries(shape!).flatMap(([name, field]) => referencesIn(field, (value as Record<string, unknown>)[name], `${pointer}/${name}`));
}

const MOST_ENTRIES = 200;

/** The fields by which a definition relies on something of the records that they refer to. */
export const reliedOn = ({ fields, kept }: Pick<AnyDefinition, 'fields' | 'kept'>): FieldMap =>
  Object.fromEntries(Object.entries({ ...fields, ...kept }).filter(([, { kind, pick: wanted }]) => kind === 'ref' && wanted && Object.keys(wanted).length > 0));

/** References to what does not exist, told together with the other faults; one that is not even a name is told as that only. */
export function unknownReferences({ fields, sent, faulty, found }: { fields: FieldMap; sent: unknown; faulty: readonly Fault[]; found: Found }): Fault[] {
  const told = new Set(faulty.map(({ pointer }) => pointer));
  return references(fields, typeof sent === 'object' && sent !== null ? sent as Record<string, unknown> : {})
    .filter(({ pointer, type, id }) => !told.has(pointer) && !found(type, id))
    .map(({ pointer, type, id }) => ({ pointer, code: 'unknown-reference', detail: `There is no ${type} ${JSON.stringify(id.slice(0, 64))}.` }));
}

/** The records that a set of values refers to as whole fields, by the name of the field. */
export const refsOf = (fields: FieldMap, values: AnyRecord, found: Found): Record<string, unknown> =>
  Object.fromEntries(references(fields, values).filter(({ whole }) => whole).map(({ name, type, id }) => [name, found(type, id)]));
