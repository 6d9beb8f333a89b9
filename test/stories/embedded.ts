import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions } from '../../functions/index.ts';
import { fillDemonstration } from '../../local/demonstration/fill.ts';
import { startRuntime } from '../../local/runtime.ts';
import type { Surroundings } from './surroundings.ts';

/** An embedded runtime of its own, with the demonstration data. */
export async function embedded(): Promise<Surroundings> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-story-'));
  const runtime = await startRuntime({
    dataDir, port: 0, definitions, log: () => {}, trace: (line) => { if ('bug' in line || line.outcome === 'failed') console.error(line); },
    fill: (kernel, people) => fillDemonstration({ kernel, people, log: () => {} }),
  });
  const local = async (path: string, init?: RequestInit): Promise<any> => {
    const response = await fetch(`${runtime.url}${path}`, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    url: runtime.url,
    inOrder: true,
    token: async (person) => (await local(`/local/token?person=${person}`)).token,
    events: async () => (await local('/local/events?limit=10000')).items,
    mail: async () => (await local('/local/mail')).items,
    executions: async (recordId) => (await local(`/local/executions?record=${recordId}`)).items,
    advance: async (duration) => (await local('/local/clock', { method: 'POST', body: JSON.stringify({ advance: duration }) })).now,
    settle: () => runtime.settle(),
    async stop() {
      await runtime.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
