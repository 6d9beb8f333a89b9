import type { Actor, AnyRecord } from '../../shared/record/define.ts';
import { isStaff, related } from '../../shared/record/policy.ts';

interface Segregated { readonly security?: boolean; readonly declassified?: boolean; readonly category?: string }

/** A security incident is one of that category, or one that the security team has or ever had; it stays one until declassified. */
export const isSecurityIncident = (record: Segregated, teamPurpose: string | undefined): boolean | undefined =>
  !record.declassified && (record.security || teamPurpose === 'security' || record.category?.toLowerCase() === 'security') ? true : undefined;

/** Security incidents exist only for the security group and those who take part; all others for staff and those concerned. */
export const incidentVisible = (record: AnyRecord, actor: Actor): boolean => record.security
  ? actor.roles.includes('security') || [record.requester, record.assignee, ...(record.collaborators ?? [])].includes(actor.name)
  : isStaff(actor) || related(actor, record);
