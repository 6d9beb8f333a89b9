import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './folders.ts';

/** All that runs ministack, pinned with what it brings along; without cryptography it refuses every token. */
const PACKAGES = [
  'ministack==1.4.21', 'cryptography==50.0.2', 'cffi==2.1.1', 'defusedxml==0.7.1', 'h11==0.16.0', 'h2==4.4.1', 'hpack==4.2.0', 'hypercorn==0.18.0', 'hyperframe==6.1.0',
  'priority==2.0.0', 'pycparser==3.12', 'PyYAML==6.0.3', 'wsproto==1.3.2',
];

/**
 * The Python that has ministack, made on the first call and kept under `.build/`.
 * @throws {Error} that says what to install where there is no python3 with venv, or no package registry
 */
export function pythonWithMinistack(): string {
  // Whichever pin changes, it is another folder.
  const wanted = join(build, `ministack-${createHash('sha256').update(PACKAGES.join()).digest('hex').slice(0, 12)}`);
  const python = join(wanted, 'bin', 'python');
  if (existsSync(python)) return python;
  if (spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))']).status !== 0) {
    throw new Error('The emulator runs on Python 3.10 or later, and there is no such `python3` here. Install it, for instance by `apt-get install python3 python3-venv`.');
  }
  const fresh = `${wanted}.${process.pid}`;
  mkdirSync(build, { recursive: true });
  const made = spawnSync('python3', ['-m', 'venv', fresh], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`python3 cannot make a virtual environment. Install its venv module, for instance by \`apt-get install python3-venv\`.\n${made.stdout}${made.stderr}`);
  const got = spawnSync(join(fresh, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', ...PACKAGES], { encoding: 'utf8' });
  if (got.status !== 0) throw new Error(`The packages of the emulator could not be installed:\n${got.stderr}`);
  // All or nothing, so that a run that is killed leaves no half of it behind.
  rmSync(wanted, { recursive: true, force: true });
  renameSync(fresh, wanted);
  return python;
}
