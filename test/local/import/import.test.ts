import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import { startRuntime, type Runtime } from '../../../local/runtime.ts';
import { readRuntime } from '../../../local/data-dir.ts';
import { directory } from '../../../local/directory.ts';
import { endOrphan } from '../../../local/engine-process.ts';
import { readArguments } from '../../../local/import/arguments.ts';
import { importLog } from '../../../local/import/servicenow-import.ts';
import { changedIn } from '../../../local/import/history.ts';
import { standardMatrix } from '../../../local/import/matrix.ts';
import { byIncident, readLog } from '../../../local/import/servicenow.ts';
import { scratchDir } from '../scratch.ts';
import { bytesOf, logOf, type Cells } from './log.ts';

const root = join(import.meta.dirname, '../../..');
const part = join(root, 'test/data/servicenow-incident-log.part.csv');
const log = readLog(readFileSync(part));
const incidents = byIncident(log.rows);

/** A runtime on a directory of its own, and a tenant's administrator to ask it. */
async function service(dataDir = scratchDir()) {
  const runtime = await startRuntime({ dataDir, port: 0, definitions, log: () => {} });
  let running = true;
  const stop = async (): Promise<void> => { if (running) { running = false; await runtime.stop(); } };
  onTestFinished(stop);
  const bring = (some: Partial<Parameters<typeof importLog>[0]> = {}) => importLog({ kernel: runtime.kernel, people: directory(dataDir), file: 'part.csv', log, tenant: 'acme', ...some });
  return { dataDir, runtime, bring, stop, ask: asker(runtime) };
}

const asker = (runtime: Runtime, tenant = 'acme') => async (path: string): Promise<any> => {
  const response = await fetch(`${runtime.url}/v1${path}`, { headers: { authorization: `Bearer ${await runtime.token(`${tenant}-admin`)}` } });
  return response.json();
};

async function all(ask: (path: string) => Promise<any>): Promise<Map<string, any>> {
  const { items } = await ask('/incidents?limit=200');
  return new Map(items.map((item: any) => [item.externalNumber, item]));
}

const cli = (dataDir: string, ...args: string[]) => {
  const child = spawn(process.execPath, [join(root, 'local/import/import.ts'), ...args], { env: { ...process.env, LAMBDESK_DATA: dataDir }, stdio: ['ignore', 'pipe', 'pipe'] });
  const done = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]).then(([[code], out, err]) => ({ code, out, err }));
  return { child, done };
};

const ours: Readonly<Record<string, string>> = { New: 'new', Active: 'in-progress', Resolved: 'resolved', Closed: 'closed' };
const instant = (word: string): string => word.replace(/(\d\d)-(\d\d)-(\d{4}) (.*)/, '$3-$2-$1T$4:00.000Z');

/** That every incident is as its last row says, by nothing but the file's own words. */
async function expectAsLogged(ask: (path: string) => Promise<any>): Promise<void> {
  const found = await all(ask);
  expect([...found.keys()].sort()).toEqual([...incidents.keys()].sort());
  for (const [number, rows] of incidents) {
    const { cells } = rows.at(-1)!;
    const record = found.get(number);
    expect([number, record]).toMatchObject([number, {
      state: ours[cells.incident_state!], priority: Number(cells.priority![0]), reassignmentCount: Number(cells.reassignment_count), reopenCount: Number(cells.reopen_count), closedAt: instant(cells.closed_at!),
      ...(cells.resolved_at && { resolvedAt: instant(cells.resolved_at) }),
    }]);
    const { items } = await ask(`/incidents/${record.number}/timeline?limit=200`);
    expect([number, items.length]).toEqual([number, 1 + rows.slice(1).filter((row, at) => changedIn(row, rows[at]!).length > 0).length]);
  }
}

