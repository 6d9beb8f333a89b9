import type { BusinessCalendar } from './calendar.ts';
import type { Clock } from './clock.ts';
import { type Instant, parseInstant } from './instant.ts';
import { momentOf } from './read-clock.ts';

/** A moment in a clock's life that is announced once. */
export interface Mark {
  /** `warn:75` or `breach`, as kept in the clock. */
  mark: string;
  kind: 'warn' | 'breach';
  /** Of the target; 100 for the breach. */
  percent: number;
  /** When it became true, however late it is noticed. */
  at: Instant;
}

/**
 * The marks that have passed at `at` and are not announced yet, earliest first. A warning passes when elapsed reaches its
 * percentage of the target, rounded up to a second; the breach at the first second over the target. The state of the clock does not
 * matter: a mark passed before a pause or stop stays due.
 */
export function marksDue({ clock, calendar, at }: { clock: Clock; calendar: BusinessCalendar; at: Instant }): Mark[] {
  const now = parseInstant(at);
  return pendingMarks(clock, calendar).filter((mark) => parseInstant(mark.at) <= now);
}

/** The clock with these marks recorded as announced. */
export function announce(clock: Clock, marks: readonly Pick<Mark, 'mark'>[]): Clock {
  const announced = new Set([...clock.marks, ...marks.map(({ mark }) => mark)]);
  return announced.size === clock.marks.length ? clock : { ...clock, marks: [...announced] };
}

/** Forgets the announced marks that the present target and calendar put after `at`, so that they are announced when they come true. */
export function rearm({ clock, calendar, at }: { clock: Clock; calendar: BusinessCalendar; at: Instant }): Clock {
  const now = parseInstant(at);
  const marks = clock.marks.filter((mark) => {
    const moment = momentOf({ clock, calendar, elapsed: elapsedAt(mark, clock.target) });
    return moment !== undefined && parseInstant(moment) <= now;
  });
  return marks.length === clock.marks.length ? clock : { ...clock, marks };
}

/**
 * When the sweep must look at this clock next, in the past when it is late. For a clock that does not run: undefined, unless it
 * passed a mark before it paused or stopped that nobody has announced; that one would be lost if the clock left the index.
 */
export function nextMarkAt({ clock, calendar }: { clock: Clock; calendar: BusinessCalendar }): Instant | undefined {
  return pendingMarks(clock, calendar)[0]?.at;
}

const breach = 'breach';
const warnPrefix = 'warn:';

function pendingMarks(clock: Clock, calendar: BusinessCalendar): Mark[] {
  const marks = [...new Set(clock.warnings.map((percent) => `${warnPrefix}${percent}`)), breach];
  return marks
    .filter((mark) => !clock.marks.includes(mark))
    .map((mark) => ({ mark, elapsed: elapsedAt(mark, clock.target) }))
    .toSorted((one, other) => one.elapsed - other.elapsed)
    .flatMap(({ mark, elapsed }): Mark[] => {
      const at = momentOf({ clock, calendar, elapsed });
      if (at === undefined) return [];
      return [mark === breach ? { mark, kind: 'breach', percent: 100, at } : { mark, kind: 'warn', percent: percentOf(mark), at }];
    });
}

/** Seconds to have run for a mark to be true. */
function elapsedAt(mark: string, target: number): number {
  return mark === breach ? target + 1 : Math.ceil((target * percentOf(mark)) / 100);
}

function percentOf(mark: string): number {
  return Number(mark.slice(warnPrefix.length));
}
