import { addBusinessSeconds, businessSeconds } from './business-time.ts';
import type { BusinessCalendar } from './calendar.ts';
import type { Clock, Interval } from './clock.ts';
import { formatDuration } from './duration.ts';
import { formatInstant, type Instant, parseInstant } from './instant.ts';

/** What a clock says at one moment; all amounts are business seconds of one calendar. */
export interface ClockReading {
  /** Run so far. */
  elapsed: number;
  /** Paused so far, for any reason; resolved time is not counted. */
  paused: number;
  /** `elapsed > target`: the deadline itself is still in time. */
  breached: boolean;
  /** Left of the target, never below 0; once breached, the excess is `elapsed - target`. */
  remaining: number;
  /** When elapsed reaches the target, in the past for a late clock. Only a running clock has one. */
  dueAt?: Instant;
}

/** A clock as the API shows it; all durations ISO 8601. */
export interface PresentedClock {
  name: string;
  state: Clock['state'];
  startedAt: Instant;
  dueAt?: Instant;
  elapsed: string;
  target: string;
  remaining: string;
  paused: string;
  breached: boolean;
  intervals: Interval[];
}

/** Reads the log up to `at`; what the log has after `at` is left out of the amounts, so the past can be read as it was. */
export function readClock({ clock, calendar, at }: { clock: Clock; calendar: BusinessCalendar; at: Instant }): ClockReading {
  const elapsed = total({ clock, calendar, at, state: 'running' });
  const dueAt = clock.state === 'running' ? momentOf({ clock, calendar, elapsed: clock.target }) : undefined;
  return {
    elapsed,
    paused: total({ clock, calendar, at, state: 'paused' }),
    breached: elapsed > clock.target,
    remaining: Math.max(0, clock.target - elapsed),
    ...(dueAt !== undefined && { dueAt }),
  };
}

/** The reading at `at` in the API's shape. */
export function presentClock({ clock, calendar, at }: { clock: Clock; calendar: BusinessCalendar; at: Instant }): PresentedClock {
  const { elapsed, paused, remaining, breached, dueAt } = readClock({ clock, calendar, at });
  return {
    name: clock.name,
    state: clock.state,
    startedAt: clock.startedAt,
    ...(dueAt !== undefined && { dueAt }),
    elapsed: formatDuration(elapsed),
    target: formatDuration(clock.target),
    remaining: formatDuration(remaining),
    paused: formatDuration(paused),
    breached,
    intervals: [...clock.intervals],
  };
}

/**
 * The earliest instant at which so many seconds had run or will have run.
 * @returns undefined for a paused or stopped clock that has not run so long, or a calendar that does not open in time.
 */
export function momentOf({ clock, calendar, elapsed }: { clock: Clock; calendar: BusinessCalendar; elapsed: number }): Instant | undefined {
  let left = elapsed;
  for (const { state, from, to } of clock.intervals) {
    if (state !== 'running') continue;
    const ran = to === undefined ? Infinity : businessSeconds(calendar, from, to);
    if (left <= ran) return addBusinessSeconds(calendar, from, left);
    left -= ran;
  }
  return undefined;
}

function total({ clock, calendar, at, state }: { clock: Clock; calendar: BusinessCalendar; at: Instant; state: Interval['state'] }): number {
  const end = parseInstant(at);
  return clock.intervals
    .filter((interval) => interval.state === state)
    .reduce((sum, { from, to }) => sum + businessSeconds(calendar, from, formatInstant(Math.min(end, parseInstant(to ?? at)))), 0);
}
