import { appendFileSync } from 'node:fs';
import { openBus } from '../../local/bus.ts';

// Run by bus.test.ts as a process of its own: handles one event, writes it down, and is gone before the bus knows.
const [file, journal] = process.argv.slice(2) as [string, string];
const bus = openBus({ file });
bus.publish(['a', 'b', 'c'].map((id) => ({ id, tenant: 'demo', source: 'lambdesk.incident', detailType: 'incident.created', detail: {} })), 7);
bus.subscribe({
  name: 'search',
  matches: () => true,
  async handle({ id }) {
    appendFileSync(journal, `${id}\n`);
    if (id === 'b') process.kill(process.pid, 'SIGKILL');
  },
});
