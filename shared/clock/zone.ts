import { create, getTimeZoneTransition, offsetNanoseconds } from 'temporal-polyfill/fns/ZonedDateTime';

/** Seconds since 1970 as a wall clock shows them: the local date and time read as if they were UTC. */
export type LocalSeconds = number;

/** Whether the runtime knows this IANA name. Offsets such as `+01:00` are no zones: they know no daylight saving. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    create(0n, name);
    return true;
  } catch {
    return false;
  }
}

/** What the wall clock shows at an instant. @throws RangeError for an unknown zone. */
export function localAt(timeZone: string, instant: number): LocalSeconds {
  return instant + periodAt(timeZone, instant).offset;
}

/**
 * The first instant at which the wall clock shows this time or a later one: the earlier of two when the time comes twice,
 * the first real instant after the gap when it is skipped.
 */
export function firstInstantAt(timeZone: string, local: LocalSeconds): number {
  let period = periodAt(timeZone, local - day);
  while (local >= period.until + period.offset) period = periodAt(timeZone, period.until);
  return Math.max(period.from, local - period.offset);
}

/**
 * The instant from which the wall clock never again shows an earlier time: the later of two when the time comes twice and the
 * clock shows earlier times in between, the first real instant after the gap when it is skipped.
 */
export function lastInstantAt(timeZone: string, local: LocalSeconds): number {
  let period = periodAt(timeZone, local + day);
  while (local <= period.from + period.offset) period = periodAt(timeZone, period.from - 1);
  return Math.min(period.until, local - period.offset);
}

/** A stretch of time in which a zone keeps one offset from UTC, in seconds. */
interface Period {
  from: number;
  until: number;
  offset: number;
}

// No offset from UTC ever exceeded 16 hours, so a day either side holds every instant that can show a local time.
const day = 86_400;

// Asking the runtime for a transition costs up to a millisecond, so the answers are kept: two periods a year and zone.
const periods = new Map<string, Period[]>();
const periodsKept = 256;
const zonesKept = 64;

function periodAt(timeZone: string, instant: number): Period {
  const known = periods.get(timeZone) ?? [];
  const hit = known.find(({ from, until }) => from <= instant && instant < until);
  if (hit) return hit;
  const found = findPeriod(timeZone, instant);
  if (!periods.has(timeZone) && periods.size >= zonesKept) periods.clear();
  periods.set(timeZone, known.length >= periodsKept ? [found] : [...known, found]);
  return found;
}

function findPeriod(timeZone: string, instant: number): Period {
  const at = create(BigInt(instant) * 1_000_000_000n, timeZone);
  // `previous` is strictly before, so a transition at this very second is found from the next one.
  const previous = getTimeZoneTransition(create(BigInt(instant + 1) * 1_000_000_000n, timeZone), 'previous');
  const next = getTimeZoneTransition(at, 'next');
  return {
    from: previous ? previous.epochMilliseconds / 1000 : -Infinity,
    until: next ? next.epochMilliseconds / 1000 : Infinity,
    offset: offsetNanoseconds(at) / 1e9,
  };
}
