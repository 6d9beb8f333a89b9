import type { AnyRecord } from '../api/records.ts';
import type { Values } from './filled-in.ts';
import { plainValue } from './plain-value.ts';

const STAMPS = new Set(['version', 'updatedAt', 'clocks', 'allowedCommands', 'dueAt']);

export interface StaleRow { readonly name: string; readonly was: string; readonly theirs: string; /** Empty where somebody changed nothing. */ readonly yours: string }

/** What differs between a record when somebody began, as it is now, and what they are about to send: the fields in `changed`, no others. */
export function staleRows({ begun, now = begun, yours, changed }: { begun: AnyRecord; now?: AnyRecord; yours: Values; changed: readonly string[] }): readonly StaleRow[] {
  const names = [...new Set([...Object.keys(begun), ...Object.keys(now), ...changed])].filter((name) => !STAMPS.has(name));
  return names
    .map((name) => ({ name, was: plainValue(begun[name]), theirs: plainValue(now[name]), yours: changed.includes(name) ? plainValue(yours[name]) : '' }))
    .filter(({ name, was, theirs }) => was !== theirs || changed.includes(name));
}
