import type { Me } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { waitingFor } from './handover.ts';

/** What gives a ticket to oneself. */
export const taking = (me: Me): { readonly assignee: string } => ({ assignee: me.name });

/**
 * The command that makes a ticket one's own: what was handed to one's team is accepted, anything else assigned. Undefined where there is none: it is
 * one's own already, another team has to answer, or it is past that.
 */
export function takingOf(record: AnyRecord, me: Me): 'assign' | 'accept' | undefined {
  const waits = waitingFor(record, me);
  if (waits === 'them' || (waits === undefined && record.assignee === me.name)) return undefined;
  const command = waits === 'us' ? 'accept' : 'assign';
  return record.allowedCommands?.includes(command) ?? true ? command : undefined;
}

/** What taking a ticket is called for whoever looks at it. */
export function takingWord(record: AnyRecord | undefined, me: Me): string {
  if (record && takingOf(record, me) === 'accept') return texts.agent.handover.accept;
  return record?.assignee === undefined || record.assignee === me.name ? texts.agent.act.take : texts.agent.act.takeOver;
}

/** Whether what somebody meant when they took a ticket as they saw it is still meant as it stands now: it is in the same hands, and can be taken. */
export const isStillMeant = (seen: AnyRecord, now: AnyRecord, me: Me): boolean => now.assignee === seen.assignee && takingOf(now, me) !== undefined;

/**
 * What gives a ticket back to whom it was taken from: the person who had it, or the team where nobody did. Undefined where the service has no way
 * back: it was nobody's and no team's, or it changed teams on the way, which only a transfer undoes.
 */
export function givingBack(before: AnyRecord, after: AnyRecord): { readonly assignee: string } | { readonly team: string } | undefined {
  if (before.team === undefined || before.team !== after.team || before.assignee === after.assignee) return undefined;
  return before.assignee === undefined ? { team: String(before.team) } : { assignee: String(before.assignee) };
}
