import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { openWorkflows } from '../../local/workflows.ts';
import { start } from './workflow-machine.ts';

// Run by workflows.test.ts as a process of its own: comes to a step, or to a wait, and is gone without a word.
const [folder, at] = process.argv.slice(2) as [string, string];
const workflows = openWorkflows({
  file: join(folder, 'workflows.sqlite'), machines: folder, now: () => '2026-01-05T09:00:00.000Z', log: console.error,
  async step(payload) {
    const what = 'wait' in payload ? payload.wait : payload.command;
    appendFileSync(join(folder, 'steps'), `${JSON.stringify(payload)}\n`);
    if (what === at && !('wait' in payload)) process.kill(process.pid, 'SIGKILL');
    return {};
  },
});
await workflows.start(start);
await workflows.atRest();
process.kill(process.pid, 'SIGKILL');
