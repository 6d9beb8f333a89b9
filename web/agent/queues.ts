import type { Me, RecordType } from '../api/practices.ts';
import type { AnyRecord, Filters } from '../api/records.ts';
import { texts } from '../texts/index.ts';

export interface Queue {
  /** As it stands in the address: `mine`, `team:network`. */
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly group: 'me' | 'teams' | 'watch';
  /** What the API is asked for. */
  readonly filters: Filters;
  /** What of that belongs here, where the API has no filter for it. */
  readonly keep?: (record: AnyRecord) => boolean;
}

export interface Team { readonly id: string; readonly title: string }

/** The states in which there is something left to do, as the API's filter takes them. */
export const openStates = ({ states }: RecordType): string => states.filter(({ done }) => !done).map(({ name }) => name).join(',');

/** Whether all that there is has been loaded, or will be: what has not been asked for yet, or cannot be had, is not too much. */
export const isWhole = ({ items, complete, loadingMore }: { items: readonly AnyRecord[] | undefined; complete: boolean; loadingMore: boolean }): boolean =>
  items === undefined || complete || loadingMore;

const nobodys = ({ assignee }: AnyRecord): boolean => assignee === undefined;
const handedOver = ({ handoverOutcome }: AnyRecord): boolean => handoverOutcome === 'pending';
/** Reported without a service that somebody looks after: no team's queue holds it, and nobody would see it. */
export const ofNoTeam = ({ team, assignee }: AnyRecord): boolean => team === undefined && assignee === undefined;
export const isMajor = ({ majorStatus }: AnyRecord): boolean => majorStatus === 'declared';

/** The queues of somebody: their own, their team's, every other team's, and the whole. */
export function queuesFor({ me, teams, type }: { me: Me; teams: readonly Team[]; type: RecordType }): readonly Queue[] {
  const state = openStates(type);
  const words = texts.agent.queues;
  const queue = (id: string, group: Queue['group'], filters: Filters, keep?: Queue['keep'], title = words[id as 'mine']): Queue =>
    ({ id, group, title, help: words.help[id] ?? words.help.other!, filters, ...(keep && { keep }) });
  const team = me.team;
  return [
    queue('mine', 'me', { assignee: me.name, state }),
    ...(team ? [queue('waiting', 'me', { team, state }, handedOver), queue('unassigned', 'me', { team, state }, nobodys), queue('team', 'me', { team, state })] : []),
    queue('astray', 'me', { state }, ofNoTeam),
    queue('joined', 'me', { state }, ({ collaborators }) => ((collaborators ?? []) as string[]).includes(me.name)),
    ...teams.filter(({ id }) => id !== team).map(({ id, title }) => queue(`team:${id}`, 'teams', { team: id, state }, undefined, title)),
    queue('major', 'watch', { state }, isMajor),
    queue('hold', 'watch', { state: 'on-hold' }),
    queue('open', 'watch', { state }),
    queue('all', 'watch', {}),
  ];
}

/** How many of the open tickets each queue holds, by its id; what holds closed ones too is not counted. */
export function countsOf(queues: readonly Queue[], open: readonly AnyRecord[]): ReadonlyMap<string, number> {
  return new Map(queues.filter(({ filters }) => filters.state).map((queue) => [queue.id, open.filter((record) => belongs(queue, record)).length]));
}

/** Whether a ticket belongs to a queue. */
export const belongs = ({ filters, keep }: Queue, record: AnyRecord): boolean =>
  Object.entries(filters).every(([name, wanted]) => !wanted || wanted.split(',').includes(String(record[name]))) && (keep?.(record) ?? true);

/** The order of a queue: priority, then what is due first; what waits without a deadline comes after, the oldest first. */
export const byUrgency = (one: AnyRecord, other: AnyRecord): number =>
  Number(one.priority ?? 9) - Number(other.priority ?? 9) || (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9') || one.createdAt.localeCompare(other.createdAt) || one.number.localeCompare(other.number);
