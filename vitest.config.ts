import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Each file that runs the service has an engine process beside it; more at once only wait for each other.
    maxWorkers: 2,
    reporters: ['default', ['json', { outputFile: '.build/test-results.json' }]],
  },
});
