import { join } from 'node:path';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { indexEvent } from '../functions/_platform/search/consume.ts';
import { mailNotices } from '../functions/_platform/mail/consume.ts';
import { describedError } from '../shared/aws/described-error.ts';
import { dynamoTable } from '../shared/aws/dynamo-table.ts';
import { kernelOn } from '../shared/aws/lambda-kernel.ts';
import { sesMailer } from '../shared/aws/mailer.ts';
import { queueConsumer } from '../shared/aws/queue.ts';
import { practiceHandlers } from '../shared/aws/serve.ts';
import { listensTo } from '../shared/events/react.ts';
import { resume, startedBy, startsFor, step } from '../shared/events/workflow.ts';
import { openPaths, platformRoutes } from '../shared/http/platform.ts';
import { serveRoutes } from '../shared/http/serve.ts';
import type { AnyDefinition } from '../shared/record/define.ts';
import type { Kernel } from '../shared/store/kernel.ts';
import { openBus, type Bus } from './bus.ts';
import { movableClock } from './clock.ts';
import { directory, type Directory } from './directory.ts';
import { startEngine } from './engine.ts';
import { startGateway, type GatewayRoute } from './gateway.ts';
import { startIdentity } from './identity.ts';
import { localPages } from './local-pages.ts';
import { openMail } from './mail.ts';
import { startRelay } from './relay.ts';
import { startSes } from './ses.ts';
import { createTable, localClient } from './table.ts';
import { sweepAll, travel } from './time-travel.ts';
import { openWorkflows, type Workflows } from './workflows.ts';

export const TABLE = 'lambdesk';
const SWEEP_MS = 5_000;

export interface Runtime {
  readonly url: string;
  readonly issuer: string;
  readonly kernel: Kernel;
  readonly bus: Bus;
  readonly workflows: Workflows;
  token(person: string): Promise<string>;
  /** Relays and handles all there is, and all that follows from it. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface RuntimeOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly definitions: readonly AnyDefinition[];
  /** The folder of the ASL files; that of the project when left out. */
  readonly machines?: string;
  log(message: string): void;
  /** The structured lines of the Lambdas. */
  readonly trace?: (line: Readonly<Record<string, unknown>>) => void;
  /** Fills a new data directory; may be called again on one that was only half filled. */
  readonly fill?: (kernel: Kernel, people: Directory) => Promise<void>;
  readonly onDeath?: (error: Error) => void;
  /** The folder of the built console, as soon as there is one; without it only the API is served. */
  readonly console?: Promise<string>;
}

