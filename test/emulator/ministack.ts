import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { build, root } from './folders.ts';
import { pythonWithMinistack } from './venv.ts';

export interface Ministack {
  readonly endpoint: string;
  /** What the SDK, the CDK CLI and the AWS CLI must find in their environment to talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** By how many milliseconds its Lambdas' clocks are ahead; a file, so that another process can move them. */
  readonly clockFile: string;
  stop(): Promise<void>;
}

/**
 * Starts ministack on a free port of this machine. It ends with this process, however that ends.
 * @throws {Error} with what it said, when it does not start
 */
export async function startMinistack(): Promise<Ministack> {
  const python = pythonWithMinistack();
  const log = join(build, 'ministack.log');
  const clockFile = join(build, 'clock');
  writeFileSync(clockFile, '0');
  const output = openSync(log, 'w');
  const child = spawn(python, [join(import.meta.dirname, 'ministack', 'serve.py')], {
    // The leader of a process group: a Ctrl-C goes to us alone, and it can take its Lambdas along.
    detached: true, stdio: ['pipe', 'pipe', output], cwd: build,
    env: { PATH: [lambdaNode(), process.env.PATH].join(delimiter), HOME: build, LANG: 'C.UTF-8', LOG_LEVEL: process.env.EMULATOR_LOG ?? 'WARNING', LAMBDESK_CLOCK: clockFile, PYTHONDONTWRITEBYTECODE: '1', ...credentials },
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.stdin!.end();
    await exited;
  };
  child.stdin!.on('error', () => {});
  const first = await Promise.race([once(createInterface(child.stdout!), 'line'), once(child, 'exit').then(() => undefined)]);
  if (!first) throw new Error(`ministack did not start; what it said is in ${log}.`);
  const endpoint = `http://127.0.0.1:${(JSON.parse(first[0] as string) as { port: number }).port}`;
  return { endpoint, clockFile, environment: { ...credentials, AWS_ENDPOINT_URL: endpoint }, stop };
}

const credentials = {
  AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1',
  // Nobody's own profile is looked at, and nobody's machine is asked for its role.
  AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true',
};

/** A folder with the `node` that Lambdas run on: that of the project, with a clock that can be put forward. */
function lambdaNode(): string {
  const folder = join(build, 'bin');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'node');
  writeFileSync(file, `#!/bin/sh\nexec '${join(root, 'node_modules', '.bin', 'node')}' --import '${pathToFileURL(join(import.meta.dirname, 'ministack', 'moved-clock.mjs')).href}' "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}
