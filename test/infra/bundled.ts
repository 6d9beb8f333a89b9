import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleFunctions } from '../../infra/bundle.ts';
import { startEngine } from '../../local/engine.ts';
import { createTable, localClient } from '../../local/table.ts';

const TABLE = 'lambdesk';

export interface Bundled {
  /** Calls a function of a bundle as Lambda does, in another process. */
  call(bundle: string, entry: string, event: object): Promise<any>;
  /** Bodies of the requests to EventBridge and SES. */
  readonly sent: readonly any[];
  /** What the bundles logged, by line. */
  readonly logged: readonly any[];
  close(): Promise<void>;
}

/** The bundles that are deployed, running on an embedded table, with a bus and a mailer that only take note. */
export async function openBundled({ environment = {} }: { environment?: Readonly<Record<string, string>> } = {}): Promise<Bundled> {
  const scratch = mkdtempSync(join(tmpdir(), 'lambdesk-bundled-'));
  const { directory } = await bundleFunctions({ directory: join(scratch, 'functions') });
  const engine = await startEngine({ dataDir: join(scratch, 'data'), log() {} });
  const client = localClient(engine.endpoint);
  await createTable(client, TABLE);
  client.destroy();
  const [sent, logged]: [any[], any[]] = [[], []];
  const services = createServer(async (request, response) => {
    const chunks = await request.toArray();
    const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
    sent.push(body);
    response.setHeader('content-type', 'application/json').end(JSON.stringify(body.Entries ? { FailedEntryCount: 0, Entries: body.Entries.map(() => ({ EventId: '1' })) } : { MessageId: '1' }));
  }).listen(0, '127.0.0.1');
  await once(services, 'listening');
  const noting = `http://127.0.0.1:${(services.address() as AddressInfo).port}`;
  const child = fork(join(import.meta.dirname, 'run-bundles.ts'), [directory], {
    execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH, NODE_OPTIONS: '--enable-source-maps', TABLE_NAME: TABLE, BUS_NAME: 'lambdesk', MAIL_FROM: 'servicedesk@example.com',
      AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local',
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint, AWS_ENDPOINT_URL_EVENTBRIDGE: noting, AWS_ENDPOINT_URL_SESV2: noting,
      ...environment,
    },
  });
  const waiting = new Map<number, { parts: number; said?: { answer?: unknown; error?: string }; resolve(answer: unknown): void; reject(error: Error): void }>();
  /** A call has ended when its answer has come, and the end of its lines on both outputs. */
  const part = (call: number, said?: { answer?: unknown; error?: string }): void => {
    const one = waiting.get(call)!;
    one.said ??= said;
    if (++one.parts < 3) return;
    waiting.delete(call);
    if (one.said!.error) one.reject(new Error(one.said!.error));
    else one.resolve(one.said!.answer);
  };
  // Both are log in a Lambda; a logger writes warnings to the second.
  for (const input of [child.stdout!, child.stderr!]) createInterface({ input }).on('line', (line) => {
    const [, ended] = /^end of (\d+)$/.exec(line) ?? [];
    if (ended) return part(Number(ended));
    logged.push(line.startsWith('{') ? JSON.parse(line) : line);
    if (!line.startsWith('{')) console.error(line);
  });
  child.on('message', ({ call, ...said }: { call: number; answer?: unknown; error?: string }) => part(call, said));
  child.on('exit', (code) => waiting.forEach(({ reject }) => reject(new Error(`The process of the bundles ended with ${code}`))));
  let calls = 0;
  return {
    sent, logged,
    call: (bundle, entry, event) => new Promise((resolve, reject) => {
      waiting.set(++calls, { parts: 0, resolve, reject });
      child.send({ call: calls, bundle, entry, event });
    }),
    async close() {
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
      services.close();
      await engine.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
