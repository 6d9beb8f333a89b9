import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions } from '../functions/index.ts';
import { bundleFunctions } from '../infra/bundle.ts';

/** What a practice's bundle may be at most, so that a cold start stays short. */
const MOST_KB = 450;
const MOST_MS = 90;
const RUNS = 9;
/** As many as ITIL 4 has. */
const PRACTICES = 34;

const readable = await bundleFunctions();
const small = mkdtempSync(join(tmpdir(), 'lambdesk-bundles-'));
const { outputs } = await bundleFunctions({ directory: small, minify: true });
rmSync(small, { recursive: true });

const times = importTimes([...outputs.keys()].map((name) => join(readable.directory, name, 'index.mjs')));
const rows = [...outputs].map(([name, { bytes, inputs }], at) => {
  const share = (input: RegExp): number => Object.entries(inputs).filter(([file]) => input.test(file)).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  return { name, raw: readable.outputs.get(name)!.bytes, minified: bytes, whole: share(/^functions\/[a-z]/), outlines: share(/^(catalogue|visible):/), kernel: share(/^shared\//), ...times[at]! };
}).sort((one, other) => other.minified - one.minified);

console.log(`Bundles, Node ${process.version}; times are medians of ${RUNS} fresh processes that import the readable bundle with source maps; whole definitions, outlines and kernel are their shares of the minified size in KB.\n`);
console.log(line('bundle', 'raw KB', 'min KB', 'target', 'whole', 'outlines', 'kernel', 'import ms', 'target', 'CPU ms', ''));
for (const { name, raw, minified, whole, outlines, kernel, ms, cpu } of rows) {
  // Targets are for what answers people; the others run behind queues, or once a minute.
  const practice = !name.startsWith('_platform/');
  const over = practice && (minified / 1024 > MOST_KB || ms > MOST_MS);
  console.log(line(name, kb(raw), kb(minified), practice ? `≤ ${MOST_KB}` : '', kb(whole), kb(outlines), kb(kernel), ms.toFixed(0), practice ? `≤ ${MOST_MS}` : '', cpu.toFixed(0), over ? 'OVER' : ''));
}

const own = rows.filter(({ name }) => !name.startsWith('_platform/'));
const largest = own[0]!;
const outlinedNow = definitions.filter(({ practice }) => practice !== largest.name).length;
const outlinedThen = Math.round(definitions.length / own.length * PRACTICES) - (definitions.length - outlinedNow);
const projected = largest.minified + largest.outlines / outlinedNow * (outlinedThen - outlinedNow);
console.log(`\nThe largest (${largest.name}) with ${PRACTICES} practices of as many record types (${(largest.outlines / outlinedNow).toFixed(0)} bytes an outline): ${kb(projected)} KB, target ≤ ${MOST_KB}${projected / 1024 > MOST_KB ? ' OVER' : ''}`);

/**
 * Milliseconds that importing takes in a new process, without the start of the process: on the wall, and of all CPUs. Bundles take turns, so that
 * what else the machine does hits all of them.
 */
function importTimes(paths: readonly string[]): { ms: number; cpu: number }[] {
  const script = 'const t=performance.now(),c=process.cpuUsage();import(process.argv[1]).then(()=>{const{user,system}=process.cpuUsage(c);console.log(JSON.stringify([performance.now()-t,(user+system)/1000]))})';
  const timed = (path: string): [number, number] => JSON.parse(execFileSync(process.execPath, ['--enable-source-maps', '-e', script, path], { encoding: 'utf8' }));
  const rounds = Array.from({ length: RUNS }, () => paths.map(timed));
  return paths.map((_, at) => ({ ms: median(rounds.map((round) => round[at]![0])), cpu: median(rounds.map((round) => round[at]![1])) }));
}

function median(values: readonly number[]): number { return values.toSorted((one, other) => one - other)[(values.length - 1) / 2]!; }
function kb(bytes: number): string { return (bytes / 1024).toFixed(0); }
function line(first: string, ...rest: string[]): string { return first.padEnd(22) + rest.map((one) => one.padStart(10)).join(''); }
