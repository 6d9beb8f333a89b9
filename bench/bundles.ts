import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions } from '../functions/index.ts';
import { bundleFunctions } from '../infra/bundle.ts';
import { median, type Measure } from './measure.ts';

/** What a practice's bundle may be at most, so that a cold start stays short. The others run behind queues, or once a minute. */
const MOST_KB = 450;
const MOST_MS = 90;
/** As many as ITIL 4 has. */
const PRACTICES = 34;

/**
 * Size and import time of each Lambda's bundle, and what the largest comes to with all practices.
 * @param rounds fresh processes that import each bundle
 * @param timed whether import times that are over their target are judged
 */
export async function bundles({ rounds, timed }: { rounds: number; timed: boolean }): Promise<Measure[]> {
  const readable = await bundleFunctions();
  const small = mkdtempSync(join(tmpdir(), 'lambdesk-bundles-'));
  const { outputs } = await bundleFunctions({ directory: small, minify: true });
  rmSync(small, { recursive: true });
  const sized = [...outputs].map(([name, { bytes, inputs }]) => ({ name, bytes, inputs, practice: !name.startsWith('_platform/') })).sort((one, other) => other.bytes - one.bytes);
  const times = importTimes(sized.map(({ name }) => join(readable.directory, name, 'index.mjs')), rounds);
  const practices = sized.filter(({ practice }) => practice);
  const [largest] = practices as [(typeof practices)[number]];
  const shareOf = (input: RegExp): number => Object.entries(largest.inputs).filter(([file]) => input.test(file)).reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
  const outlines = shareOf(/^(catalogue|visible):/);
  const ofOthers = definitions.filter(({ practice }) => practice !== largest.name).length;
  const moreRecords = definitions.length / practices.length * (PRACTICES - practices.length);
  const kb = (what: string, bytes: number, atMost?: number): Measure => ({ bench: 'bundles', what, figure: bytes / 1024, unit: 'KB', ...(atMost !== undefined && { atMost }) });
  return [
    ...sized.flatMap(({ name, bytes, practice }, at): Measure[] => [
      kb(`${name}, minified`, bytes, practice ? MOST_KB : undefined),
      { bench: 'bundles', what: `${name}, import`, figure: times[at]!.ms, unit: 'ms', ...(practice && timed && { atMost: MOST_MS }) },
      { bench: 'bundles', what: `${name}, import`, figure: times[at]!.cpu, unit: 'CPU ms' },
    ]),
    kb(`of ${largest.name}: kernel`, shareOf(/^shared\//)),
    kb(`of ${largest.name}: its whole definitions`, shareOf(/^functions\/[a-z]/)),
    kb(`of ${largest.name}: outlines of ${ofOthers} other record types`, outlines),
    kb(`${largest.name}, minified, with ${PRACTICES} practices of as many record types`, largest.bytes + outlines / ofOthers * moreRecords, MOST_KB),
  ];
}

/**
 * Milliseconds that importing a readable bundle with source maps takes in a new process, without the start of the process: on the wall, and of
 * all CPUs. Bundles take turns, so that what else the machine does hits all of them.
 */
function importTimes(paths: readonly string[], rounds: number): { ms: number; cpu: number }[] {
  const script = 'const t=performance.now(),c=process.cpuUsage();import(process.argv[1]).then(()=>{const{user,system}=process.cpuUsage(c);console.log(JSON.stringify([performance.now()-t,(user+system)/1000]))})';
  const timed = (path: string): [number, number] => JSON.parse(execFileSync(process.execPath, ['--enable-source-maps', '-e', script, path], { encoding: 'utf8' }));
  const all = Array.from({ length: rounds }, () => paths.map(timed));
  return paths.map((_, at) => ({ ms: median(all.map((round) => round[at]![0])), cpu: median(all.map((round) => round[at]![1])) }));
}
