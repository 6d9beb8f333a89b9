/** Less than this is the network, and seconds that a Date header leaves out. */
const TOLERANCE = 10_000;

let ahead = 0;

/** Learns from an answer how far the service's clock is ahead of this computer's: deadlines are the service's. */
export function learnServiceTime(date: string | null, now = Date.now()): void {
  const difference = date === null ? NaN : Date.parse(date) - now;
  if (!Number.isNaN(difference)) ahead = Math.abs(difference) < TOLERANCE ? 0 : difference;
}

/** Milliseconds since 1970 by the service's clock. */
export const serviceNow = (now = Date.now()): number => now + ahead;
