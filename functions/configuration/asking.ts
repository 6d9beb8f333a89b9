import { invalid } from '../../shared/record/fault.ts';
import { optional, text } from '../../shared/record/field.ts';

export const staff = ['agent', 'lead', 'operations', 'security', 'change-manager', 'release-manager', 'cab', 'manager'] as const;

/** A whole number in a query string, which knows texts only. */
export const count = (help: string) => optional(text({ max: 5, help }));

/** @throws {Refusal} invalid, unless it is left out or a whole number from `min` to `max` */
export function countOf(name: string, value: string | undefined, { min = 1, max, standard }: { min?: number; max: number; standard: number }): number {
  if (value === undefined) return standard;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) throw invalid([{ pointer: `/${name}`, code: 'not-allowed', detail: `${name} must be a whole number from ${min} to ${max}.` }]);
  return number;
}

const briefly = ['name', 'displayName', 'type', 'state', 'environment', 'service', 'criticality', 'team'] as const;

/** What answers tell of a CI. */
export const brief = (record: Record<string, any> | undefined, name: string): Record<string, any> =>
  ({ name, ...Object.fromEntries(briefly.flatMap((field) => record?.[field] === undefined ? [] : [[field, record[field]]])) });
