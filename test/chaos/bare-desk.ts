import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { definitions as catalogue } from '../../functions/index.ts';
import { fillDemonstration } from '../../local/demonstration/fill.ts';
import { directory } from '../../local/directory.ts';
import { startEngine } from '../../local/engine.ts';
import { createTable, localClient } from '../../local/table.ts';
import { dynamoTable } from '../../shared/aws/dynamo-table.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import { practiceHandlers } from '../../shared/aws/serve.ts';
import { eventsOf } from '../../shared/events/envelope.ts';
import type { AnyDefinition, EventSeen, Role } from '../../shared/record/define.ts';
import type { Entry } from '../../shared/store/entry.ts';
import { recordKey } from '../../shared/store/keys.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import type { Table } from '../../shared/store/table.ts';

export const TENANT = 'campsite';
export const TABLE = 'lambdesk';

export interface Reply { readonly status: number; readonly headers: Record<string, string>; readonly body: any }
export interface Sent { readonly as?: string; readonly roles?: readonly Role[]; readonly tenant?: string; readonly body?: object; readonly headers?: Record<string, string>; readonly query?: Record<string, string> }

/** The store with the demonstration data and nothing that acts by itself: a test delivers the events, as often and in whatever order it likes. */
export interface BareDesk {
  readonly table: Table;
  readonly client: DynamoDBClient;
  readonly lines: Record<string, unknown>[];
  kernel(more?: { table?: Table; now?: () => string; definitions?: readonly AnyDefinition[] }): Kernel;
  /** A request to the Lambda of a practice. */
  ask(kernel: Kernel, request: string, sent?: Sent): Promise<Reply>;
  /** What the relay would make of a record's timeline, oldest first. */
  events(type: string, id: string): Promise<EventSeen[]>;
  close(): Promise<void>;
}

export async function openBareDesk(): Promise<BareDesk> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lambdesk-chaos-'));
  const engine = await startEngine({ dataDir, log: () => {} });
  const client = localClient(engine.endpoint);
  await createTable(client, TABLE);
  const table = dynamoTable({ client, name: TABLE });
  const lines: Record<string, unknown>[] = [];
  const kernel: BareDesk['kernel'] = (more = {}) => kernelOn({ table, definitions: catalogue, log: (line) => void lines.push(line), ...more });
  const plain = kernel();
  await fillDemonstration({ kernel: plain, people: directory(dataDir), log: () => {} });
  return {
    table, client, lines, kernel, ask,
    async events(type, id) {
      const { items } = await table.query({ pk: recordKey(TENANT, type, id).pk, prefix: 'ENTRY#', limit: 1000, consistent: true });
      return (items as unknown as Entry[]).flatMap((entry) => eventsOf(entry, 'any')).map(({ detail }) => detail);
    },
    async close() {
      client.destroy();
      await engine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function ask(kernel: Kernel, request: string, { as = 'anna', roles = ['agent'], tenant = TENANT, body, headers = {}, query }: Sent = {}): Promise<Reply> {
  const [method = '', path = ''] = request.split(' ');
  const { practice } = kernel.catalogue.byRoute(path.split('/')[2]!)!;
  const answer = await practiceHandlers({ practice, definitions: kernel.catalogue.all, kernel: () => kernel }).api({
    version: '2.0', routeKey: `ANY ${path}`, rawPath: path, rawQueryString: '', headers: { 'content-type': 'application/json', ...headers }, queryStringParameters: query,
    requestContext: { http: { method, path }, authorizer: { jwt: { claims: { 'custom:tenant': tenant, sub: as, 'cognito:groups': [...roles] } } } },
    body: body && JSON.stringify(body), isBase64Encoded: false,
  } as never, {} as never);
  return { status: answer.statusCode!, headers: answer.headers as Record<string, string>, body: answer.body ? JSON.parse(answer.body) : undefined };
}
