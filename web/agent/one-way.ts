import type { Me } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';

/** As the service counts where nothing else was agreed for what is affected; what was agreed, it says when it refuses. */
const FREE_TRANSFERS = 2;

/** Why handing a ticket to a team would be refused, as the service's code says; undefined when nothing speaks against it. */
export function objectionTo(record: AnyRecord, team: string | undefined): 'same-team' | 'ping-pong' | 'too-many-transfers' | undefined {
  if (!team) return undefined;
  if (team === record.team) return 'same-team';
  if (((record.teamsHad ?? []) as string[]).includes(team)) return 'ping-pong';
  return Number(record.transferCount ?? 0) >= FREE_TRANSFERS ? 'too-many-transfers' : undefined;
}

/** Whether an objection is that work goes one way, which a lead may override. */
export const isOneWay = (code: string | undefined): boolean => code === 'ping-pong' || code === 'too-many-transfers';

/** Whether somebody may override that work goes one way. */
export const mayOverride = ({ roles }: Me): boolean => roles.includes('lead') || roles.includes('admin');
