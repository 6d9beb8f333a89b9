import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { definitions } from '../../functions/index.ts';
import { campsite } from '../../local/demonstration/campsite.ts';
import { vendotool } from '../../local/demonstration/vendotool.ts';
import { lambdaContext } from '../../local/gateway-event.ts';
import { openWorkflows } from '../../local/workflows.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import { practiceHandlers } from '../../shared/aws/serve.ts';
import type { BusEvent } from '../../shared/events/envelope.ts';
import { logLine, observed } from '../../shared/aws/telemetry.ts';
import { relay } from '../../shared/events/relay.ts';
import { sweep, type Swept } from '../../shared/events/sweep.ts';
import { step } from '../../shared/events/workflow.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { recordKey } from '../../shared/store/keys.ts';
import { recordOf } from '../../shared/store/rows.ts';
import { openBareDesk, TABLE, TENANT } from '../../test/chaos/bare-desk.ts';
import type { Client, Desk, Reply } from '../../test/stories/desk.ts';
import { fillIncidents } from '../filling.ts';
import { pascalCase } from '../../shared/record/pascal-case.ts';
import { consumersOf, type Handler } from './consumers.ts';
import { countTable, type TableCounts, type Worked } from './counter.ts';
import { meterLogs, type LogMeter } from './log-meter.ts';

const HOUR = 3_600_000;
const MOST_STEPS = 60;

/** All that happened while something was counted. */
export interface Counted {
  readonly requests: number;
  readonly answerBytes: number;
  readonly functions: ReadonlyMap<string, Worked>;
  /** Bytes of each event, and of each delivery to a queue. */
  readonly events: readonly number[];
  readonly deliveries: readonly number[];
  readonly mails: number;
  readonly transitions: number;
  readonly executions: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly logBytes: number;
  /** Custom metrics by the function that wrote them. */
  readonly metrics: LogMeter['metrics'] extends () => infer M ? M : never;
  readonly table: TableCounts;
  readonly stored: { readonly items: number; readonly table: number; readonly indexes: number };
}

