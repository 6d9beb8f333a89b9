import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { readRuntime } from '../../local/data-dir.ts';
import { answers, endOrphan } from '../../local/engine-process.ts';
import { scratchDir } from './scratch.ts';

const root = join(import.meta.dirname, '..', '..');
const log = join(root, 'test/data/servicenow-incident-log.part.csv');

it.each<[string, NodeJS.Signals, string[]]>([
  ['the service', 'SIGINT', ['local/start.ts']],
  ['the service', 'SIGTERM', ['local/start.ts']],
  ['an import', 'SIGTERM', ['local/import/import.ts', 'servicenow', log]],
])('%s that is asked by %s to end before it is ready leaves no database behind', async (_, signal, [file, ...args]) => {
  const dataDir = scratchDir();
  const child = spawn(process.execPath, [join(root, file!), ...args], { env: { ...process.env, LAMBDESK_DATA: dataDir, PORT: '0' }, stdio: 'ignore' });
  const gone = once(child, 'exit');
  let engine: { pid: number; endpoint: string; file: string } | undefined;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await gone;
    if (engine) await endOrphan(engine);
  });
  while (!engine && child.exitCode === null) {
    engine = readRuntime(dataDir)?.engine;
    await delay(2);
  }
  child.kill(signal);
  expect(await gone).toEqual([130, null]);
  expect(await answers(engine!.endpoint)).toBe(false);
});
