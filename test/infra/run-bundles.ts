import { join } from 'node:path';

// Run by bundled.test.ts as a process of its own, with the environment of a Lambda: imports bundles and calls what they export.
const [directory] = process.argv.slice(2);

process.on('message', async ({ call, bundle, entry, event }: { call: number; bundle: string; entry: string; event: unknown }) => {
  // Whoever called knows by this that no line of the call is still on its way.
  const end = (): void => [process.stdout, process.stderr].forEach((stream) => stream.write(`end of ${call}\n`));
  try {
    const lambda = await import(join(directory!, bundle, 'index.mjs')) as Record<string, (event: unknown, context: object) => Promise<unknown>>;
    const answer = await lambda[entry]!(event, { awsRequestId: `request-${call}`, functionName: bundle });
    end();
    process.send!({ call, answer });
  } catch (error) {
    end();
    process.send!({ call, error: String((error as Error).stack) });
  }
});
