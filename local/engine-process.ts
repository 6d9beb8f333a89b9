import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from './loopback.ts';

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 5_000;
const PORT_ATTEMPTS = 3;

export type EngineProcess = { child: ChildProcess; pid: number; port: number; endpoint: string };

/** Where the platform's DynamoDB binary lies. Throws a message for the user where there is none. */
export function engineBinary(): string {
  try {
    return createRequire(import.meta.url).resolve(`@dynoxide/${process.platform}-${process.arch}/dynoxide`);
  } catch {
    throw new Error(
      `The embedded DynamoDB (@dynoxide/${process.platform}-${process.arch}) is not installed. On Linux x64, run npm install `
      + 'without --omit=optional; elsewhere set DYNAMODB_ENDPOINT to any DynamoDB, such as http://localhost:8000 for DynamoDB Local.',
    );
  }
}

/**
 * Starts the engine on a database file and waits until it answers. `spawned` is called with the pid before anything is
 * awaited, so that there is no moment at which a kill leaves an engine behind that nobody recorded.
 */
export async function spawnEngine({ binary, file, spawned }: {
  binary: string; file: string; spawned(engine: EngineProcess): void;
}): Promise<EngineProcess> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    // Detached: a Ctrl-C in the terminal goes to us alone, and running requests still find their database.
    const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', String(port), '--db-path', file], {
      stdio: ['ignore', 'ignore', 'pipe'], detached: true,
    });
    const engine = { child, pid: child.pid ?? 0, port, endpoint: `http://127.0.0.1:${port}` };
    if (child.pid) spawned(engine);
    const failure = await firstAnswer(engine);
    if (!failure) return engine;
    if (!/in use/i.test(failure) || attempt === PORT_ATTEMPTS) {
      throw new Error(`The embedded DynamoDB did not start on ${file}: ${failure}`);
    }
  }
}

/** Stops an engine that this process started. */
export async function stopEngine({ child }: EngineProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(impatience);
}

/** Ends the engine that a killed runtime left on `file`, if `pid` is still that engine and not somebody else's process. */
export async function endOrphan({ pid, file }: { pid: number; file: string }): Promise<boolean> {
  if (!isEngineOn(file, pid)) return false;
  const patience = Date.now() + STOP_TIMEOUT_MS;
  signal(pid, 'SIGTERM');
  while (isEngineOn(file, pid)) {
    if (Date.now() > patience) signal(pid, 'SIGKILL');
    await delay(20);
  }
  return true;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It may end between the look and the blow.
    if ((error as { code?: string }).code !== 'ESRCH') throw error;
  }
}

// A zombie's command line is empty, so it counts as gone: it holds no file any more.
function isEngineOn(file: string, pid: number): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return basename(command[0] ?? '') === 'dynoxide' && command.includes(file);
  } catch {
    return false;
  }
}

/** Undefined as soon as the engine answers, or what it said when it ended instead. */
async function firstAnswer({ child, endpoint }: EngineProcess): Promise<string | undefined> {
  let complaint = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaint = (complaint + chunk).slice(-2_000);
  });
  let ended: string | undefined;
  child.once('error', (error) => {
    ended = error.message;
  });
  child.once('close', (code, signal) => {
    ended ??= `${complaint.trim() || 'no message'} (${signal ?? `exit code ${code}`})`;
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (ended !== undefined) return ended;
    if (await answers(endpoint)) return undefined;
    await delay(15);
  }
  child.kill('SIGKILL');
  return `no answer within ${START_TIMEOUT_MS / 1000} seconds`;
}

/** Whether the engine answers at an endpoint; another program that took the port does not count. */
export async function answers(endpoint: string): Promise<boolean> {
  try {
    const response = await fetch(endpoint, { signal: AbortSignal.timeout(1_000) });
    await response.body?.cancel();
    return response.headers.has('x-dynoxide-version');
  } catch {
    return false;
  }
}
