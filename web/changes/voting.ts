export interface Vote { readonly voter: string; readonly by?: string; readonly decision: 'approve' | 'reject' | 'abstain'; readonly reason?: string; readonly at?: string; readonly round?: number }
export interface Approval { readonly round?: number; readonly rule?: string; readonly needed?: number; readonly dueAt?: string; readonly votes: readonly Vote[]; readonly awaiting: readonly string[] }

export interface Standing { readonly approve: number; readonly reject: number; readonly abstain: number; readonly needed: number; /** Of what is needed, 0 to 100. */ readonly percent: number }

/** How a vote stands. Where nothing says how many are needed, one is. */
export function standingOf({ votes, needed = 1 }: Pick<Approval, 'votes' | 'needed'>): Standing {
  const count = (decision: Vote['decision']): number => votes.filter((vote) => vote.decision === decision).length;
  const approve = count('approve');
  return { approve, reject: count('reject'), abstain: count('abstain'), needed, percent: needed <= 0 ? 100 : Math.min(100, Math.round((approve / needed) * 100)) };
}

/** The approval of a change record as an agenda gives it: votes of the round that is under way. */
export function approvalOf(change: Readonly<Record<string, unknown>>): Approval | undefined {
  const approval = change.approval as Omit<Approval, 'votes' | 'awaiting'> | undefined;
  if (!approval) return undefined;
  return { ...approval, votes: ((change.votes ?? []) as readonly Vote[]).filter(({ round }) => round === undefined || round === approval.round), awaiting: (change.awaiting ?? []) as readonly string[] };
}
