import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killAndAudit, type Blow } from '../test/chaos/rounds.ts';
import { victims } from '../test/chaos/served.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '10' }, clients: { type: 'string', default: '8' } } });
const blows = Array.from({ length: Number(values.rounds) }, (_, at): Blow => ({
  victim: victims[at % victims.length]!, when: at % 2 === 1 ? 'unrelayed' : { afterMs: Math.floor(Math.random() * 3_000) },
}));

const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-kill-'));
try {
  const { faults, acknowledged, repeated } = await killAndAudit({ dataDir, clients: Number(values.clients), blows, afterwardsMs: 1_000, log: console.log });
  console.log(`${acknowledged} requests acknowledged, ${repeated} of them sent again after a kill; ${faults.length} faults.`);
  for (const fault of faults) console.log(`- ${fault}`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(dataDir, { recursive: true, force: true });
}
