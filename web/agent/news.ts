import type { Entry } from '../api/records.ts';

/** For so many milliseconds something has just been done. */
const JUST_NOW = 300_000;

/**
 * What others have just done to a record since a version that somebody has seen, oldest first. Whoever does something to it themselves has seen what came
 * before, and what the service does by itself is no news.
 * @param now in milliseconds, by the service's clock
 */
export function newsSince(timeline: readonly Entry[], { version, me, now }: { version: number; me: string; now: number }): readonly Entry[] {
  const seen = Math.max(version, ...timeline.filter(({ actor }) => actor === me).map((entry) => entry.version));
  return timeline.filter((entry) => entry.version > seen && entry.command !== 'touch' && entry.command !== 'tick' && Date.parse(entry.at) > now - JUST_NOW);
}
