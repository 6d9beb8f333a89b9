import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

/*
 * Builds the console into a folder named after its sources, unless that is there, and prints the folder. A program of its own: whoever
 * needs the console starts it, and waits for it or does not. Progress goes to the error output.
 */
const root = join(import.meta.dirname, '..');
const builds = join(root, '.build', 'web');
/** Folders that may still be served by something that runs. */
const KEPT = 5;
const DRAFT = 'draft-';
const HOUR = 3_600_000;

const folder = join(builds, digestOfSources());
if (existsSync(folder)) utimesSync(folder, new Date(), new Date());
else await build();
console.log(folder);

function digestOfSources(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).map((name) => join(import.meta.dirname, name)).filter((file) => statSync(file).isFile());
  for (const file of [...sources.sort(), join(root, 'package-lock.json')]) hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex').slice(0, 16);
}

/** Made aside and then renamed, so that a folder that is there is whole, and two at once do not meet. */
async function build(): Promise<void> {
  console.error('Building the console …');
  mkdirSync(builds, { recursive: true });
  const draft = mkdtempSync(join(builds, DRAFT));
  try {
    const vite = await import('vite');
    await vite.build({ configFile: join(import.meta.dirname, 'vite.config.ts'), logLevel: 'warn', build: { outDir: draft } });
    await compress(draft);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  for (const old of outdated()) rmSync(old, { recursive: true, force: true });
}

/** The oldest builds, and drafts that nobody can be at work on any more. */
function outdated(): string[] {
  const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const all = readdirSync(builds).map((name) => join(builds, name)).map((path) => ({ path, at: changedAt(path), draft: path.startsWith(join(builds, DRAFT)) }));
  const whole = all.filter(({ draft }) => !draft).sort((one, other) => other.at - one.at);
  return [...whole.slice(KEPT), ...all.filter(({ draft, at }) => draft && at < Date.now() - HOUR)].map(({ path }) => path);
}

/** Beside each file that shrinks, the same for browsers that say they read Brotli. */
async function compress(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css|svg|html)$/.test(name)).map((name) => join(folder, name));
  await Promise.all(files.map(async (file) => {
    const plain = readFileSync(file);
    const small = await promisify(brotliCompress)(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } });
    if (small.length < plain.length) writeFileSync(`${file}.br`, small);
  }));
}
