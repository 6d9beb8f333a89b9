import type { Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { metricNames } from '../../../shared/aws/metric.ts';
import type { LogLine } from '../../../shared/store/kernel.ts';
import { Throttled } from '../../../shared/store/table.ts';

let written: any[];
let lambda: typeof import('../../../shared/aws/telemetry.ts');
const context = { awsRequestId: 'request-1' } as Context;

/** A new sandbox, with what Lambda has in its environment. */
async function start(environment: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [name, value] of Object.entries({ POWERTOOLS_SERVICE_NAME: 'lambdesk-service', _X_AMZN_TRACE_ID: 'Root=1-2-3;Sampled=1', AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand', ...environment })) vi.stubEnv(name, value);
  vi.resetModules();
  lambda = await import('../../../shared/aws/telemetry.ts');
}

beforeEach(async () => {
  written = [];
  const note = ((text: string) => { written.push(...text.split('\n').filter(Boolean).map((line) => line.startsWith('{') ? JSON.parse(line) : line)); return true; }) as never;
  vi.spyOn(process.stdout, 'write').mockImplementation(note);
  vi.spyOn(process.stderr, 'write').mockImplementation(note);
  await start();
});
afterEach(() => { vi.restoreAllMocks(); vi.unstubAllEnvs(); });

/** What a call of a function that does this writes: its lines, and what it counted. */
async function called(...lines: readonly LogLine[]): Promise<{ lines: any[]; counted: Record<string, unknown> }> {
  written = [];
  await lambda.observed('incident', async () => { for (const line of lines) lambda.logLine(line); })(undefined, context);
  const metrics = written.filter((line) => line._aws);
  return {
    lines: written.filter((line) => !line._aws),
    counted: Object.assign({}, ...metrics.map((line) => Object.fromEntries(line._aws.CloudWatchMetrics.flatMap(({ Metrics }: any) => Metrics.map(({ Name }: any) => [Name, line[Name]]))))),
  };
}

describe('a line', () => {
  it('says what, of which stack and practice, in which call and trace, and no more than that of the function', async () => {
    const { lines: [line] } = await called({ message: 'command', outcome: 'done', tenant: 'acme', type: 'incident', command: 'resolve', ms: 12, code: undefined });
    expect(line).toEqual({ timestamp: expect.stringMatching(/^\d{4}-.*Z$/), level: 'INFO', message: 'command', service: 'lambdesk-service', practice: 'incident', cold_start: true, function_request_id: 'request-1', traceId: '1-2-3', outcome: 'done', tenant: 'acme', type: 'incident', command: 'resolve', ms: 12 });
    expect((await called({ message: 'sweep', outcome: 'done', lagSeconds: 0 })).lines[0].cold_start).toBe(false);
  });

  it('is an error for a bug, a warning for what failed or was throttled, and seen only when asked for where nothing happened', async () => {
    const all: LogLine[] = [{ message: 'bug', bug: 'TypeError' }, { message: 'consumer', outcome: 'failed' }, { message: 'throttled', throttled: 'x' }, { message: 'command', outcome: 'refused' }, { message: 'command', outcome: 'unchanged' }];
    expect((await called(...all)).lines.map(({ level }) => level)).toEqual(['ERROR', 'WARN', 'WARN', 'INFO']);
    await start({ LAMBDESK_LOG_LEVEL: 'DEBUG' });
    expect((await called(...all)).lines.map(({ level }) => level)).toEqual(['ERROR', 'WARN', 'WARN', 'INFO', 'DEBUG']);
    await start({ LAMBDESK_LOG_LEVEL: 'ERROR' });
    expect((await called(...all)).lines.map(({ level }) => level)).toEqual(['ERROR']);
  });

  it('stays at INFO where the level is none', async () => {
    await start({ LAMBDESK_LOG_LEVEL: 'loud' });
    expect((await called({ message: 'command', outcome: 'done' }, { message: 'command', outcome: 'unchanged' })).lines).toHaveLength(1);
  });

  it('tells of an error what may be told', async () => {
    const { lines: [line] } = await called({ message: 'bug', bug: 'SyntaxError', cause: new SyntaxError('Jane Roe is not valid JSON') });
    expect(line.cause).toMatch(/^SyntaxError\n {4}at .*telemetry\.test\.ts/);
    expect(JSON.stringify(written)).not.toContain('Jane');
  });
});

describe('a call of a function', () => {
  it('counts commands, refusals and what was given up, by stack', async () => {
    const { counted } = await called({ message: 'command', outcome: 'done' }, { message: 'command', outcome: 'done' }, { message: 'command', outcome: 'repeated' }, { message: 'command', outcome: 'unchanged' }, { message: 'command', outcome: 'refused', code: 'not-allowed' }, { message: 'command', outcome: 'refused', code: 'contended' });
    expect(counted).toEqual({ Commands: [1, 1], Refused: 1, Contended: 1 });
    expect(written.at(-1)).toMatchObject({ service: 'lambdesk-service', _aws: { CloudWatchMetrics: [{ Namespace: 'Lambdesk', Dimensions: [['service']] }] } });
  });

  it('counts every breach that a command announced', async () => {
    expect((await called({ message: 'command', outcome: 'done', events: ['clock-breached', 'clock-breached', 'clock-warned'] })).counted).toEqual({ Commands: 1, Breached: 2 });
  });

  it('counts everything that there is a metric for', async () => {
    lambda.countUnitsOf({ name: 'records', meter: { calls: 0, readUnits: 0, writeUnits: 7 } });
    const { counted } = await called(
      { message: 'command', outcome: 'done', events: ['clock-breached'] }, { message: 'command', outcome: 'refused' }, { message: 'command', outcome: 'refused', code: 'contended' }, { message: 'reaction', outcome: 'skipped' },
      { message: 'consumer', outcome: 'failed' }, { message: 'sweep', outcome: 'done', lagSeconds: 3 }, { message: 'relay', outcome: 'done', lagSeconds: 4 }, { message: 'mail', outcome: 'done' }, { message: 'throttled', throttled: 'x' },
    );
    expect(Object.keys(counted).sort()).toEqual([...metricNames].sort());
    expect(counted).toMatchObject({ SweepLag: 3, RelayLag: 4, WriteUnits: 7 });
  });

  it('counts what it wrote to the table itself, not what calls before it wrote', async () => {
    const meter = { calls: 0, readUnits: 0, writeUnits: 5 };
    lambda.countUnitsOf({ name: 'records', meter });
    expect((await called()).counted).toEqual({ WriteUnits: 5 });
    expect((await called()).counted).toEqual({});
    meter.writeUnits = 12;
    expect((await called()).counted).toEqual({ WriteUnits: 7 });
  });

  it('counts throttled requests by the table, which is one for all stacks', async () => {
    lambda.countUnitsOf({ name: 'records', meter: { calls: 0, readUnits: 0, writeUnits: 0 } });
    await called({ message: 'throttled', throttled: 'x' });
    expect(written.find((line) => line.Throttled)).toMatchObject({ service: 'records', Throttled: 1, _aws: { CloudWatchMetrics: [{ Dimensions: [['service']] }] } });
  });

  it('writes no metrics, and no warning about it, where nothing was counted', async () => {
    expect(await called()).toEqual({ lines: [], counted: {} });
  });

  it('writes its metrics although it fails, logs the bug and lets it go without its message', async () => {
    const failing = lambda.observed('incident', async () => {
      lambda.logLine({ message: 'command', outcome: 'done' });
      throw new TypeError('Jane Roe');
    });
    const error = await failing(undefined, context).catch((thrown: unknown) => thrown) as Error;
    expect([error.name, `${error.message}${error.stack}`.includes('Jane')]).toEqual(['TypeError', false]);
    expect(written.map((line) => line.message ?? Object.keys(line).at(-1))).toEqual(['command', 'bug', 'Commands']);
    expect(written[1]).toMatchObject({ level: 'ERROR', bug: 'TypeError', cause: expect.stringContaining('telemetry.test.ts') });
    expect(JSON.stringify(written)).not.toContain('Jane');
  });

  it('calls a throttled table so, and no bug', async () => {
    const { Throttled: Now } = await import('../../../shared/store/table.ts') as { Throttled: typeof Throttled };
    await expect(lambda.observed('sweep', async () => { throw new Now(new Error('over capacity')); })(undefined, context)).rejects.toThrow();
    expect(written.map(({ message, throttled }) => [message, throttled])).toEqual([['throttled', 'over capacity']]);
  });
});
