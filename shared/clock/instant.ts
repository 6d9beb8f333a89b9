/** A moment as an RFC 3339 string in UTC, `2026-03-29T07:00:00.000Z`; the milliseconds may be left out on input. */
export type Instant = string;

/**
 * Whole seconds since 1970; parts of a second are floored, so that two readings of one instant always agree.
 * @throws RangeError for anything that is not an existing RFC 3339 date and time ending in `Z`.
 */
export function parseInstant(instant: Instant): number {
  const milliseconds = instantPattern.test(instant) ? Date.parse(instant) : Number.NaN;
  // Date.parse rolls 30 February over into March; the round trip catches it.
  if (Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().slice(0, 19) !== instant.slice(0, 19)) {
    throw new RangeError(`'${instant}' is not an RFC 3339 instant in UTC`);
  }
  return Math.floor(milliseconds / 1000);
}

/** The instant of whole seconds since 1970, always with `.000Z`. */
export function formatInstant(seconds: number): Instant {
  return new Date(seconds * 1000).toISOString();
}

const instantPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;
