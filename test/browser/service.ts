import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions } from '../../functions/index.ts';
import { buildConsole } from '../../local/console.ts';
import { fillDemonstration } from '../../local/demonstration/fill.ts';
import { startRuntime } from '../../local/runtime.ts';

export interface Served {
  readonly url: string;
  /** Where the sign-in is. */
  readonly issuer: string;
  stop(): Promise<void>;
}

/** The service with its console and the demonstration data, on a free port and in a directory of its own: or the one at `LAMBDESK_URL`, as it is. */
export async function serve(): Promise<Served> {
  const given = process.env.LAMBDESK_URL;
  if (given) return { url: given, issuer: (await (await fetch(`${given}/configuration.json`)).json() as { issuer: string }).issuer, stop: async () => {} };
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-browser-'));
  const runtime = await startRuntime({
    dataDir, port: 0, definitions, log: () => {}, console: buildConsole({ log: () => {} }),
    trace: (line) => { if ('bug' in line) console.error(line); },
    fill: (kernel, people) => fillDemonstration({ kernel, people, log: () => {} }),
  });
  return {
    url: runtime.url, issuer: runtime.issuer,
    async stop() {
      await runtime.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
