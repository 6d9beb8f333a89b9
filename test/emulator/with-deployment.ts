import { once } from 'node:events';
import { bootstrap, deploy } from './cdk.ts';
import { startMinistack } from './ministack.ts';

/**
 * Starts an emulator, deploys to it, does the work, and stops it, also on a failure and on Ctrl-C; a kill of this process stops it too.
 * @param work finds the emulator in its environment, of which it is told what is there for that
 */
export async function withDeployment(work: (environment: Readonly<Record<string, string>>) => Promise<void>): Promise<void> {
  const said = (text: string): void => console.log(`[${(performance.now() / 1000).toFixed(0)} s] ${text}`);
  const asked = new AbortController();
  const ended = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal, { signal: asked.signal }))).then(() => { process.exitCode = 130; }, () => {});
  const { environment, log, stop } = await startMinistack();
  Object.assign(process.env, environment);
  try {
    said(`ministack listens at ${environment.AWS_ENDPOINT_URL}; what it says is in ${log}.`);
    await Promise.race([ended, (async () => {
      await bootstrap();
      said('Bootstrapped; deploying …');
      console.log((await deploy()).split('\n').filter((line) => /^ ✅|^ +AWS::|^Left out|❌/.test(line)).join('\n'));
      said('Deployed.');
      await work(environment);
    })()]);
  } finally {
    asked.abort();
    await stop();
    said('Stopped.');
  }
}
