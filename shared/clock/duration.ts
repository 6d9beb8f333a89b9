/**
 * Seconds of an ISO 8601 duration of whole weeks, days, hours, minutes and seconds. A day is 24 hours and a week 7 days,
 * whatever the calendar; years and months have no fixed length.
 * @throws RangeError for years, months, fractions, signs, and text that is no duration.
 */
export function parseDuration(text: string): number {
  const parts = durationPattern.exec(text);
  if (!parts) throw new RangeError(`'${text}' is not an ISO 8601 duration in weeks, days, hours, minutes and seconds`);
  const seconds = unitSeconds.reduce((sum, unit, index) => sum + unit * Number(parts[index + 1] ?? 0), 0);
  if (!Number.isSafeInteger(seconds)) throw new RangeError(`'${text}' is too long`);
  return seconds;
}

/**
 * The normal form of a number of seconds in hours, minutes and seconds: 95400 is `PT26H30M`, 0 is `PT0S`.
 * @throws RangeError for negative or fractional seconds.
 */
export function formatDuration(seconds: number): string {
  if (!Number.isSafeInteger(seconds) || seconds < 0) throw new RangeError(`${seconds} is not a number of whole seconds`);
  if (seconds === 0) return 'PT0S';
  const parts: [number, string][] = [[Math.floor(seconds / 3600), 'H'], [Math.floor(seconds / 60) % 60, 'M'], [seconds % 60, 'S']];
  return `PT${parts.map(([amount, unit]) => (amount > 0 ? `${amount}${unit}` : '')).join('')}`;
}

// The look-aheads refuse a bare `P` and a trailing `T`.
const durationPattern = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

const unitSeconds = [604_800, 86_400, 3_600, 60, 1];
