import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { bundles } from './bundles.ts';
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
  // Times say something about the machine that a commit is not held back for.
  lists: () => smoke ? lists({ small: 1_000, large: 5_000, rounds: 10, judged: false, log }) : lists({ small: 1_000, large: 200_000, rounds: 300, judged: true, log }),
  impact: () => impact({ cis: smoke ? 2_000 : 50_000, rounds: smoke ? 2 : 7, log }),
  transitions,
  // A price that is too high is no reason to hold a commit back.
  cost: () => cost({ lives: smoke ? 1 : 4, incidents: 1_000, judged: !smoke, say: (text) => console.log(text) }),
  throughput: () => smoke ? throughput({ each: 100, rounds: 1 }) : throughput({ each: 500, rounds: 5 }),
  bundles: () => bundles({ rounds: smoke ? 1 : 9, timed: !smoke }),
};

const names = Object.keys(benches);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  log(`There is no bench ${unknown.join(', ')}: choose from ${names.join(', ')}, or name none to run all.`);
  process.exit(2);
}

const measures: Measure[] = [];
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  log(`Running ${name} …`);
  measures.push(...await run());
}
console.log(tableOf(measures));

const machine = `${availableParallelism()} cores of ${cpus()[0]?.model.trim()}, Node ${process.version}`;
writeFileSync(join(import.meta.dirname, 'results.json'), `${JSON.stringify({ at: new Date().toISOString(), machine, smoke, measures }, null, 2)}\n`);
const over = measures.filter(isOver);
log(over.length === 0 ? 'All targets are met.' : `${over.length} over target.`);
process.exitCode = over.length === 0 ? 0 : 1;
