import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { Field, RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { anyFieldOf, targetOf } from './any-field.ts';
import type { Names } from './display-names.ts';
import type { ListFilter, Operator } from './list-address.ts';
import { ME } from './list-match.ts';
import { dateText, label } from './wording.ts';

export interface FilterProperty { readonly key: string; readonly label: string; readonly kind: 'options' | 'moment' | 'number' | 'text'; readonly operators: readonly Operator[] }

const kindOf = (field: Field): FilterProperty['kind'] => {
  const one = field.kind === 'list' ? field.of ?? field : field;
  if (one.kind === 'choice' || one.kind === 'ref' || one.kind === 'flag') return 'options';
  if (field.kind === 'instant' || field.kind === 'date') return 'moment';
  return field.kind === 'integer' || field.kind === 'decimal' || field.kind === 'duration' ? 'number' : 'text';
};

const operatorsOf: Readonly<Record<FilterProperty['kind'], readonly Operator[]>> = {
  options: ['=', '!='], moment: ['>=', '<'], number: ['=', '!=', '<', '<=', '>', '>='], text: [':', '!:', '=', '!='],
};

/** What a list of this type can be filtered by: its state, every field of its summary, its times. */
export const filterProperties = (type: RecordType): readonly FilterProperty[] => ['state', ...type.summary, ...(type.clocks.length ? ['dueAt'] : []), 'createdAt', 'updatedAt'].flatMap((key) => {
  const field = anyFieldOf(type, key);
  return field ? [{ key, label: label(key), kind: kindOf(field), operators: operatorsOf[kindOf(field)] }] : [];
});

/** The values that can be chosen, by the names that people know: what the definition lists, what there is, and what stands in the rows. */
export function filterOptions(type: RecordType, { names, rows }: { names: ReadonlyMap<string, Names>; rows: readonly AnyRecord[] }): PropertyFilterProps.FilteringOption[] {
  const empty = (propertyKey: string): PropertyFilterProps.FilteringOption => ({ propertyKey, value: '', label: texts.practice.filter.empty });
  return filterProperties(type).filter(({ kind }) => kind === 'options').flatMap(({ key }) => {
    const field = anyFieldOf(type, key)!;
    const of = field.kind === 'list' ? field.of! : field;
    if (of.kind === 'flag') return [{ propertyKey: key, value: 'true', label: texts.practice.yes }, { propertyKey: key, value: 'false', label: texts.practice.no }];
    if (of.kind === 'choice') return [...(of.choices ?? []).map((value) => ({ propertyKey: key, value, label: label(value) })), ...(key === 'state' ? [] : [empty(key)])];
    const known = names.get(targetOf(field) ?? '')?.byId ?? new Map<string, string>();
    const ids = new Set([...known.keys(), ...rows.flatMap((row) => row[key] as string | string[] | undefined ?? [])]);
    const named = [...ids].map((value) => ({ propertyKey: key, value, label: known.get(value) ?? value })).sort((one, other) => one.label.localeCompare(other.label));
    return [...(targetOf(field) === 'person' ? [{ propertyKey: key, value: ME, label: texts.practice.filter.me }] : []), ...named, empty(key)];
  });
}

/** Chosen values by the names that people know. */
export const optionLabels = (options: readonly PropertyFilterProps.FilteringOption[], key: string, values: unknown): string =>
  (Array.isArray(values) ? values : [values]).map((value) => options.find((option) => option.propertyKey === key && option.value === value)?.label ?? String(value)).join(', ');

const several = (type: RecordType, name: string | undefined): boolean => {
  const field = name === undefined ? undefined : anyFieldOf(type, name);
  return field !== undefined && kindOf(field) === 'options';
};

/** A filter as the filter bar holds it: several values where they are chosen from options, one token each elsewhere. */
export const toQuery = (type: RecordType, { conditions, any }: ListFilter): PropertyFilterProps.Query => ({
  operation: any ? 'or' : 'and',
  tokens: conditions.map(({ field, operator, values }) => ({ ...(field !== undefined && { propertyKey: field }), operator, value: several(type, field) ? values : values.join(',') })),
});

/** The same back; tokens without a value say nothing. */
export const fromQuery = ({ tokens, operation }: PropertyFilterProps.Query): ListFilter => ({
  any: operation === 'or',
  conditions: tokens.flatMap(({ propertyKey, operator, value }) => {
    const values = [value ?? []].flat().map(String);
    return values.length === 0 ? [] : [{ ...(propertyKey !== undefined && { field: propertyKey }), operator: operator as Operator, values }];
  }),
});

/** Times told from now on, as a filter may name them. */
export const RELATIVE = ['now', '-1h', '-1d', '-7d', '-30d', '-90d', '+4h', '+1d', '+7d', '+30d'] as const;

/** A time of a filter in words. */
export function momentText(written: string | null): string {
  const words = texts.practice.filter;
  if (!written) return '';
  const [, sign, count, unit] = /^([+-])(\d+)([hd])$/.exec(written) ?? [];
  if (sign) return words.fromNow(Number(count), unit as 'h' | 'd', sign === '-');
  return written === 'now' ? words.now : /^\d{4}-\d\d-\d\d$/.test(written) ? dateText(written) : written;
}
