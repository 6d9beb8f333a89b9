import type { Clock } from '../api/records.ts';
import { secondsIn } from './wording.ts';

export type ClockLook = 'running' | 'soon' | 'over' | 'paused' | 'paused-over' | 'met' | 'missed';

/** A stretch of a clock's life as it is drawn: `start` and `end` are shares, 0 to 1, of the width. */
export interface Stretch { readonly state: 'running' | 'late' | 'paused' | 'resolved'; readonly start: number; readonly end: number }

export interface ClockReading {
  readonly look: ClockLook;
  /** Seconds left, or by which it is over: up to the deadline where one is set, else of service time. */
  readonly seconds: number;
  readonly stretches: readonly Stretch[];
  /** Where the deadline lies on the same scale. */
  readonly due?: number;
  readonly reason?: string;
}

/** Less than this share of the target left is soon. */
const SOON = 0.25;

/**
 * What a clock says at a moment. Only the deadline is counted against the present, since the amounts of service time that the service told
 * stand still between two readings.
 * @param now milliseconds
 */
export function readClock(clock: Clock, now: number): ClockReading {
  const target = secondsIn(clock.target);
  const { look, seconds } = verdict(clock, target, now);
  const begin = Date.parse(clock.startedAt);
  const due = clock.dueAt === undefined ? undefined : Date.parse(clock.dueAt);
  const open = clock.state !== 'stopped';
  const lastEdge = Math.max(begin, ...clock.intervals.map(({ from, to }) => Date.parse(to ?? from)));
  const end = Math.max(lastEdge, ...(open ? [now] : []), ...(due === undefined ? [] : [due]));
  const share = (at: number): number => (end === begin ? 0 : Math.min(1, Math.max(0, (at - begin) / (end - begin))));
  return {
    look, seconds,
    stretches: clock.intervals.flatMap((interval) => drawn(interval, { due, now, share })),
    ...(due !== undefined && { due: share(due) }),
    ...(clock.state === 'paused' && { reason: clock.intervals.at(-1)?.reason }),
  };
}

function verdict(clock: Clock, target: number, now: number): { look: ClockLook; seconds: number } {
  const elapsed = secondsIn(clock.elapsed);
  if (clock.state === 'stopped') return clock.breached ? { look: 'missed', seconds: elapsed - target } : { look: 'met', seconds: elapsed };
  if (clock.state === 'paused') return clock.breached ? { look: 'paused-over', seconds: elapsed - target } : { look: 'paused', seconds: Math.max(0, target - elapsed) };
  const left = clock.dueAt === undefined ? target - elapsed : (Date.parse(clock.dueAt) - now) / 1_000;
  if (left < 0) return { look: 'over', seconds: -left };
  return { look: left < target * SOON ? 'soon' : 'running', seconds: left };
}

/** What ran past the deadline is a stretch of its own. */
function drawn({ state, from, to }: Clock['intervals'][number], { due, now, share }: { due?: number; now: number; share: (at: number) => number }): Stretch[] {
  const [start, end] = [Date.parse(from), to === undefined ? Math.max(now, Date.parse(from)) : Date.parse(to)];
  const one = (kind: Stretch['state'], first: number, last: number): Stretch => ({ state: kind, start: share(first), end: share(last) });
  if (state !== 'running' || due === undefined || end <= due) return [one(state, start, end)];
  return start >= due ? [one('late', start, end)] : [one('running', start, due), one('late', due, end)];
}

/**
 * What a list tells about a record of which it knows the deadline alone.
 * @param now milliseconds
 */
export function readDue({ dueAt, paused = false, done = false }: { dueAt?: string; paused?: boolean; done?: boolean }, now: number): { readonly look: 'none' | 'paused' | 'running' | 'soon' | 'over'; readonly seconds: number } {
  if (done) return { look: 'none', seconds: 0 };
  if (paused) return { look: 'paused', seconds: 0 };
  if (!dueAt) return { look: 'none', seconds: 0 };
  const left = (Date.parse(dueAt) - now) / 1_000;
  return left < 0 ? { look: 'over', seconds: -left } : { look: left < HOUR ? 'soon' : 'running', seconds: left };
}

const HOUR = 3_600;
