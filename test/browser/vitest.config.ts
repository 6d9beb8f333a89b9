import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/browser/**/*.story.ts'],
    globalSetup: ['test/browser/prepare.ts'],
    hookTimeout: 120_000,
    // A browser waits in real time, and the machine it shares may be busy; what fails twice has failed.
    retry: 1,
    // A service, a database and a browser each: more at once only wait for each other.
    fileParallelism: false,
  },
});