describe('a part of a real log', () => {
  it('goes in whole, and again makes nothing twice', async () => {
    const { runtime, bring, ask } = await service();
    const report = await bring();
    expect(report).toMatchObject({ outcome: 'complete', tenantMade: true, totals: { incidents: incidents.size, made: incidents.size, rows: log.rows.length }, failures: [], badRows: [], matrix: { origin: 'rows', misfits: [] } });
    expect(report.contradictions.map(({ number, line }) => `${number} ${line}`)).toEqual(expect.arrayContaining(['INC0000130', 'INC0000135', 'INC0000173', 'INC0001252'].map((number) => expect.stringContaining(number))));
    expect(report.contradictions).toHaveLength(4);
    await expectAsLogged(ask);
    expect(await ask('/priority-matrices/default')).toMatchObject(report.matrix.inForce);
    expect(await ask('/people/caller-2403')).toMatchObject({ displayName: 'Caller 2403' });
    expect(await ask('/teams/group-56')).toMatchObject({ displayName: 'Group 56' });

    expect(await bring()).toMatchObject({ outcome: 'complete', tenantMade: false, totals: { made: 0, continued: 0, asTheyWere: incidents.size, steps: 0, teamsMade: 0, peopleMade: 0 }, matrix: { origin: 'tenant', remarks: expect.anything() } });
    await expectAsLogged(ask);
    await runtime.settle();
    const local = async (what: string): Promise<any> => (await fetch(`${runtime.url}/local/${what}`)).json();
    expect((await local('mail')).items).toEqual([]);
    const { items } = await local('events?limit=10000');
    expect(items.filter(({ detail }: any) => detail.metadata.type.startsWith('incident.') && !detail.metadata.replay)).toEqual([]);
  });

  it('goes on where a shorter version of it ended', async () => {
    const { bring, ask } = await service();
    const shorter = [...incidents.values()].flatMap((rows) => rows.slice(0, Math.ceil(rows.length / 2)));
    await bring({ log: { ...log, rows: shorter } });
    const report = await bring();
    expect(report.totals).toMatchObject({ made: 0, rowsBefore: expect.any(Number) });
    expect(report.failures).toEqual([]);
    await expectAsLogged(ask);
  });

  it('stops when it is asked to, and goes on the next time', async () => {
    const { bring, ask } = await service();
    let left = 40;
    expect(await bring({ told: (rows) => { left -= rows; }, stop: () => left <= 0 })).toMatchObject({ outcome: 'interrupted' });
    expect((await bring()).outcome).toBe('complete');
    await expectAsLogged(ask);
  });

  it('is complete after its process was killed in the middle, and twice at once', async () => {
    const dataDir = scratchDir();
    const first = cli(dataDir, 'servicenow', part, '--tenant', 'acme');
    onTestFinished(async () => {
      const engine = readRuntime(dataDir)?.engine;
      if (engine) await endOrphan(engine);
    });
    for (let waited = 0; waited < 600 && !readFileSyncOr(join(dataDir, 'dynamodb.sqlite-wal')).includes('INC0000135'); waited++) await delay(50);
    first.child.kill('SIGKILL');
    expect((await first.done).code).toBeNull();

    const { ask, bring } = await service(dataDir);
    const again = await Promise.all([cli(dataDir, 'servicenow', part, '--tenant', 'acme').done, bring()]);
    expect(again[0]).toMatchObject({ code: 0, out: expect.stringContaining('complete') });
    await expectAsLogged(ask);
    expect(JSON.parse(readFileSync(join(dataDir, 'import-servicenow-incident-log.part.csv.report.json'), 'utf8'))).toMatchObject({ outcome: 'complete', tenant: 'acme' });
    expect(readFileSync(join(dataDir, 'import-servicenow-incident-log.part.csv.report.txt'), 'utf8')).toContain('INC0000173, line');
  });
});

