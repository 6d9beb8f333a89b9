import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty directory that goes away with the test. */
export function scratchDir(): string {
  const directory = mkdtempSync(join(tmpdir(), 'lambdesk-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
