import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** The folder with the console, built now unless it is there. @throws {Error} when it cannot be built, after the build has said why */
export function consoleFolder(): string {
  return execFileSync(process.execPath, [join(import.meta.dirname, '..', 'web', 'build.ts')], { stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' }).trim();
}
