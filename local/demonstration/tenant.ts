import type { Role } from '../../shared/record/define.ts';

/** A demonstration organisation: who signs in with which roles, what there is, and what happened lately. */
export interface Tenant {
  readonly name: string;
  readonly signIns: Readonly<Record<string, readonly Role[]>>;
  readonly teams: readonly ({ readonly name: string } & Record<string, unknown>)[];
  readonly people: readonly ({ readonly name: string; readonly displayName: string; readonly team?: string; readonly email?: string } & Record<string, unknown>)[];
  readonly leads: Readonly<Record<string, string>>;
  readonly suppliers: readonly ({ readonly name: string } & Record<string, unknown>)[];
  readonly services: readonly ({ readonly name: string } & Record<string, unknown>)[];
  readonly agreements: readonly Record<string, unknown>[];
  /** Contracts, risks and other registers, in the order in which they refer to each other. */
  readonly registers: readonly { readonly type: string; readonly body: Record<string, unknown> }[];
  readonly stories: readonly {
    readonly as: string;
    readonly hoursAgo: number;
    readonly report: Record<string, unknown>;
    /** Who, command, fields; ten minutes after one another. */
    readonly steps: readonly (readonly [string, string, Record<string, unknown>])[];
  }[];
}
