import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { startRuntime, type Runtime } from '../../local/runtime.ts';
import { scratchDir } from './scratch.ts';

const root = join(import.meta.dirname, '..', '..');
let runtime: Runtime | undefined;
afterEach(() => runtime?.stop());

const client = async (url: string, token: string) => async (path: string, body?: object): Promise<any> => {
  const response = await fetch(`${url}${path}`, { ...(body && { method: 'POST', body: JSON.stringify(body) }), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
};

/** `npm start` on a data directory, until it is killed without notice. */
async function serve(dataDir: string): Promise<{ url: string; kill(): Promise<void> }> {
  const child = spawn(process.execPath, [join(root, 'local', 'start.ts')], { env: { ...process.env, LAMBDESK_DATA: dataDir, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    const url = /ready at (\S+)/.exec(said)?.[1];
    if (url) {
      child.stdout.resume();
      return { url, async kill() { child.kill('SIGKILL'); await once(child, 'exit'); } };
    }
  }
  throw new Error(`It did not start: ${said}`);
}

async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((done) => { setTimeout(done, 20); });
  }
}

it('is killed while a major incident waits, and opens one review when that is resolved later', async () => {
  const dataDir = scratchDir();
  const { url, kill } = await serve(dataDir);
  const { token } = await (await client(url, ''))('/local/token?person=bram');
  const bram = await client(url, token);
  const { number } = await bram('/v1/incidents', { title: 'No payments', impact: 'high', urgency: 'high', service: 'payments' });
  await bram(`/v1/incidents/${number}/promoteMajor`, { commander: 'bram', reason: 'Nobody can pay' });
  await until(async () => (await bram(`/local/executions?record=${number}`)).items.find(({ waitingFor }: any) => waitingFor === 'update-due'));
  await kill();

  runtime = await startRuntime({ dataDir, port: 0, definitions, log: () => {} });
  const again = await client(runtime.url, await runtime.token('bram'));
  await again(`/v1/incidents/${number}/resolve`, { resolution: 'The provider repaired it', resolutionCode: 'fixed' });
  await runtime.settle();
  const [execution, ...others] = (await again(`/local/executions?record=${number}`)).items;
  expect(others).toEqual([]);
  expect(execution).toMatchObject({ status: 'RUNNING', waitingFor: 'closed', transitions: 4 });
  expect((await again('/v1/incidents/reviews')).items).toMatchObject([{ incident: number, owner: 'bram' }]);
});