/** The whole service in one process, on this machine only: the Lambdas as they are, on an embedded DynamoDB, bus, scheduler, mail and sign-in. */
export async function startRuntime({ dataDir, port, definitions, machines = join(import.meta.dirname, '..', 'statemachines'), log, trace = () => {}, fill, onDeath, console: built }: RuntimeOptions): Promise<Runtime> {
  const undo: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const engine = await startEngine({ dataDir, log, onDeath });
    undo.push(() => engine.stop());
    const client = localClient(engine.endpoint);
    await createTable(client, TABLE);
    const clock = movableClock(dataDir);
    const kernel = kernelOn({ table: dynamoTable({ client, name: TABLE }), definitions, now: clock.now, log: trace });
    const people = directory(dataDir);
    await fill?.(kernel, people);

    const mail = openMail({ file: join(dataDir, 'mail.sqlite'), now: () => new Date(clock.now()) });
    undo.push(() => mail.close());
    const ses = await startSes({ store: mail });
    undo.push(() => ses.close());
    const workflows = openWorkflows({ file: join(dataDir, 'workflows.sqlite'), machines, now: clock.now, log, step: (payload, send) => step(kernel, payload, send) });
    undo.push(() => workflows.stop());
    const bus = openBus({ file: join(dataDir, 'bus.sqlite'), log });
    undo.push(() => bus.close());
    const relay = startRelay({ file: engine.file, table: TABLE, catalogue: kernel.catalogue, bus });
    undo.push(() => relay.stop());
    subscribe({ bus, kernel, definitions, workflows, sesEndpoint: ses.endpoint });
    workflows.takeUp();

    const settle = async (): Promise<void> => {
      for (let before = -1; before !== bus.cursor();) {
        before = bus.cursor();
        relay.flush();
        await bus.drain();
        await workflows.atRest();
        relay.flush();
      }
    };
    const identity = await startIdentity({ dataDir, people: people.people, log });
    undo.push(() => identity.close());
    const routes = routesOf(kernel, definitions);
    const gateway = await startGateway({ port, routes: () => routes, verify: identity.verify, now: clock.now, log: (line) => trace(line as Record<string, unknown>) });
    undo.push(() => gateway.close());
    localPages(gateway, {
      bus, mail, relay, workflows, issuer: identity.issuer, console: built, now: clock.now, issueToken: identity.issueToken,
      travel: (until) => oneAtATime(() => travel({ kernel, clock, workflows, until, settle })),
    });
    undo.push(everySweep({ kernel, workflows, log }));
    engine.announce({ url: gateway.url });
    return { url: gateway.url, issuer: identity.issuer, kernel, bus, workflows, token: identity.issueToken, settle, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

let travelling: Promise<unknown> = Promise.resolve();
const oneAtATime = <T>(work: () => Promise<T>): Promise<T> => {
  const next = travelling.then(work, work);
  travelling = next;
  return next;
};

/** Sweeps now, for what fell due while nothing ran, and then every few seconds; answers how to stop. */
function everySweep({ kernel, workflows, log }: { kernel: Kernel; workflows: Workflows; log(message: string): void }): () => Promise<void> {
  let stopped = false;
  let running = Promise.resolve();
  const run = (): void => {
    if (!stopped) running = oneAtATime(async () => { await sweepAll(kernel); workflows.expire(); }).catch((error: unknown) => log(`The sweep failed and is tried again: ${describedError(error)}`));
  };
  run();
  const timer = setInterval(run, SWEEP_MS);
  return async () => {
    stopped = true;
    clearInterval(timer);
    await running;
  };
}

function subscribe({ bus, kernel, definitions, workflows, sesEndpoint }: { bus: Bus; kernel: Kernel; definitions: readonly AnyDefinition[]; workflows: Workflows; sesEndpoint: string }): void {
  type Consumer = (event: { Records: never[] }) => Promise<{ batchItemFailures: unknown[] }>;
  const add = (name: string, types: readonly string[] | undefined, consume: unknown): void => bus.subscribe({
    name, matches: ({ detailType }) => !types || types.includes(detailType),
    handle: async (event) => {
      const { batchItemFailures } = await (consume as Consumer)({ Records: [{ messageId: event.id, body: JSON.stringify({ 'detail-type': event.detailType, source: event.source, detail: event.detail }) }] as never[] });
      if (batchItemFailures.length > 0) throw new Error(`${name} failed on ${event.detailType} ${event.id}`);
    },
  });
  const ses = new SESv2Client({ endpoint: sesEndpoint, region: 'eu-west-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } });
  for (const practice of new Set(definitions.map((definition) => definition.practice))) {
    const types = definitions.filter((definition) => definition.practice === practice).flatMap(listensTo);
    if (types.length > 0) add(`react-${practice}`, types, practiceHandlers({ practice, definitions, kernel: () => kernel }).react);
  }
  add('workflow-start', startedBy(definitions), queueConsumer(() => kernel, 'workflow-start', async ({ catalogue }, event) => {
    for (const execution of startsFor(catalogue, event)) await workflows.start(execution);
  }));
  add('workflow-resume', undefined, queueConsumer(() => kernel, 'workflow-resume', (on, event) => resume(on, event, workflows.send)));
  add('search', undefined, queueConsumer(() => kernel, 'search', indexEvent));
  add('mail', undefined, queueConsumer(() => kernel, 'mail', mailNotices(sesMailer({ client: ses, from: 'servicedesk@lambdesk.example' }))));
}

function routesOf(kernel: Kernel, definitions: readonly AnyDefinition[]): GatewayRoute[] {
  const get = () => kernel;
  type Handler = GatewayRoute['handler'];
  const platform = serveRoutes(get, (on) => platformRoutes(on, definitions)) as unknown as Handler;
  return [
    ...platformRoutes(kernel, definitions).map(({ method, path }): GatewayRoute => ({ method, path, handler: platform, open: openPaths.includes(path) })),
    ...[...new Set(definitions.map((definition) => definition.practice))].flatMap((practice) => {
      const handler = practiceHandlers({ practice, definitions, kernel: get }).api as unknown as Handler;
      return definitions.filter((definition) => definition.practice === practice).flatMap(({ route }): GatewayRoute[] => [
        { method: 'ANY', path: `/v1/${route}`, handler }, { method: 'ANY', path: `/v1/${route}/{proxy+}`, handler },
      ]);
    }),
  ];
}
