import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { habits, lambda } from '../../bench/cost/assumed.ts';
import type { Counted } from '../../bench/cost/counted-desk.ts';
import { metricsIn } from '../../bench/cost/log-meter.ts';
import { billFor, byService, sumOf, times, type Usage } from '../../bench/cost/model.ts';
import { items, listed, prices, type Price } from '../../bench/cost/prices.ts';
import { CHUNK, chunksOf, itemBytes, storedBytes, writeUnitsOf } from '../../bench/cost/sizes.ts';
import { MINUTES_A_MONTH, readStacks, type Stacks } from '../../bench/cost/standing.ts';
import { metricsOf, msOfCall, usageOf } from '../../bench/cost/used.ts';
import { startEngine } from '../../local/engine.ts';
import { createTable, localClient } from '../../local/table.ts';
import { scratchDir } from '../local/scratch.ts';

const usages = fc.dictionary(fc.constantFrom(...items), fc.nat(10_000_000)).map((usage) => usage as Usage);
const all = Object.fromEntries(items.map((item) => [item, 1])) as Usage;

describe('the price list', () => {
  it('says for each price what it is for, where it stands, and from when and where the list is', () => {
    for (const { service, unit, usd, per, free, source } of Object.values<Price>(prices)) {
      expect([service, unit, source].every(Boolean)).toBe(true);
      expect(usd).toBeGreaterThan(0);
      expect(per).toBeGreaterThan(0);
      expect(free).toBeGreaterThanOrEqual(0);
    }
    expect(listed).toMatchObject({ currency: 'US$', region: 'us-east-1', date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
  });

  it('has a line on the bill for each price', () => {
    expect(billFor(all).lines).toHaveLength(items.length);
  });

  it('has no price that nothing counts', () => {
    const code = ['used', 'standing', '../cost'].map((name) => readFileSync(join(import.meta.dirname, `../../bench/cost/${name}.ts`), 'utf8')).join('');
    expect(items.filter((item) => !new RegExp(`\\b${item}\\b`).test(code))).toEqual([]);
  });
});

describe('a bill', () => {
  it('is nothing for nothing', () => {
    expect(billFor({})).toEqual({ usd: 0, lines: [] });
    expect(billFor(times(all, 0))).toEqual({ usd: 0, lines: [] });
  });

  it('grows in step with what was used', () => {
    fc.assert(fc.property(usages, fc.integer({ min: 1, max: 1000 }), (usage, factor) => {
      expect(billFor(times(usage, factor)).usd).toBeCloseTo(billFor(usage).usd * factor, 4);
    }));
  });

  it('of two usages together is the sum of their bills', () => {
    fc.assert(fc.property(usages, usages, (one, other) => {
      expect(billFor(sumOf([one, other])).usd).toBeCloseTo(billFor(one).usd + billFor(other).usd, 4);
    }));
  });

  it('is the sum of its lines and of its services, both dearest first', () => {
    fc.assert(fc.property(usages, (usage) => {
      const bill = billFor(usage);
      const services = byService(bill);
      for (const parts of [bill.lines, services]) {
        expect(parts.reduce((sum, { usd }) => sum + usd, 0)).toBeCloseTo(bill.usd, 4);
        expect(parts.map(({ usd }) => usd)).toEqual(parts.map(({ usd }) => usd).toSorted((a, b) => b - a));
      }
      expect(new Set(services.map(({ service }) => service)).size).toBe(services.length);
    }));
  });

  it('takes off what is free, once, and never goes below nothing', () => {
    fc.assert(fc.property(usages, (usage) => {
      const [whole, free] = [billFor(usage), billFor(usage, { freeTier: true })];
      expect(free.usd).toBeLessThanOrEqual(whole.usd);
      expect(free.lines.every(({ usd }) => usd >= 0)).toBe(true);
    }));
    expect(billFor({ traces: 100_000 }, { freeTier: true }).usd).toBe(0);
    expect(billFor({ traces: 1_100_000 }, { freeTier: true }).usd).toBeCloseTo(5);
  });
});

describe('sizes', () => {
  it('count a chunk that is begun as a whole one, and nothing as one', () => {
    expect([0, 1, CHUNK, CHUNK + 1, 4 * CHUNK].map((bytes) => chunksOf(bytes, CHUNK))).toEqual([1, 1, 1, 2, 4]);
  });

  it('make write units by the KB, double in a transaction', () => {
    expect([0, 1024, 1025, 3072].map((bytes) => writeUnitsOf(bytes, { inTransaction: false }))).toEqual([1, 1, 2, 3]);
    fc.assert(fc.property(fc.nat(400 * 1024), (bytes) => {
      expect(writeUnitsOf(bytes, { inTransaction: true })).toBe(2 * writeUnitsOf(bytes, { inTransaction: false }));
    }));
  });

  it('of items are those by which the database reckons', async () => {
    const engine = await startEngine({ dataDir: scratchDir(), log: () => {} });
    const client = localClient(engine.endpoint);
    onTestFinished(async () => {
      client.destroy();
      await engine.stop();
    });
    await createTable(client, 'sizes');
    const value = fc.oneof(fc.string({ maxLength: 900 }), fc.boolean(), fc.uint8Array({ minLength: 1, maxLength: 1500 }), fc.array(fc.string({ maxLength: 300 }), { maxLength: 5 }), fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.string({ maxLength: 300 }), { maxKeys: 5 }));
    await fc.assert(fc.asyncProperty(fc.uuid(), fc.dictionary(fc.stringMatching(/^f_[a-z]{1,9}$/), value, { minKeys: 1, maxKeys: 8 }), async (pk, fields) => {
      const item = { ...fields, pk, sk: '#' };
      const { ConsumedCapacity } = await client.send(new PutItemCommand({ TableName: 'sizes', Item: marshall(item), ReturnConsumedCapacity: 'TOTAL' }));
      expect(writeUnitsOf(itemBytes(item), { inTransaction: false })).toBe(ConsumedCapacity!.CapacityUnits);
    }), { numRuns: 60 });
  });

  it('of lists and maps have three bytes for themselves and one for each of what is in them', () => {
    expect(itemBytes({ pk: 'p', l: ['ab', 'c'], gone: undefined })).toBe(3 + 1 + 3 + 3 + 2);
    expect(itemBytes({ m: { a: 'xyz', n: 12, t: true } })).toBe(1 + 3 + 3 + 4 + 3 + 2);
  });

  it('count a row in each index that an item has both keys of', () => {
    const indexes = [{ pk: 'a', sk: 'b' }, { pk: 'c', sk: 'd' }];
    const plain = storedBytes({ pk: 'p', sk: 's', x: 'long'.repeat(100) }, { indexes, summary: 'sum' });
    expect(plain).toEqual({ table: 100 + 2 + 1 + 2 + 1 + 1 + 400, indexes: 0 });
    expect(storedBytes({ pk: 'p', sk: 's', a: '1', b: '2', c: '3' }, { indexes, summary: 'sum' }).indexes).toBe(100 + 3 + 3 + 2 + 2);
  });
});

const deployed: Pick<Stacks, 'functionOf' | 'accessLine' | 'tracedMachines'> = { functionOf: (name) => ({ stack: name.endsWith('Api') ? 'one' : 'other', gb: 1, traced: name === 'TracedApi', systemLines: true }), accessLine: 400, tracedMachines: false };
const nothing: Counted = {
  requests: 0, answerBytes: 0, functions: new Map(), events: [], deliveries: [], mails: 0, transitions: 0, executions: 0, readUnits: 0, writeUnits: 0, logBytes: 0, metrics: new Map(),
  table: { transactional: 0, single: 0, byKind: new Map() }, stored: { items: 0, table: 0, indexes: 0 },
};

describe('what was counted', () => {
  it('costs nothing when nothing happened', () => {
    expect(billFor(usageOf(nothing, deployed)).usd).toBe(0);
  });

  it('is charged by begun chunks: an event of 65 KB is two, and two to send, two to receive and one to delete', () => {
    const { events, queueRequests } = usageOf({ ...nothing, events: [65 * 1024], deliveries: [65 * 1024] }, deployed);
    expect([events, queueRequests]).toEqual([2, 5]);
  });

  it('is traced where functions are', () => {
    const worked = { calls: 10, cpuMs: 20, trips: 10, otherCalls: 0 };
    expect(usageOf({ ...nothing, functions: new Map([['TracedApi', worked], ['QuietApi', worked]]) }, deployed)).toMatchObject({ invocations: 20, traces: 10 });
  });

  it('takes a call for longer on a smaller share of a processor, and no longer than its CPU on more than one', () => {
    const worked = { calls: 2, cpuMs: 20, trips: 4, otherCalls: 0 };
    const cold = lambda.coldShare * lambda.coldMs;
    expect(msOfCall(worked, { gb: 4 })).toBeCloseTo(10 * lambda.cpuFactor + 2 * lambda.tripMs + cold);
    expect(msOfCall(worked, { gb: 0.5 })).toBeGreaterThan(msOfCall(worked, { gb: 1 }));
  });

  it('has each custom metric once a stack', () => {
    const metrics = new Map([['TracedApi', new Set(['Lambdesk Commands'])], ['QuietApi', new Set(['Lambdesk Commands'])], ['Relay', new Set(['Lambdesk Commands', 'Lambdesk RelayLag'])]]);
    expect(metricsOf([{ metrics }, { metrics }], deployed)).toBe(3);
  });

  it('finds custom metrics in lines of the embedded metric format, and in no others', () => {
    const line = { _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: 'Lambdesk', Dimensions: [['service']], Metrics: [{ Name: 'Commands', Unit: 'Count' }, { Name: 'Refused' }] }] }, service: 'x', Commands: 1 };
    expect(metricsIn(JSON.stringify(line))).toEqual(['Lambdesk Commands', 'Lambdesk Refused']);
    expect(metricsIn('{"message":"request"}')).toEqual([]);
  });

  it('assumes that people ask as often as the console does', () => {
    const console = readFileSync(join(import.meta.dirname, '../../web/api/records.ts'), 'utf8');
    const milliseconds = (name: string): number => Number(new RegExp(`${name} = ([\\d_]+)`).exec(console)![1]!.replaceAll('_', ''));
    expect([habits.recordPollSeconds, habits.listPollSeconds].map((seconds) => seconds * 1000)).toEqual([milliseconds('RECORD_POLL'), milliseconds('LIST_POLL')]);
    expect(habits.listPage).toBe(milliseconds('PAGE'));
  });
});

