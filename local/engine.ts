import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { claimDataDir, readRuntime, type Claim, type RuntimeRecord } from './data-dir.ts';
import { answers, endOrphan, engineBinary, spawnEngine, stopEngine, type EngineProcess } from './engine-process.ts';

export type Engine = {
  /** For the DynamoDB client, `http://127.0.0.1:<port>`. */
  endpoint: string;
  /** The engine's SQLite file, for the change feed. */
  file: string;
  /** Whether another process started the engine; then `stop` does nothing. */
  attached: boolean;
  /** Base URL of the API of the runtime attached to, if it has announced one. */
  url?: string;
  /** Publishes the API's base URL in runtime.json. */
  announce(facts: { url: string }): void;
  stop(): Promise<void>;
};

type EngineOptions = {
  dataDir: string;
  log(message: string): void;
  /** Called when the engine ends without `stop`; nothing can be stored from then on. */
  onDeath?(error: Error): void;
  /** Path of the engine, for tests. */
  binary?: string;
};

const ATTACH_TIMEOUT_MS = 20_000;
const HANDOVER_TIMEOUT_MS = 3_000;

/**
 * Starts the embedded DynamoDB on a data directory and claims the directory for this process. Ends an engine that a
 * killed runtime left behind. Throws a message for the user when a live runtime holds the directory, when the platform
 * has no engine, or when the engine does not start.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const dataDir = resolve(options.dataDir);
  // One that is just ending still holds it for a moment.
  const deadline = Date.now() + HANDOVER_TIMEOUT_MS;
  let claim = claimDataDir(dataDir);
  while (!claim && Date.now() < deadline) {
    await delay(100);
    claim = claimDataDir(dataDir);
  }
  if (!claim) throw new Error(heldMessage(dataDir, readRuntime(dataDir)));
  return startOn(claim, { ...options, dataDir });
}

/** For command line tools: uses the engine of the live runtime that holds the data directory, or starts one. */
export async function attachOrStart(options: EngineOptions): Promise<Engine> {
  const dataDir = resolve(options.dataDir);
  const deadline = Date.now() + ATTACH_TIMEOUT_MS;
  for (;;) {
    const claim = claimDataDir(dataDir);
    if (claim) return startOn(claim, { ...options, dataDir });
    const runtime = readRuntime(dataDir);
    // A holder that is just starting may not have replaced the record of a killed one yet.
    if (runtime?.engine && isAlive(runtime.pid) && await answers(runtime.engine.endpoint)) return attachTo(runtime, runtime.engine);
    if (Date.now() > deadline) throw new Error(heldMessage(dataDir, runtime));
    await delay(50);
  }
}

async function startOn(claim: Claim, { dataDir, log, onDeath, binary }: EngineOptions): Promise<Engine> {
  const file = join(dataDir, 'dynamodb.sqlite');
  let current: EngineProcess | undefined;
  let stopping = false;
  const killOnExit = () => void current?.child.kill('SIGKILL');
  try {
    const orphan = claim.leftBehind?.engine;
    if (orphan && await endOrphan(orphan)) log(`Ended the database process ${orphan.pid} that a killed run left behind`);
    process.on('exit', killOnExit);
    const engine = await spawnEngine({
      binary: binary ?? engineBinary(), file,
      spawned(started) {
        current = started;
        const { pid, port, endpoint } = started;
        claim.record({ engine: { pid, port, endpoint, file } });
      },
    });
    engine.child.once('exit', (code, signal) => {
      if (stopping) return;
      const error = new Error(`The embedded DynamoDB ended by itself (${signal ?? `exit code ${code}`}); start Lambdesk again, its data is in ${file}`);
      log(error.message);
      onDeath?.(error);
    });
    return {
      endpoint: engine.endpoint,
      file,
      attached: false,
      announce: ({ url }) => claim.record({ url }),
      async stop() {
        if (stopping) return;
        stopping = true;
        await stopEngine(engine);
        process.off('exit', killOnExit);
        claim.release();
      },
    };
  } catch (error) {
    process.off('exit', killOnExit);
    claim.release();
    throw error;
  }
}

function attachTo(runtime: RuntimeRecord, { endpoint, file }: NonNullable<RuntimeRecord['engine']>): Engine {
  return { endpoint, file, attached: true, url: runtime.url, announce() {}, async stop() {} };
}

function heldMessage(dataDir: string, runtime: RuntimeRecord | undefined): string {
  const who = runtime ? `Lambdesk, process ${runtime.pid}${runtime.url ? ` at ${runtime.url}` : ''},` : 'Another Lambdesk';
  const stop = runtime ? `kill ${runtime.pid}` : 'Ctrl-C where it runs';
  return `${who} already uses the data directory ${dataDir}. Stop it (${stop}), or give this one its own: LAMBDESK_DATA=<directory>`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}
