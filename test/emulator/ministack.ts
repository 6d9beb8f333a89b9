import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { build, root } from './folders.ts';
import { pythonWithMinistack } from './venv.ts';

export interface Ministack {
  /** What the SDK, the CDK CLI, the AWS CLI and the stories must find in their environment to talk to it. */
  readonly environment: Readonly<Record<string, string>>;
  /** The file of what it says. */
  readonly log: string;
  stop(): Promise<void>;
}

/**
 * Starts ministack on a free port of this machine. It ends with this process, however that ends.
 * @throws {Error} with what it said, when it does not start
 */
export async function startMinistack(): Promise<Ministack> {
  const python = pythonWithMinistack();
  const log = join(build, 'ministack.log');
  // Another one that runs keeps the file that it writes to.
  rmSync(log, { force: true });
  const output = openSync(log, 'w');
  const folder = mkdtempSync(join(tmpdir(), 'lambdesk-emulator-'));
  const clock = join(folder, 'clock');
  writeFileSync(clock, '0');
  const child = spawn(python, [join(import.meta.dirname, 'ministack', 'serve.py'), folder], {
    // The leader of a process group: a Ctrl-C goes to us alone, and it can take its Lambdas along.
    detached: true, stdio: ['pipe', 'pipe', output], cwd: folder,
    env: { PATH: [lambdaNode(folder), process.env.PATH].join(delimiter), HOME: folder, LANG: 'C.UTF-8', LOG_LEVEL: process.env.EMULATOR_LOG ?? 'WARNING', LAMBDESK_CLOCK: clock, PYTHONDONTWRITEBYTECODE: '1', ...credentials },
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.stdin!.end();
    await exited;
  };
  child.stdin!.on('error', () => {});
  const first = await Promise.race([once(createInterface(child.stdout!), 'line'), once(child, 'exit').then(() => undefined)]);
  if (!first) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`ministack did not start; what it said is in ${log}.`);
  }
  const { port } = JSON.parse(first[0] as string) as { port: number };
  return { log, environment: { ...credentials, AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, LAMBDESK_EMULATOR: folder }, stop };
}

const credentials = {
  AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1',
  // Nobody's own profile is looked at, and nobody's machine is asked for its role.
  AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null', AWS_EC2_METADATA_DISABLED: 'true',
};

/** Puts the `node` that Lambdas run on into a folder: that of the project, with a clock that can be put forward. */
function lambdaNode(folder: string): string {
  const file = join(folder, 'node');
  writeFileSync(file, `#!/bin/sh\nexec '${join(root, 'node_modules', '.bin', 'node')}' --import '${pathToFileURL(join(import.meta.dirname, 'ministack', 'moved-clock.mjs')).href}' "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}
