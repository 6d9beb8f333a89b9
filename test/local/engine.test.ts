import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync, chmodSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { attachOrStart, startEngine } from '../../local/engine.ts';
import { answers, endOrphan } from '../../local/engine-process.ts';
import { scratchDir } from './scratch.ts';
import { tableOn } from './table.ts';

const quiet = () => {};
const recordIn = (dataDir: string) => JSON.parse(readFileSync(join(dataDir, 'runtime.json'), 'utf8'));

async function startElsewhere(dataDir: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'start-engine.ts'), dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => endAll(dataDir, child));
  const [line] = await once(createInterface(child.stdout), 'line') as [string];
  return { child, ...JSON.parse(line) as { endpoint: string } };
}

/** Ends a started process and, as it may have been killed already, the engine that it recorded. */
async function endAll(dataDir: string, child: ChildProcess) {
  const running = child.exitCode === null && child.signalCode === null;
  const engine = existsSync(join(dataDir, 'runtime.json')) ? recordIn(dataDir).engine : undefined;
  if (running) await kill(child);
  if (engine) await endOrphan(engine);
}

async function kill(child: ChildProcess) {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

test('keeps what was written when its process is killed, and ends the orphaned engine before the next start', async () => {
  const dataDir = scratchDir();
  const first = await startElsewhere(dataDir);
  await tableOn(first.endpoint).create();
  await tableOn(first.endpoint).put('ENTRY#1', { note: { S: 'written before the kill' } });
  await kill(first.child);
  expect(await answers(first.endpoint)).toBe(true);

  const said: string[] = [];
  const engine = await startEngine({ dataDir, log: (message) => said.push(message) });
  onTestFinished(engine.stop);

  expect(await answers(first.endpoint)).toBe(false);
  expect(said).toEqual([expect.stringContaining('that a killed run left behind')]);
  expect(await tableOn(engine.endpoint).get('ENTRY#1')).toMatchObject({ note: { S: 'written before the kill' } });
});

test('leaves a process alone that has only inherited the pid of the killed engine', async () => {
  const dataDir = scratchDir();
  const bystander = spawn('sleep', ['60']);
  onTestFinished(() => void bystander.kill());
  writeFileSync(join(dataDir, 'runtime.json'), JSON.stringify({
    pid: 1, engine: { pid: bystander.pid, port: 1, endpoint: 'http://127.0.0.1:1', file: join(dataDir, 'dynamodb.sqlite') },
  }));
  const engine = await startEngine({ dataDir, log: quiet });
  await engine.stop();
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
});

test('refuses a data directory that a live runtime holds, and says what to do', async () => {
  const dataDir = scratchDir();
  const holder = await startElsewhere(dataDir);
  await expect(startEngine({ dataDir, log: quiet })).rejects.toThrow(
    new RegExp(`process ${holder.child.pid} at http://localhost:3999, already uses .*LAMBDESK_DATA`),
  );
});

test('refuses a second start within one process too', async () => {
  const dataDir = scratchDir();
  const engine = await startEngine({ dataDir, log: quiet });
  onTestFinished(engine.stop);
  await expect(startEngine({ dataDir, log: quiet })).rejects.toThrow('already uses');
});

test('lets a tool attach to the live runtime, and does not stop it with the tool', async () => {
  const dataDir = scratchDir();
  const holder = await startElsewhere(dataDir);
  const tool = await attachOrStart({ dataDir, log: quiet });
  expect(tool).toMatchObject({ endpoint: holder.endpoint, attached: true, url: 'http://localhost:3999' });
  await tool.stop();
  expect(await answers(holder.endpoint)).toBe(true);
});

test('starts an engine for a tool when no runtime lives, and leaves nothing running', async () => {
  const dataDir = scratchDir();
  await kill((await startElsewhere(dataDir)).child);
  const tool = await attachOrStart({ dataDir, log: quiet });
  expect(tool.attached).toBe(false);
  await tool.stop();
  expect(await answers(tool.endpoint)).toBe(false);
  expect(existsSync(join(dataDir, 'runtime.json'))).toBe(false);
});

test('gives two tools that start at once one engine between them', async () => {
  const dataDir = scratchDir();
  const tools = await Promise.all([attachOrStart({ dataDir, log: quiet }), attachOrStart({ dataDir, log: quiet })]);
  expect(tools.map(({ attached }) => attached).sort()).toEqual([false, true]);
  expect(tools[0].endpoint).toBe(tools[1].endpoint);
  await Promise.all(tools.map((tool) => tool.stop()));
});

test('ends the engine when its process is asked to end', async () => {
  const dataDir = scratchDir();
  const { child, endpoint } = await startElsewhere(dataDir);
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await gone).toEqual([0, null]);
  expect(await answers(endpoint)).toBe(false);
});

test('reports an engine that ends by itself', async () => {
  const dataDir = scratchDir();
  const death = Promise.withResolvers<Error>();
  const engine = await startEngine({ dataDir, log: quiet, onDeath: death.resolve });
  process.kill(recordIn(dataDir).engine.pid, 'SIGKILL');
  expect((await death.promise).message).toContain('ended by itself (SIGKILL)');
  await engine.stop();
});

test('says why an engine did not start, and gives the directory back', async () => {
  const dataDir = scratchDir();
  const binary = join(dataDir, 'dynoxide');
  writeFileSync(binary, '#!/bin/sh\necho "disk on fire" >&2\nexit 3\n');
  chmodSync(binary, 0o755);
  await expect(startEngine({ dataDir, log: quiet, binary })).rejects.toThrow('disk on fire (exit code 3)');
  await expect(startEngine({ dataDir, log: quiet, binary: join(dataDir, 'absent') })).rejects.toThrow('ENOENT');
  const engine = await startEngine({ dataDir, log: quiet });
  await engine.stop();
});
