/** When a round of votes approves. */
export interface Quorum {
  /** `first`: the first who decides. `all`: every approver. `k-of-n`: so many of them. `percentage`: so large a part of them, rounded up. */
  readonly rule: 'first' | 'all' | 'k-of-n' | 'percentage';
  readonly k?: number;
  /** 1 to 100. */
  readonly percentage?: number;
  /** Approvers without whose approval nothing is approved. */
  readonly mandatory?: readonly string[];
}

export interface Cast { readonly voter: string; readonly decision: 'approve' | 'reject' | 'abstain' }

export const quorumRules = ['first', 'all', 'k-of-n', 'percentage'] as const;
export const decisions = ['approve', 'reject', 'abstain'] as const;

/** How many of `n` approvers must approve; of the whole set, so that few who turn up never decide for many. */
export function approvalsNeeded({ rule, k = 1, percentage = 100 }: Quorum, n: number): number {
  switch (rule) {
    case 'first': return 1;
    case 'all': return n;
    case 'k-of-n': return k;
    case 'percentage': return Math.max(1, Math.ceil((percentage * n) / 100));
  }
}

/** Whether a set of approvers could approve at all. */
export const isReachable = (quorum: Quorum, approvers: readonly string[]): boolean =>
  approvers.length > 0 && approvalsNeeded(quorum, approvers.length) <= approvers.length && (quorum.mandatory ?? []).every((name) => approvers.includes(name));

/**
 * The outcome of a round as soon as no further vote can change it: `rejected` also when approval can no longer be reached. An abstention
 * is a vote that approves nothing. With `first`, a rejection decides as an approval does. Votes of others than the approvers, and further
 * votes of the same voter, do not count.
 */
export function tally({ quorum, approvers, votes }: { quorum: Quorum; approvers: readonly string[]; votes: readonly Cast[] }): 'approved' | 'rejected' | undefined {
  const cast = new Map<string, Cast['decision']>();
  for (const { voter, decision } of votes) if (approvers.includes(voter) && !cast.has(voter)) cast.set(voter, decision);
  const { mandatory = [] } = quorum;
  const approved = [...cast.values()].filter((decision) => decision === 'approve').length;
  const needed = approvalsNeeded(quorum, approvers.length);
  if (approvers.length === 0) return 'rejected';
  if (approved >= needed && mandatory.every((name) => cast.get(name) === 'approve')) return 'approved';
  const vetoed = mandatory.some((name) => !approvers.includes(name) || (cast.has(name) && cast.get(name) !== 'approve'));
  const decidedFirst = quorum.rule === 'first' && [...cast.values()].includes('reject');
  const open = approvers.length - cast.size;
  return vetoed || decidedFirst || approved + open < needed ? 'rejected' : undefined;
}
