import { expect, it, onTestFinished, vi } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { fillDemonstration } from '../../local/demonstration/fill.ts';
import { startEngine } from '../../local/engine.ts';
import { createTable, localClient } from '../../local/table.ts';
import { dynamoTable } from '../../shared/aws/dynamo-table.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import { tenantKey } from '../../shared/store/keys.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import type { Table } from '../../shared/store/table.ts';
import { scratchDir } from './scratch.ts';

vi.mock('../../local/demonstration/vendotool.ts', () => ({ vendotool: { name: 'vendotool', people: [], teams: [], leads: {}, suppliers: [], services: [], agreements: [], registers: [], stories: [] } }));
vi.mock('../../local/demonstration/campsite.ts', () => ({
  campsite: {
    name: 'campsite', signIns: { guest: [], anna: ['agent'] }, leads: {}, suppliers: [], services: [], agreements: [], registers: [],
    teams: [{ name: 'service-desk', displayName: 'Service desk' }],
    people: [{ name: 'guest', displayName: 'Guest' }, { name: 'anna', displayName: 'Anna', team: 'service-desk' }],
    stories: [{ as: 'guest', hoursAgo: 2, report: { title: 'The bell is silent' }, steps: [['anna', 'assign', { assignee: 'anna' }], ['anna', 'accept', {}], ['anna', 'start', {}]] }],
  },
}));

const people = { people: async () => [], add() {} };

async function emptyTable(): Promise<Table> {
  const engine = await startEngine({ dataDir: scratchDir(), log: () => {} });
  const client = localClient(engine.endpoint);
  onTestFinished(async () => {
    client.destroy();
    await engine.stop();
  });
  await createTable(client, 'demonstration');
  return dynamoTable({ client, name: 'demonstration' });
}
const fillOn = (table: Table, now = new Date().toISOString()): { kernel: Kernel; filled: Promise<void> } => {
  const kernel = kernelOn({ table, definitions, now: () => now, log: () => {} });
  return { kernel, filled: fillDemonstration({ kernel, people, log: () => {} }) };
};

it('says of a first filling which step is refused', async () => {
  const { kernel, filled } = fillOn(await emptyTable());
  await expect(filled).rejects.toMatchObject({ code: 'no-transfer-pending' });
  expect(await kernel.table.get(tenantKey('campsite'))).toBeUndefined();
});

it('leaves out what time has overtaken where it goes on with a filling that was cut short', async () => {
  const table = await emptyTable();
  await fillOn(table).filled.catch(() => {});
  const { kernel, filled } = fillOn(table, new Date(Date.now() + 60_000).toISOString());
  await filled;
  expect(await kernel.table.get(tenantKey('campsite'))).toMatchObject({ name: 'campsite' });
});
