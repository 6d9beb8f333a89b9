import { once } from 'node:events';
import { bootstrap, deploy } from './cdk.ts';
import { startMinistack, type Ministack } from './ministack.ts';

/**
 * Starts an emulator, deploys to it, does the work, and stops it, also on a failure and on Ctrl-C; a kill of this process stops it too.
 */
export async function withDeployment(work: (emulator: Ministack) => Promise<void>): Promise<void> {
  const said = (text: string): void => console.log(`[${(performance.now() / 1000).toFixed(0)} s] ${text}`);
  const asked = new AbortController();
  const ended = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal, { signal: asked.signal }))).then(() => { process.exitCode = 130; }, () => {});
  const emulator = await startMinistack();
  try {
    said(`ministack listens at ${emulator.endpoint}.`);
    await Promise.race([ended, (async () => {
      await bootstrap(emulator);
      said('Bootstrapped; deploying …');
      console.log((await deploy(emulator)).split('\n').filter((line) => /^ ✅|^ +AWS::|^Left out|❌/.test(line)).join('\n'));
      said('Deployed.');
      await work(emulator);
    })()]);
  } finally {
    asked.abort();
    await emulator.stop();
    said('Stopped.');
  }
}
