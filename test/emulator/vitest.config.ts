import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { build, root } from './folders.ts';

/** The stories that run anywhere, and those of this folder, one file after the other: there is one deployment, and it has one clock. */
export default defineConfig({
  root,
  test: {
    include: ['test/stories/*.test.ts', 'test/emulator/stories/*.story.ts'],
    fileParallelism: false, testTimeout: 300_000, hookTimeout: 300_000,
    env: { LAMBDESK_SURROUNDINGS: join(import.meta.dirname, 'surroundings.ts') },
    reporters: ['verbose', ['json', { outputFile: join(build, 'test-results.json') }]],
  },
});
