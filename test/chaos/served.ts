import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { readRuntime } from '../../local/data-dir.ts';
import { endOrphan } from '../../local/engine-process.ts';

/** What a blow hits: the runtime alone (its database goes on, orphaned), the database alone, or both at the same moment. */
export const victims = ['runtime', 'database', 'everything'] as const;
export type Victim = (typeof victims)[number];

/** Lambdesk as a process of its own, to be killed. */
export interface Served {
  readonly url: string;
  readonly pid: number;
  readonly enginePid: number;
  /** SIGKILL; resolves when the runtime is gone. */
  kill(victim: Victim): Promise<void>;
  /** Ends runtime and database, however they stand. */
  end(): Promise<void>;
}

const START = join(import.meta.dirname, '..', '..', 'local', 'start.ts');
const READY_MS = 60_000;

/**
 * Starts the embedded runtime on a data directory, in a process group of its own, and resolves when it is ready.
 * @throws what it said, when it ends before it is ready
 */
export async function serveOn(dataDir: string, { nodeArguments = [] }: { nodeArguments?: readonly string[] } = {}): Promise<Served> {
  const child = spawn(process.execPath, [...nodeArguments, START], {
    detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PORT: '0', LAMBDESK_DATA: dataDir, NODE_OPTIONS: '' },
  });
  const pid = child.pid!;
  const gone = once(child, 'exit');
  const said: string[] = [];
  // A test that is cut off at its time limit must not leave it running.
  const endWithUs = (): void => blow(-pid);
  process.on('exit', endWithUs);
  void gone.then(() => process.off('exit', endWithUs));
  createInterface(child.stderr).on('line', (line) => said.push(line));
  const end = async (): Promise<void> => {
    const left = readRuntime(dataDir);
    if (child.exitCode === null && child.signalCode === null) blow(-pid);
    await gone;
    if (left?.engine) await endOrphan(left.engine);
  };
  const url = await new Promise<string>((ready, fail) => {
    const impatience = setTimeout(() => fail(new Error(`Not ready after ${READY_MS} ms: ${said.join('\n')}`)), READY_MS);
    createInterface(child.stdout).on('line', (line) => {
      const [found] = /http:\S+(?= \()/.exec(line) ?? [];
      if (line.includes('ready') && found) ready(found);
    });
    void gone.then(([code, signal]) => fail(new Error(`It ended before it was ready (${signal ?? code}): ${said.join('\n')}`)))
      .finally(() => clearTimeout(impatience));
  }).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  const enginePid = readRuntime(dataDir)!.engine!.pid;
  return {
    url, pid, enginePid, end,
    async kill(victim) {
      if (victim !== 'runtime') blow(enginePid);
      if (victim !== 'database') blow(-pid);
      await gone;
    },
  };
}

function blow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}
