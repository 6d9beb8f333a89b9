import { formatInstant, type Instant, parseInstant } from './instant.ts';

/** A stretch of a clock's life. Only the last one may lack `to`. `resolved` lies between a stop and a reopening: shown, never counted. */
export interface Interval {
  readonly state: 'running' | 'paused' | 'resolved';
  readonly from: Instant;
  readonly to?: Instant;
  /** Why it paused. */
  readonly reason?: string;
}

/**
 * One promise of a service level about one record: the log of when it ran. Elapsed time, deadline and breach are derived from the
 * log, the target and a calendar at the moment of reading, so a new target or calendar recomputes them and no pause is ever lost.
 */
export interface Clock {
  readonly name: string;
  /** Business seconds; more than this is a breach. */
  readonly target: number;
  readonly startedAt: Instant;
  readonly state: 'running' | 'paused' | 'stopped';
  readonly intervals: readonly Interval[];
  /** Percentages of the target at which to warn. */
  readonly warnings: readonly number[];
  /** What has been announced: `warn:75`, `breach`. */
  readonly marks: readonly string[];
}

// Every command below returns a new clock, or the clock it was given when there is nothing to change. A command dated before the
// last edge of the log takes place at that edge. Unreadable instants throw RangeError.

/** @throws RangeError for a target that is not whole seconds from 0, or a warning that is not a percentage above 0. */
export function startClock({ name, target, at, warnings = [75] }: { name: string; target: number; at: Instant; warnings?: readonly number[] }): Clock {
  requireTarget(target, warnings);
  const startedAt = formatInstant(parseInstant(at));
  return { name, target, startedAt, state: 'running', intervals: [{ state: 'running', from: startedAt }], warnings, marks: [] };
}

/** A pause for another reason than the present one is a pause of its own. Does nothing on a stopped clock. */
export function pauseClock({ clock, at, reason }: { clock: Clock; at: Instant; reason: string }): Clock {
  if (clock.state === 'stopped' || (clock.state === 'paused' && clock.intervals.at(-1)?.reason === reason)) return clock;
  const { intervals, edge } = closeLast(clock, at);
  return { ...clock, state: 'paused', intervals: [...intervals, { state: 'paused', from: edge, reason }] };
}

/** Does nothing unless the clock is paused. */
export function resumeClock({ clock, at }: { clock: Clock; at: Instant }): Clock {
  if (clock.state !== 'paused') return clock;
  const { intervals, edge } = closeLast(clock, at);
  return { ...clock, state: 'running', intervals: [...intervals, { state: 'running', from: edge }] };
}

/** The promise is kept or moot, running or paused. Does nothing on a stopped clock. */
export function stopClock({ clock, at }: { clock: Clock; at: Instant }): Clock {
  if (clock.state === 'stopped') return clock;
  return { ...clock, state: 'stopped', intervals: closeLast(clock, at).intervals };
}

/** Runs on in the same cycle; the time since the stop becomes a `resolved` interval. Does nothing unless the clock is stopped. */
export function reopenClock({ clock, at }: { clock: Clock; at: Instant }): Clock {
  if (clock.state !== 'stopped') return clock;
  const { intervals, edge } = closeLast(clock, at);
  const stoppedAt = intervals.at(-1)?.to ?? clock.startedAt;
  return {
    ...clock,
    state: 'running',
    intervals: [...intervals, { state: 'resolved', from: stoppedAt, to: edge }, { state: 'running', from: edge }],
  };
}

/**
 * Another target or other warnings, from the beginning of the log on. Call `rearm` afterwards.
 * @throws RangeError as startClock does.
 */
export function retargetClock(clock: Clock, { target = clock.target, warnings = clock.warnings }: { target?: number; warnings?: readonly number[] }): Clock {
  requireTarget(target, warnings);
  return { ...clock, target, warnings };
}

function closeLast(clock: Clock, at: Instant): { intervals: readonly Interval[]; edge: Instant } {
  const last = clock.intervals.at(-1);
  const edge = formatInstant(Math.max(parseInstant(at), parseInstant(last?.to ?? last?.from ?? clock.startedAt)));
  if (!last || last.to !== undefined) return { intervals: clock.intervals, edge };
  return { intervals: [...clock.intervals.slice(0, -1), { ...last, to: edge }], edge };
}

function requireTarget(target: number, warnings: readonly number[]): void {
  if (!Number.isSafeInteger(target) || target < 0) throw new RangeError(`a target is whole seconds from 0, not ${target}`);
  for (const percent of warnings) {
    if (!Number.isInteger(percent) || percent <= 0) throw new RangeError(`a warning is a whole percentage above 0, not ${percent}`);
  }
}
