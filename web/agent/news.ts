import type { Entry } from '../api/records.ts';

/** What others did to a record since a version that somebody has seen, oldest first. What the service does by itself is no news. */
export const newsSince = (timeline: readonly Entry[], { version, me }: { version: number; me: string }): readonly Entry[] =>
  timeline.filter((entry) => entry.version > version && entry.actor !== me && entry.command !== 'touch' && entry.command !== 'tick');
