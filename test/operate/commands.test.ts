import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { explain, Obstacle } from '../../operate/command.ts';
import { refused } from '../../shared/record/fault.ts';

const root = join(import.meta.dirname, '../..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
const nobody = { PATH: process.env.PATH, AWS_REGION: 'eu-west-1', AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };

/** Runs what an npm script says, with nothing of this machine's own AWS settings. */
async function run(script: string, { args = [], input = '', env = {} }: { args?: readonly string[]; input?: string; env?: Record<string, string> } = {}) {
  const [, ...words] = scripts[script]!.split(' ');
  const child = spawn(process.execPath, [...words, ...args], { cwd: root, env: { ...nobody, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(input);
  const [[code], out, err] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code, out, err };
}
const who = ['--tenant', 'acme', '--name', 'anna', '--email', 'anna@example.com'];

describe.each(['tenant:create', 'person:invite', 'person:token', 'restore:drill'])('npm run %s', (script) => {
  it('explains itself, with status 0', async () => {
    expect(await run(script, { args: ['--help'] })).toMatchObject({ code: 0, out: expect.stringContaining(`npm run`), err: '' });
  });

  it('refuses what it does not know, with its usage and status 2', async () => {
    expect(await run(script, { args: ['--wrong'] })).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^There is no option --wrong[\s\S]*--stage/) });
  });
});

describe('an operator is told', () => {
  it('that there are no credentials', async () => {
    expect(await run('tenant:create', { args: who })).toMatchObject({ code: 1, err: expect.stringMatching(/^There are no AWS credentials here: set AWS_PROFILE/) });
  });

  it('that there is no region', async () => {
    expect(await run('tenant:create', { args: who, env: { AWS_REGION: '', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' } })).toMatchObject({ code: 1, err: expect.stringMatching(/^No region is set/) });
  });

  it('that AWS cannot be reached', async () => {
    expect(await run('restore:drill', { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' } })).toMatchObject({ code: 1, err: expect.stringMatching(/^AWS cannot be reached/) });
  });

  it('that no password was piped in, which nothing asks for', async () => {
    expect(await run('person:token', { args: ['--name', 'anna'] })).toMatchObject({ code: 2, err: expect.stringMatching(/^No password is piped in/) });
  });

  it.each([
    [Object.assign(new Error('The security token is expired'), { name: 'ExpiredTokenException' }), /does not take these credentials; sign in anew/],
    [Object.assign(new Error('User x is not authorized to perform: dynamodb:GetItem'), { name: 'AccessDeniedException' }), /^AWS does not allow this with these credentials: User x.*dynamodb:GetItem/],
    [new Obstacle('Do this.'), /^Do this\.$/],
    [refused('no', 'There is no team "nope".'), /^There is no team "nope"\.$/],
    [Object.assign(new Error('too short'), { name: 'InvalidPasswordException' }), /^InvalidPasswordException: too short$/],
  ])('what %s means', (error, says) => expect(explain(error)).toMatch(says));
});
