import type { Me, RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { editableFields } from '../practice/who.ts';

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

/** Whether somebody may move it as it stands. */
export const mayMove = (type: RecordType, change: { readonly state: string }, me: Me): boolean =>
  isMovable(change) && editableFields(type, change as AnyRecord, me).some(({ name }) => name === 'plannedStart');

/** Whether moving it undoes what was decided. */
export const voidsVotes = ({ state }: { state: string }): boolean => state === 'authorize' || state === 'scheduled';

export interface Span { readonly start: string; readonly end: string }

/** The next time, as long as a change takes, against which nothing speaks. */
export interface Slot { readonly found: boolean; readonly plannedStart?: string; readonly plannedEnd?: string }

/** Whether nothing speaks against a time: the next free one from there is that very one. */
export const isFree = ({ plannedStart }: Slot, { start }: Span): boolean => plannedStart !== undefined && Date.parse(plannedStart) === Date.parse(start);

/** Blackouts that a span touches; an end is no longer part of it. */
export const blackoutsIn = (occasions: readonly Occasion[], { start, end }: Span): Occasion[] =>
  occasions.filter((one) => one.kind === 'blackout' && Date.parse(one.start) < Date.parse(end) && Date.parse(start) < Date.parse(one.end));

/** The span that begins at `start` and lasts as long as before. */
export const movedTo = ({ plannedStart, plannedEnd }: Pick<Planned, 'plannedStart' | 'plannedEnd'>, start: Date): Span =>
  ({ start: start.toISOString(), end: new Date(start.getTime() + Date.parse(plannedEnd) - Date.parse(plannedStart)).toISOString() });
