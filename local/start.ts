import { definitions } from '../functions/index.ts';
import { describedError } from '../shared/aws/described-error.ts';
import { whenAskedToEnd } from './asked-to-end.ts';
import { buildConsole } from './console.ts';
import { fillDemonstration } from './demonstration/fill.ts';
import { startRuntime } from './runtime.ts';

const dataDir = process.env.LAMBDESK_DATA ?? '.data';
const port = Number(process.env.PORT ?? 3000);

if (!Number.isInteger(port) || port < 0 || port > 65_535) fail(`PORT must be a number from 0 to 65535, not ${process.env.PORT}.`);

// npm is the parent. Killed so that it can pass nothing on, it would leave the service running unseen, with the port and the data.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) fail('npm is gone, so this ends too; nothing acknowledged is lost.');
  }, 250).unref();
}

// The database is no child that a Ctrl-C reaches: it ends with an exit.
whenAskedToEnd(() => process.exit(130));

try {
  const built = buildConsole({ log: (message) => console.log(message) });
  built.catch((error: Error) => console.error(`The console could not be built, so only the API runs: npm ci, and start again.\n${error.message}`));
  const runtime = await startRuntime({
    dataDir, port, definitions, console: built, log: (message) => console.log(message),
    trace: (line) => { if (process.env.LAMBDESK_TRACE || 'bug' in line) console.error(JSON.stringify(line, (_, value: unknown) => value instanceof Error ? describedError(value) : value)); },
    fill: (kernel, people) => fillDemonstration({ kernel, people, log: (message) => console.log(message) }),
    onDeath: (error) => fail(`The database ended unexpectedly: ${error.message}. Nothing acknowledged is lost; start again.`),
  });
  console.log(`Lambdesk is ready at ${runtime.url} (console and API; data in ${dataDir}); npm run -s token -- anna prints a token.`);
  let stopping = false;
  whenAskedToEnd(() => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log('Stopping; what runs is finished first.');
    runtime.stop().then(() => process.exit(0), (error: unknown) => fail(String(error)));
  });
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
