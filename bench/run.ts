import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { cost } from './cost.ts';
import { impact } from './impact.ts';
import { lists } from './lists.ts';
import { isOver, tableOf, type Measure } from './measure.ts';
import { throughput } from './throughput.ts';
import { transitions } from './transitions.ts';
import { units } from './units.ts';

const smoke = process.argv.includes('--smoke');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const log = (message: string): void => console.error(message);

const benches: Readonly<Record<string, () => Promise<Measure[]>>> = {
  units: () => units({ incidents: 1_000 }),
  lists: () => smoke ? lists({ small: 1_000, large: 5_000, rounds: 60, log }) : lists({ small: 1_000, large: 200_000, rounds: 300, log }),
  impact: () => impact({ cis: smoke ? 2_000 : 50_000, rounds: smoke ? 2 : 7, log }),
  transitions,
  // A price that is too high is no reason to hold a commit back.
  cost: () => cost({ lives: smoke ? 1 : 4, incidents: 1_000, judged: !smoke, say: (text) => console.log(text) }),
  throughput: () => smoke ? throughput({ each: 100, rounds: 1 }) : throughput({ each: 500, rounds: 5 }),
};

const names = [...Object.keys(benches), 'bundles'];
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  log(`There is no bench ${unknown.join(', ')}: choose from ${names.join(', ')}, or name none to run all.`);
  process.exit(2);
}
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

const measures: Measure[] = [];
for (const [name, run] of Object.entries(benches)) {
  if (!isWanted(name)) continue;
  log(`Running ${name} …`);
  measures.push(...await run());
}
if (measures.length > 0) console.log(tableOf(measures));

const machine = `${availableParallelism()} cores of ${cpus()[0]?.model.trim()}, Node ${process.version}`;
writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify({ at: new Date().toISOString(), machine, smoke, measures }, null, 2)}\n`);
const over = measures.filter(isOver);
log(over.length === 0 ? 'All targets are met.' : `${over.length} over target.`);
process.exitCode = over.length === 0 ? 0 : 1;

// It has a table of its own, with several figures a row.
if (isWanted('bundles')) execFileSync(process.execPath, [join(import.meta.dirname, 'bundles.ts')], { stdio: 'inherit' });
