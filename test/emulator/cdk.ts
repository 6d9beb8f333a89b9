import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, ofEmulator, outputsFile, root } from './folders.ts';

/** Who notifications are from in this deployment. */
export const MAIL_FROM = 'servicedesk@lambdesk.example';

/** Where the console of this deployment would be served from. */
export const CONSOLE_ORIGIN = 'https://desk.example.com';

const app = (): string[] => ['--app', `${process.execPath} ${join(import.meta.dirname, 'app.ts')}`, '--output', ofEmulator('cdk.out'), '--context', `mailFrom=${MAIL_FROM}`, '--context', `consoleOrigin=${CONSOLE_ORIGIN}`];

export const bootstrap = (): Promise<string> => cdk(['bootstrap', 'aws://000000000000/us-east-1'], build);

/** Deploys every stack that the emulator can hold, as the CDK CLI deploys to AWS; without change sets, of which the emulator loses those of an update. */
export const deploy = (...more: string[]): Promise<string> =>
  cdk(['deploy', '--all', '--require-approval', 'never', '--outputs-file', outputsFile(), '--method', 'direct', '--concurrency', '4', '--asset-parallelism', ...app(), ...more]);

export const diff = (...more: string[]): Promise<string> => cdk(['diff', ...app(), ...more]);

/** What the CLI wrote; it talks to the emulator in the environment. Throws it where the CLI fails. */
function cdk(options: readonly string[], cwd = root): Promise<string> {
  const child = spawn(process.execPath, [join(root, 'node_modules', 'aws-cdk', 'bin', 'cdk'), ...options, '--no-color', '--ci'], {
    cwd, stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => { if (code === 0) resolve(said); else reject(new Error(`cdk ${options[0]} failed:\n${said}`)); });
  });
}
