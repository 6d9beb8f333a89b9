import { invalid } from './fault.ts';
import { optional, text } from './field.ts';

/** A whole number in a query string, which knows texts only. */
export const count = (help: string) => optional(text({ max: 5, help }));

/** @throws {Refusal} invalid, unless it is left out or a whole number from `min` to `max` */
export function countOf(name: string, value: string | undefined, { min = 1, max, standard }: { min?: number; max: number; standard: number }): number {
  if (value === undefined) return standard;
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < min || number > max) throw invalid([{ pointer: `/${name}`, code: 'not-allowed', detail: `${name} must be a whole number from ${min} to ${max}.` }]);
  return number;
}