function readFileSyncOr(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

describe('the tenant’s matrix', () => {
  const rows = (...cells: readonly Cells[]) => readLog(bytesOf(logOf(...cells)));
  const high = { impact: '1 - High', urgency: '1 - High', priority: '2 - High' };

  it('is the one given, and what the rows say otherwise is listed', async () => {
    const { bring, ask } = await service();
    const report = await bring({ log: rows(high), matrix: standardMatrix });
    expect(report.matrix).toMatchObject({ origin: 'file', misfits: [{ impact: 'high', urgency: 'high', priority: 2, inForce: 1 }] });
    expect((await all(ask)).get('INC0000045')).toMatchObject({ priority: 1 });
  });

  it('stays when the tenant has one, and that is said; what no log told yet is learnt from the next', async () => {
    const { bring, ask } = await service();
    await bring({ log: rows({ number: 'INC1' }) });
    expect((await bring({ log: rows({ number: 'INC2', ...high }) })).matrix).toMatchObject({ origin: 'tenant', misfits: [], inForce: { high: { high: 2 } } });
    expect((await bring({ log: rows({ number: 'INC3', ...high, priority: '4 - Low' }) })).matrix).toMatchObject({
      inForce: { high: { high: 2 } }, misfits: [{ priority: 4, inForce: 2 }], remarks: expect.arrayContaining([expect.stringContaining('high×high is priority 4 in the log and 2 by the matrix of the tenant')]),
    });
    expect((await all(ask)).get('INC3')).toMatchObject({ priority: 2 });
  });
});

describe('an incident that people went on with', () => {
  it('takes the next rows from where it stands', async () => {
    const { runtime, bring, ask } = await service();
    const rows: Cells[] = [{}, { incident_state: 'Active' }, { incident_state: 'Awaiting User Info' }, { incident_state: 'Resolved', assignment_group: 'Group 9', reassignment_count: '1' }];
    await bring({ log: readLog(bytesOf(logOf(...rows.slice(0, 2)))) });
    const { number } = (await all(ask)).get('INC0000045');
    await fetch(`${runtime.url}/v1/incidents/${number}/hold`, { method: 'POST', headers: { authorization: `Bearer ${await runtime.token('acme-admin')}`, 'content-type': 'application/json' }, body: JSON.stringify({ reason: 'vendor', note: 'Called them' }) });
    expect(await bring({ log: readLog(bytesOf(logOf(...rows))) })).toMatchObject({ failures: [], totals: { continued: 1, steps: 2 } });
    expect((await all(ask)).get('INC0000045')).toMatchObject({ state: 'resolved', team: 'group-9' });
  });

  it('keeps closed what is closed, and says which row it does not believe', async () => {
    const { bring, ask } = await service();
    const closed = { incident_state: 'Closed', closed_at: '05-03-2016 12:00' };
    await bring({ log: readLog(bytesOf(logOf({}, closed))) });
    const { contradictions } = await bring({ log: readLog(bytesOf(logOf({}, closed, { incident_state: 'Active' }))) });
    expect(contradictions).toContainEqual({ number: 'INC0000045', line: 4, what: expect.stringContaining('It stays closed') });
    expect((await all(ask)).get('INC0000045')).toMatchObject({ state: 'closed' });
  });

  it('is not closed by the sweep because it was resolved years ago', async () => {
    const { runtime, bring, ask } = await service();
    await bring({ log: readLog(bytesOf(logOf({}, { incident_state: 'Resolved' }))) });
    await fetch(`${runtime.url}/local/clock`, { method: 'POST', body: JSON.stringify({ advance: 'P11D' }) });
    expect((await all(ask)).get('INC0000045')).toMatchObject({ state: 'resolved' });
  });
});

describe('the command line', () => {
  it.each<[string, string[], RegExp]>([
    ['no format', [], /Say which format/],
    ['another format', ['jira', 'x.csv'], /There is no format jira; there is servicenow/],
    ['no file', ['servicenow'], /Say which file/],
    ['two files', ['servicenow', 'x.csv', 'y.csv'], /y\.csv is too much/],
    ['an unknown option', ['servicenow', 'x.csv', '--tenent', 'a'], /--tenent/],
    ['a tenant that is no name', ['servicenow', 'x.csv', '--tenant', 'Acme Inc'], /small letters/],
    ['a zone that is none', ['servicenow', 'x.csv', '--zone', 'Mars'], /--zone Mars/],
  ])('says what is wrong with %s', (_, args, reason) => expect(() => readArguments(args)).toThrow(reason));

  it('takes a tenant, a matrix and a time zone', () => {
    expect(readArguments(['servicenow', 'x.csv'])).toEqual({ file: 'x.csv', tenant: 'imported', matrixFile: undefined, zone: 'UTC' });
    expect(readArguments(['--tenant', 'acme', 'servicenow', '--zone=Europe/Brussels', 'x.csv', '--matrix', 'm.json'])).toEqual({ file: 'x.csv', tenant: 'acme', matrixFile: 'm.json', zone: 'Europe/Brussels' });
  });

  it.each<[string, string[], number, RegExp]>([
    ['2 and how to use it when it is misused', ['jira', 'x.csv'], 2, /There is no format jira[\s\S]*npm run import/],
    ['2 when the matrix is none', ['servicenow', 'x.csv', '--matrix', join(root, 'package.json')], 2, /The matrix .* cannot be used/],
    ['1 when there is no such file', ['servicenow', 'nowhere.csv'], 1, /nowhere\.csv cannot be read/],
    ['1 when the file is something else', ['servicenow', join(root, 'package.json')], 1, /no ServiceNow incident log.*no column number/],
  ])('ends with %s', async (_, args, code, reason) => {
    const ended = await cli(scratchDir(), ...args).done;
    expect(ended.err).toMatch(reason);
    expect(ended.code).toBe(code);
  });

  it('takes the good rows of a file that is partly bad, with or without a server, and lists the others', async () => {
    const dataDir = scratchDir();
    const file = join(dataDir, 'mixed.csv');
    const lines = readFileSync(part, 'utf8').trimEnd().split(/\r?\n/);
    writeFileSync(file, [...lines.slice(0, 12), 'INC9999999,Odd', lines[1]!.replace('New', '-100'), lines[12]!.slice(0, 80)].join('\r\n'));
    const { code, out } = await cli(dataDir, 'servicenow', file).done;
    expect(code).toBe(0);
    expect(out).toMatch(/Bad rows, left out: 3/);
    expect(JSON.parse(readFileSync(join(dataDir, 'import-mixed.csv.report.json'), 'utf8')).badRows.map(({ line }: any) => line)).toEqual([13, 14, 15]);
    const { runtime } = await service(dataDir);
    expect((await all(asker(runtime, 'imported'))).size).toBe(byIncident(readLog(bytesOf(lines.slice(0, 12).join('\n'))).rows).size);
  });

  it('ends with 1 when an incident did not go in, though the others did', async () => {
    const dataDir = scratchDir();
    const file = join(dataDir, 'wordy.csv');
    writeFileSync(file, logOf({ number: 'INC1' }, { number: 'INC2', incident_state: 'Awaiting Vendor', vendor: 'Vendor 7 '.repeat(5_000) }));
    const { code, out } = await cli(dataDir, 'servicenow', file).done;
    expect(out).toMatch(/incomplete[\s\S]*2 incidents: 1 made[\s\S]*to the end: 1\s+INC2[\s\S]*Run the same command again/);
    expect(code).toBe(1);
  });

  it('ends with 1 when no row can be read', async () => {
    const dataDir = scratchDir();
    writeFileSync(join(dataDir, 'bad.csv'), 'number,incident_state,sys_updated_at\nINC1,Odd,?\n');
    expect(await cli(dataDir, 'servicenow', join(dataDir, 'bad.csv')).done).toMatchObject({ code: 1, err: expect.stringContaining('line 2: incident_state "Odd"') });
  });
});
