import type { AnyRecord } from '../api/records.ts';

export interface Vote { readonly voter: string; /** The delegate who cast it. */ readonly by?: string; readonly decision: 'approve' | 'reject' | 'abstain'; readonly reason?: string; readonly at?: string; readonly round?: number }
export interface Approval {
  readonly round?: number;
  readonly rule?: string;
  readonly needed?: number;
  readonly dueAt?: string;
  /** Once it is decided. */
  readonly outcome?: 'approved' | 'rejected' | 'expired';
  /** Without whose approval nothing is approved. */
  readonly mandatory?: readonly string[];
  readonly votes: readonly Vote[];
  readonly awaiting: readonly string[];
}
type Told = Omit<Approval, 'votes' | 'awaiting'>;

/** An approval as queries tell it: with the votes of its own round, and nobody awaited where nobody is named, as once it is decided. */
export const approvalFrom = (told: Told & Partial<Approval> | undefined): Approval | undefined =>
  told && { ...told, votes: (told.votes ?? []).filter(({ round }) => round === undefined || round === told.round), awaiting: told.awaiting ?? [] };

/** The approval that stands in the fields of a change. */
export const approvalOf = ({ approval, votes, awaiting }: Readonly<Record<string, unknown>>): Approval | undefined =>
  approvalFrom(approval ? { ...approval as Told, votes: votes as Approval['votes'] | undefined, awaiting: awaiting as Approval['awaiting'] | undefined } : undefined);

export interface Standing {
  readonly approve: number;
  readonly reject: number;
  readonly abstain: number;
  readonly needed: number;
  /** Who has to agree, and has not. */
  readonly missing: readonly string[];
  /** Of what is needed, 0 to 100. */
  readonly percent: number;
}

/** How a vote stands. Where nothing says how many are needed, one is. */
export function standingOf({ votes, needed = 1, mandatory = [] }: Pick<Approval, 'votes' | 'needed' | 'mandatory'>): Standing {
  const count = (decision: Vote['decision']): number => votes.filter((vote) => vote.decision === decision).length;
  const approve = count('approve');
  const missing = mandatory.filter((name) => !votes.some(({ voter, decision }) => voter === name && decision === 'approve'));
  const wanting = Math.max(0, needed - approve, missing.length);
  return { approve, reject: count('reject'), abstain: count('abstain'), needed, missing, percent: wanting === 0 ? 100 : Math.floor((approve / (approve + wanting)) * 100) };
}

/** Who is away at an instant and named somebody as the one who votes meanwhile; the days of an absence are days in UTC, both of them part of it. */
export function awayFor(people: readonly AnyRecord[], delegate: string, now: number): string[] {
  const today = new Date(now).toISOString().slice(0, 10);
  return people.flatMap(({ name, absence }) => {
    const away = absence as { from: string; until: string; delegate?: string } | undefined;
    return away && away.delegate === delegate && away.from <= today && today <= away.until ? [String(name)] : [];
  });
}

/** Whose votes on a change somebody can cast: their own, and those of people they stand in for. Nobody votes on what they requested or implement. */
export const castable = ({ requester, assignee, awaiting }: Readonly<Record<string, unknown>>, me: string, others: readonly string[]): string[] =>
  requester === me || assignee === me || !Array.isArray(awaiting) ? [] : [me, ...others].filter((name) => awaiting.includes(name));
