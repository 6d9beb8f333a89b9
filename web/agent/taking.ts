import type { Me } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';

/** What gives a ticket to oneself. */
export const taking = (me: Me): { readonly assignee: string } => ({ assignee: me.name });

/**
 * What gives a ticket back to whom it was taken from: the person who had it, or the team where nobody did. Undefined where the service has no way
 * back: it was nobody's and no team's, or it changed teams on the way, which only a transfer undoes.
 */
export function givingBack(before: AnyRecord, after: AnyRecord): { readonly assignee: string } | { readonly team: string } | undefined {
  if (before.team === undefined || before.team !== after.team || before.assignee === after.assignee) return undefined;
  return before.assignee === undefined ? { team: String(before.team) } : { assignee: String(before.assignee) };
}
