import type { Fault } from '../api/http.ts';
import type { Field } from '../api/practices.ts';
import { texts } from '../texts/index.ts';

export type Values = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

export const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0) || Number.isNaN(value);

/** A value as it is sent: without parts that are empty, and undefined when nothing is left. The rows of a list keep their places. */
export function filledIn(field: Field | undefined, value: unknown): unknown {
  if (isEmpty(value)) return undefined;
  if (field?.kind === 'list') return Array.isArray(value) ? value.map((one) => filledIn(field.of, one)) : value;
  if (field?.kind !== 'object' || !isObject(value)) return value;
  const parts = Object.entries(value).map(([name, part]) => [name, filledIn(field.fields?.find((one) => one.name === name), part)] as const).filter(([, part]) => part !== undefined);
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}

/** What can be told without asking the service; it checks everything again. */
export function faultsIn(field: Field, given: unknown, pointer = `/${field.name}`): Fault[] {
  const value = filledIn(field, given);
  const fault = (code: string, detail: string): Fault[] => [{ pointer, code, detail }];
  if (value === undefined) return field.required && field.kind !== 'flag' ? fault('required', texts.practice.required) : [];
  if (typeof value === 'string' && field.max && field.kind !== 'integer' && field.kind !== 'decimal' && value.length > field.max) return fault('too-long', texts.practice.atMost(field.max));
  if ((field.kind === 'integer' || field.kind === 'decimal') && typeof value !== 'number') return fault('not-a-number', texts.practice.notNumber);
  if (field.kind === 'json' && typeof value === 'string') return fault('not-json', texts.practice.notJson);
  if (field.kind === 'object') return (field.fields ?? []).flatMap((part) => faultsIn(part, (value as Values)[part.name], `${pointer}/${part.name}`));
  if (field.kind === 'list' && field.of) return (value as unknown[]).flatMap((one, at) => faultsIn({ ...field.of!, required: true }, one, `${pointer}/${at}`));
  return [];
}
