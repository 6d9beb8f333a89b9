import type { Role } from '../../shared/record/define.ts';

type Body = Readonly<Record<string, unknown>>;

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
  readonly registers: readonly {
    readonly type: string;
    /** What depends on the day on which the data is made is worked out from it. */
    readonly body: Body | ((now: string) => Body);
    /** Commands without fields that follow, such as `goLive`. */
    readonly then?: readonly string[];
  }[];
  readonly stories: readonly {
    /** What it is about; an incident when left out. */
    readonly type?: string;
    readonly as: string;
    readonly hoursAgo: number;
    readonly report: Record<string, unknown>;
    /** Who, command, fields; ten minutes after one another. */
    readonly steps: readonly (readonly [string, string, Record<string, unknown>])[];
  }[];
  /** What happened over the last weeks, in order; `{name}` is the number of what was made under that name before, `{now}` the time of the command. */
  readonly history?: readonly Happened[];
}

export interface Happened {
  /** A person, `system` (the service itself) or `importer`. */
  readonly as: string;
  readonly type: string;
  /** Hours after the one before it. */
  readonly after: number;
  readonly command: string;
  readonly id?: string;
  readonly made?: string;
  readonly body?: Body;
}
