import type { AnyRecord } from '../../shared/record/define.ts';

/** A step of a record's timeline, as far as it can be undone. */
export interface Entry { readonly at: string; readonly from?: string; readonly changes: Readonly<Record<string, { readonly from?: unknown; readonly to?: unknown }>> }

/**
 * A record as it stood at a moment, worked out backwards from how it stands: the timeline holds what every step changed, and never changes
 * itself. Undefined when it was made later.
 * @param entries the latest steps, newest first, back to the moment at least
 */
export function rewound(record: AnyRecord, entries: readonly Entry[], at: string): AnyRecord | undefined {
  let before: Record<string, unknown> = { ...record };
  for (const entry of entries) {
    if (entry.at <= at) break;
    if (entry.from === undefined) return undefined;
    before = { ...before, ...Object.fromEntries(Object.entries(entry.changes).map(([name, { from }]) => [name, from])), state: entry.from };
  }
  return Object.fromEntries(Object.entries(before).filter(([, value]) => value !== undefined)) as unknown as AnyRecord;
}