export interface CountedDesk extends Pick<Desk, 'as' | 'advance' | 'settle'> {
  readonly consumers: number;
  /** Counts all that comes of some work, until nothing follows from it any more. */
  count(work: () => Promise<unknown>): Promise<Counted>;
  /** One run of the sweep, due or not. */
  sweep(): Promise<void>;
  /** More incidents, of which lists and queries are full. */
  fill(pattern: string, many: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * The Lambdas in this process, one invocation after the other, on an embedded DynamoDB with the demonstration data, wired as the stacks wire
 * them: each command's entry is relayed by itself and each event delivered by itself, which is what little traffic comes to.
 */
export async function openCountedDesk(): Promise<CountedDesk> {
  const bare = await openBareDesk();
  let counted = countTable(bare.table);
  let tally = newTally();
  let ahead = 0;
  const now = (): string => new Date(Date.now() + ahead).toISOString();
  const kernel: Kernel = kernelOn({ table: counted.table, definitions, now, log: logLine });
  const swap = (): void => {
    counted = countTable(bare.table);
    tally = newTally();
    Object.assign(kernel, { table: counted.table });
  };

  let running = 'nothing';
  let turn: Promise<unknown> = Promise.resolve();
  /** One invocation of a function; they take turns, so that CPU and round trips are its own. */
  const invoke = <T>(name: string, act: () => Promise<T>): Promise<T> => {
    const run = async (): Promise<T> => {
      const worked = tally.functions.get(name) ?? { calls: 0, cpuMs: 0, trips: 0, otherCalls: 0 };
      tally.functions.set(name, worked);
      tally.current = worked;
      running = name;
      counted.resetTrips();
      const before = process.cpuUsage();
      try {
        return await observed(name, act)(undefined, lambdaContext({ requestId: randomUUID(), functionName: name }));
      } finally {
        const { user, system } = process.cpuUsage(before);
        worked.calls++;
        worked.cpuMs += (user + system) / 1000;
        worked.trips += counted.trips();
      }
    };
    const done = turn.then(run, run);
    turn = done.catch(() => {});
    return done;
  };
  const calledOut = (): void => { tally.current.otherCalls++; };

  const practices = [...new Set(definitions.map(({ practice }) => practice))];
  const handlers = new Map(practices.map((practice) => [practice, practiceHandlers({ practice, definitions, kernel: () => kernel })]));
  const failures: string[] = [];
  const workflows = openWorkflows({
    file: ':memory:', machines: join(import.meta.dirname, '..', '..', 'statemachines'), now, log: (message) => failures.push(message),
    step: (payload, send) => invoke('Step', () => step(kernel, payload, send)),
  });
  const consumers = consumersOf({
    kernel, definitions, workflows, calledOut, reactionsOf: (practice) => handlers.get(practice)!.react as unknown as Handler,
    mailed: () => { tally.mails++; },
  });

  async function publish(events: readonly BusEvent[]): Promise<boolean[]> {
    calledOut();
    tally.published.push(...events);
    return events.map(() => true);
  }

  async function deliver({ source, detailType, detail }: BusEvent): Promise<void> {
    const body = JSON.stringify({ 'detail-type': detailType, source, detail });
    tally.events.push(Buffer.byteLength(body));
    for (const { name, hears, handle } of consumers) {
      if (!hears(detailType)) continue;
      tally.deliveries.push(Buffer.byteLength(body));
      const { batchItemFailures } = await invoke(name, () => handle({ Records: [{ messageId: detail.metadata.id, body }] as never[] }));
      if (batchItemFailures.length > 0) throw new Error(`${name} failed on ${detailType} ${detail.metadata.id}`);
    }
  }

  async function settle(): Promise<void> {
    for (;;) {
      await workflows.atRest();
      const entries = counted.takeEntries();
      if (entries.length === 0) return;
      for (const entry of entries) {
        const image = marshall(entry, { removeUndefinedValues: true }) as Record<string, AttributeValue>;
        await invoke('Relay', async () => {
          const failed = await relay(kernel.catalogue, [{ sequence: entry.sk, item: unmarshall(image) }], publish);
          logLine({ message: 'relay', outcome: 'done', published: 1, failed: failed.length, lagSeconds: 0 });
        });
        for (const event of tally.published.splice(0)) await deliver(event);
      }
    }
  }

  const sweepOnce = (): Promise<Swept> => invoke('Sweep', async () => {
    const swept = await sweep(kernel);
    logLine({ message: 'sweep', outcome: 'done', ...swept });
    return swept;
  });

  /** In steps of an hour, or of more for weeks: what falls due in between happens at the end of its step. */
  async function advance(duration: string): Promise<string> {
    const until = ahead + Temporal.Duration.from(duration).total('milliseconds');
    const step = Math.max(HOUR, (until - ahead) / MOST_STEPS);
    await settle();
    while (ahead < until) {
      ahead = Math.min(until, ahead + step);
      while ((await sweepOnce()).behind);
      workflows.expire();
      await settle();
    }
    return now();
  }

  function as(person: string): Client {
    const [tenant, name] = whoIs(person);
    const send = async (method: string, target: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
      const { pathname: path, searchParams, search } = new URL(target, 'https://api.example');
      const { practice } = kernel.catalogue.byRoute(path.split('/')[2]!)!;
      const answer = await invoke(`${pascalCase(practice)}Api`, () => handlers.get(practice)!.api({
        version: '2.0', routeKey: `ANY ${path}`, rawPath: path, rawQueryString: search.slice(1), headers: { 'content-type': 'application/json', ...headers },
        ...(search && { queryStringParameters: Object.fromEntries(searchParams) }),
        requestContext: { http: { method, path }, authorizer: { jwt: { claims: { 'custom:tenant': tenant.name, sub: name, 'cognito:groups': [...tenant.signIns[name] ?? []] } } } },
        body: body === undefined ? undefined : JSON.stringify(body), isBase64Encoded: false,
      } as never, {} as never));
      tally.requests++;
      tally.answerBytes += Buffer.byteLength(answer.body ?? '');
      return { status: answer.statusCode!, headers: new Headers(answer.headers as Record<string, string>), body: answer.body ? JSON.parse(answer.body) : undefined };
    };
    const client: Client = {
      get: (path, headers) => send('GET', path, undefined, headers),
      post: (path, body = {}, headers) => send('POST', path, body, { 'idempotency-key': `${person}-${++keys}`, ...headers }),
      patch: (path, body, headers) => send('PATCH', path, body, headers),
      report: async (fields) => (await must(client.post('/v1/incidents', fields))).number,
      order: (number, command, body = {}) => must(client.post(`/v1/incidents/${number}/${command}`, body)),
    };
    return client;
  }
  let keys = 0;

  return {
    as, advance, settle, consumers: consumers.length,
    sweep: async () => { await sweepOnce(); },
    async count(work) {
      swap();
      const before = { ...bare.table.meter };
      const logs = meterLogs(() => running);
      const known = new Set(workflows.list().map(({ name }) => name));
      try {
        await work();
        await settle();
      } finally {
        logs.stop();
      }
      if (failures.length > 0) throw new Error(failures.join('\n'));
      const executions = workflows.list().filter(({ name }) => !known.has(name));
      return {
        ...tally, executions: executions.length, transitions: executions.reduce((sum, { transitions }) => sum + transitions, 0),
        readUnits: bare.table.meter.readUnits - before.readUnits, writeUnits: bare.table.meter.writeUnits - before.writeUnits,
        logBytes: logs.bytes(), metrics: logs.metrics(), table: counted.counts, stored: counted.stored(),
      };
    },
    async fill(number, many) {
      const definition = kernel.catalogue.byName('incident')!;
      const pattern = recordOf((await bare.table.get(recordKey(TENANT, 'incident', number)))!);
      await fillIncidents({ client: bare.client, table: TABLE, definition, tenant: TENANT, pattern, many });
    },
    async close() {
      await workflows.stop();
      await bare.close();
    },
  };
}

interface Tally extends Pick<Counted, 'requests' | 'answerBytes' | 'mails'> { requests: number; answerBytes: number; mails: number; functions: Map<string, Worked>; events: number[]; deliveries: number[]; published: BusEvent[]; current: Worked }
const newTally = (): Tally => ({ requests: 0, answerBytes: 0, mails: 0, functions: new Map(), events: [], deliveries: [], published: [], current: { calls: 0, cpuMs: 0, trips: 0, otherCalls: 0 } });

/** What a command answered; fails the life when it is refused. */
export async function must(asked: Promise<Reply>): Promise<any> {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`Refused: ${status} ${JSON.stringify(body)}`);
  return body;
}

function whoIs(person: string): [typeof campsite, string] {
  const tenant = [campsite, vendotool].find(({ signIns }) => person in signIns);
  if (!tenant) throw new RangeError(`Nobody called ${person} is in the demonstration data.`);
  return [tenant, person];
}