describe('what stands there by the month', () => {
  const stacksOf = (resources: Record<string, [string, Record<string, unknown>]>): Stacks => {
    const made = new Map(Object.entries(resources).map(([id, [Type, Properties]]) => [id, { Type, Properties }]));
    return readStacks({ resources: made, ofType: (type) => [...made].filter(([, { Type }]) => Type === type) });
  };
  const mapping = 'AWS::Lambda::EventSourceMapping';

  it('has each queue polled by two, or by five where concurrency is limited, three times a minute; a stream for nothing', () => {
    expect(stacksOf({ 'a/Queue': [mapping, {}] }).standing.queueRequests).toBe(2 * 3 * MINUTES_A_MONTH);
    expect(stacksOf({ 'a/Queue': [mapping, { ScalingConfig: { MaximumConcurrency: 10 } }] }).standing.queueRequests).toBe(5 * 3 * MINUTES_A_MONTH);
    const stream = stacksOf({ 'a/Stream': [mapping, { StartingPosition: 'LATEST' }] });
    expect([stream.polled, stream.standing.queueRequests ?? 0]).toEqual([0, 0]);
  });

  it('has an alarm for each metric that it looks at', () => {
    const sum = { Metrics: [{ Expression: 'a + b' }, { MetricStat: {} }, { MetricStat: {} }] };
    expect(stacksOf({ 'a/One': ['AWS::CloudWatch::Alarm', { MetricName: 'x' }], 'a/Sum': ['AWS::CloudWatch::Alarm', sum] }).standing.alarmMetrics).toBe(3);
  });

  it('has dashboards beyond the first three', () => {
    const four = Object.fromEntries([1, 2, 3, 4].map((at): [string, [string, object]] => [`a/${at}`, ['AWS::CloudWatch::Dashboard', {}]])) as Record<string, [string, Record<string, unknown>]>;
    expect(stacksOf(four).standing.dashboards).toBe(1);
  });

  it('has the sweep as often as its schedule calls it', () => {
    const every = (ScheduleExpression: string): Stacks => stacksOf({ 'a/SweepSchedule': ['AWS::Scheduler::Schedule', { ScheduleExpression }] });
    expect(every('rate(1 minute)')).toMatchObject({ sweepsAMonth: MINUTES_A_MONTH, standing: { schedules: MINUTES_A_MONTH } });
    expect(every('rate(2 hours)').sweepsAMonth).toBe(MINUTES_A_MONTH / 120);
    expect(() => every('cron(0 3 * * ? *)')).toThrow('cannot tell how often');
  });

  it('names types that it has no price of, and functions that are not there', () => {
    const stacks = stacksOf({ 'a/Cluster': ['AWS::OpenSearchService::Domain', {}], 'a/Table': ['AWS::DynamoDB::Table', {}] });
    expect(stacks.unknown).toEqual(['AWS::OpenSearchService::Domain']);
    expect(() => stacks.functionOf('IncidentApi')).toThrow('No function IncidentApi');
  });
});
