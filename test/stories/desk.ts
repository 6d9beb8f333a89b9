import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definitions } from '../../functions/index.ts';
import { fillDemonstration } from '../../local/demonstration/fill.ts';
import { startRuntime } from '../../local/runtime.ts';

export interface Reply { status: number; headers: Headers; body: any }

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Reply>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  patch(path: string, body: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** Makes an incident and answers its number; fails the story when it is not made. */
  report(fields: Record<string, unknown>): Promise<string>;
  /** Gives a command; fails the story when it is refused. */
  order(number: string, command: string, body?: unknown): Promise<any>;
}

export interface Desk {
  as(person: string): Client;
  /** Events of a record in the order in which the bus carried them, once all reactions have run. */
  events(recordId: string, type?: string): Promise<any[]>;
  mail(): Promise<any[]>;
  /** What runs or ran for a record on Step Functions, newest first. */
  executions(recordId: string): Promise<any[]>;
  advance(duration: string): Promise<string>;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/** A service desk with the demonstration data to tell stories on: the one at `LAMBDESK_URL`, or an embedded runtime of its own. */
export async function openDesk(): Promise<Desk> {
  const given = process.env.LAMBDESK_URL;
  const dataDir = given ? undefined : mkdtempSync(join(tmpdir(), 'lambdesk-story-'));
  const runtime = dataDir ? await startRuntime({ dataDir, port: 0, definitions, log: () => {}, trace: (line) => { if ('bug' in line || line.outcome === 'failed') console.error(line); }, fill: (kernel, people) => fillDemonstration({ kernel, people, log: () => {} }) }) : undefined;
  const url = given ?? runtime!.url;
  const local = async (path: string, init?: RequestInit): Promise<any> => (await fetch(`${url}${path}`, init)).json();
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (person: string): Promise<string> => {
    tokens.set(person, tokens.get(person) ?? local(`/local/token?person=${person}`).then(({ token }) => token));
    return tokens.get(person)!;
  };
  const settle = async (): Promise<void> => { await runtime?.settle(); };
  return {
    as: (person) => clientOf(url, () => tokenOf(person)),
    settle,
    async events(recordId, type) {
      await settle();
      const { items } = await local('/local/events?limit=10000');
      return items.filter(({ detail }: any) => detail.metadata.recordId === recordId && (!type || detail.metadata.type === type));
    },
    mail: async () => { await settle(); return (await local('/local/mail')).items; },
    executions: async (recordId) => { await settle(); return (await local(`/local/executions?record=${recordId}`)).items; },
    advance: async (duration) => (await local('/local/clock', { method: 'POST', body: JSON.stringify({ advance: duration }) })).now,
    async stop() {
      await runtime?.stop();
      if (dataDir) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function clientOf(url: string, token: () => Promise<string>): Client {
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
    const response = await fetch(`${url}${path}`, {
      method, headers: { authorization: `Bearer ${await token()}`, ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: !text ? undefined : response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text };
  };
  return {
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body = {}, headers) => send('POST', path, body, headers),
    patch: (path, body, headers) => send('PATCH', path, body, headers),
    async report(fields) {
      const { status, body } = await send('POST', '/v1/incidents', fields);
      if (status !== 201) throw new Error(`Not reported: ${status} ${JSON.stringify(body)}`);
      return body.number;
    },
    async order(number, command, body = {}) {
      const reply = await send('POST', `/v1/incidents/${number}/${command}`, body);
      if (reply.status >= 300) throw new Error(`${command} was refused: ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply.body;
    },
  };
}
