import { join } from 'node:path';
import { readJson, writeJson } from './data-dir.ts';

export interface MovableClock {
  /** RFC 3339 with milliseconds. */
  now(): string;
  /** Moves the clock to an instant; never back, because records would then be younger than their own past. */
  moveTo(instant: string): void;
}

/** The runtime's clock: real time plus an offset that survives a restart. */
export function movableClock(dataDir: string): MovableClock {
  const file = join(dataDir, 'clock.json');
  let offset = readJson<{ offset: number }>(file)?.offset ?? 0;
  const now = (): string => new Date(Date.now() + offset).toISOString();
  return {
    now,
    moveTo(instant) {
      if (instant <= now()) return;
      offset = Date.parse(instant) - Date.now();
      writeJson(file, { offset });
    },
  };
}
