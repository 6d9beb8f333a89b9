import type { AnyRecord } from '../api/records.ts';

/** A change as the schedule shows it. */
export interface Planned {
  readonly number: string;
  readonly title: string;
  readonly type: string;
  readonly state: string;
  readonly risk?: string;
  readonly service?: string;
  readonly team?: string;
  readonly assignee?: string;
  readonly plannedStart: string;
  readonly plannedEnd: string;
}

/** Of changes that nobody has submitted yet, those whose time lies, at least in part, between two instants. */
export const draftsIn = (records: readonly AnyRecord[] | undefined, { from, to }: { from: string; to: string }): Planned[] =>
  (records ?? []).filter(({ state, plannedStart, plannedEnd }) => state === 'new' && typeof plannedStart === 'string' && typeof plannedEnd === 'string' && plannedStart < to && from < plannedEnd) as unknown as Planned[];

/** A maintenance window or a blackout. */
export interface Occasion { readonly number: string; readonly kind: string; readonly title: string; readonly start: string; readonly end: string; readonly environments?: readonly string[] }

/** What speaks against the time of a change: `with` is the change or the maintenance that it conflicts with. */
export interface Conflict { readonly kind: string; readonly reason: string; readonly with: string; readonly start: string; readonly end: string }

/** Changes whose time can be moved: those that nobody has begun to implement. */
export const isMovable = ({ state }: { state: string }): boolean => ['new', 'assess', 'authorize', 'scheduled'].includes(state);

/** Whether moving it undoes what was decided. */
export const voidsVotes = ({ state }: { state: string }): boolean => state === 'authorize' || state === 'scheduled';

export interface Span { readonly start: string; readonly end: string }

/** Blackouts that a span touches; an end is no longer part of it. */
export const blackoutsIn = (occasions: readonly Occasion[], { start, end }: Span): Occasion[] =>
  occasions.filter((one) => one.kind === 'blackout' && Date.parse(one.start) < Date.parse(end) && Date.parse(start) < Date.parse(one.end));

/** The span that begins at `start` and lasts as long as before. */
export const movedTo = ({ plannedStart, plannedEnd }: Pick<Planned, 'plannedStart' | 'plannedEnd'>, start: Date): Span =>
  ({ start: start.toISOString(), end: new Date(start.getTime() + Date.parse(plannedEnd) - Date.parse(plannedStart)).toISOString() });
