import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { definitions } from '../../functions/index.ts';
import { dynamoTable } from '../../shared/aws/dynamo-table.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import { whenAskedToEnd } from '../asked-to-end.ts';
import { movableClock } from '../clock.ts';
import { writeJson } from '../data-dir.ts';
import { directory } from '../directory.ts';
import { attachOrStart } from '../engine.ts';
import { TABLE } from '../runtime.ts';
import { createTable, localClient } from '../table.ts';
import { readArguments, usage, type Arguments } from './arguments.ts';
import { parseMatrix, type Matrix } from './matrix.ts';
import { progressOn } from './progress.ts';
import { reportText, type Report } from './report.ts';
import { importLog } from './servicenow-import.ts';
import { readLog, type Log } from './servicenow.ts';

const FAILED = 1;
const MISUSED = 2;
const INTERRUPTED = 130;
const SHOWN = 20;

const dataDir = process.env.LAMBDESK_DATA ?? '.data';
const { file, tenant, matrixFile, zone } = orEnd(MISUSED, '', () => readArguments(process.argv.slice(2)), usage) as Arguments;
const matrix: Matrix | undefined = matrixFile === undefined ? undefined : orEnd(MISUSED, `The matrix ${matrixFile} cannot be used: `, () => parseMatrix(readFileSync(matrixFile, 'utf8')));
const bytes = orEnd(FAILED, `${file} cannot be read: `, () => readFileSync(file));
const log: Log = orEnd(FAILED, `${file} is no ServiceNow incident log: `, () => readLog(bytes, zone));
if (log.rows.length === 0) end(FAILED, `${file} has no row that can be read; nothing was imported.\n${log.bad.slice(0, SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`).join('\n')}`);

try {
  const report = await run();
  const kept = keep(report);
  console.log(reportText(report, SHOWN));
  console.log(`All of it is in ${kept}.txt and .json.`);
  if (report.outcome !== 'complete') console.log('Run the same command again to go on where this ended; nothing is made twice.');
  process.exitCode = { complete: 0, incomplete: FAILED, interrupted: INTERRUPTED }[report.outcome];
} catch (error) {
  end(FAILED, `The import broke off: ${error instanceof Error ? error.message : String(error)}\nWhat went in stays; run the same command again to go on.`);
}

async function run(): Promise<Report> {
  whenAskedToEnd(() => process.exit(INTERRUPTED));
  const engine = await attachOrStart({ dataDir, log: (message) => console.error(message), onDeath: (error) => end(FAILED, error.message) });
  let stopping = false;
  whenAskedToEnd(() => {
    if (stopping) process.exit(INTERRUPTED);
    stopping = true;
    console.error('Stopping; the steps under way are finished first.');
  });
  const progress = progressOn(process.stderr, { total: log.rows.length, what: 'rows' });
  try {
    const client = localClient(engine.endpoint);
    await createTable(client, TABLE);
    const kernel = kernelOn({ table: dynamoTable({ client, name: TABLE }), definitions, now: movableClock(dataDir).now, log: () => {} });
    return await importLog({ kernel, people: directory(dataDir), file: basename(file), log, tenant, matrix, told: progress.add, stop: () => stopping });
  } finally {
    progress.end();
    await engine.stop();
  }
}

function keep(report: Report): string {
  const path = join(dataDir, `import-${basename(file)}.report`);
  writeJson(`${path}.json`, report);
  writeFileSync(`${path}.txt`, reportText(report), { mode: 0o600 });
  return path;
}

function orEnd<T>(code: number, about: string, work: () => T, more = ''): T {
  try {
    const value = work();
    return value === 'help' ? end(0, usage) : value;
  } catch (error) {
    return end(code, `${about}${(error as Error).message}${more && `\n\n${more}`}`);
  }
}

function end(code: number, message: string): never {
  if (code === 0) console.log(message);
  else console.error(message);
  process.exit(code);
}
