import type { Me } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';

export interface Handover {
  readonly from?: string;
  readonly to: string;
  readonly by: string;
  readonly at: string;
  readonly outcome: 'pending' | 'accepted' | 'rejected';
  readonly summary: string;
  readonly tried: string;
  readonly nextStep: string;
  readonly customerTold: string;
  readonly reason?: string;
}

export const handoverOf = (record: AnyRecord): Handover | undefined => record.handover as Handover | undefined;

/** Whether a transfer waits, and whether for whoever looks. Lists say what became of it and no more; it is with the team that it was handed to. */
export function waitingFor(record: AnyRecord, me: Me): 'us' | 'them' | undefined {
  const handover = handoverOf(record);
  if ((handover?.outcome ?? record.handoverOutcome) !== 'pending') return undefined;
  return (handover?.to ?? record.team) === me.team || me.roles.includes('admin') ? 'us' : 'them';
}
