import { embedded } from './embedded.ts';
import type { Surroundings } from './surroundings.ts';

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

export interface Desk extends Pick<Surroundings, 'inOrder'> {
  as(person: string): Client;
  /** Events of a record, or of several, in the order in which the bus carried them, once all reactions have run. */
  events(recordId: string | readonly string[], type?: string): Promise<any[]>;
  mail(): Promise<any[]>;
  /** What runs or ran for a record on Step Functions, newest first. */
  executions(recordId: string): Promise<any[]>;
  advance(duration: string): Promise<string>;
  settle(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * A service desk with the demonstration data to tell stories on: on whatever the module at `LAMBDESK_SURROUNDINGS` opens, or else on an
 * embedded runtime of its own.
 */
export async function openDesk(): Promise<Desk> {
  const { LAMBDESK_SURROUNDINGS: module } = process.env;
  const place = module ? await ((await import(module)) as { open(): Promise<Surroundings> }).open() : await embedded();
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (person: string): Promise<string> => {
    tokens.set(person, tokens.get(person) ?? place.token(person));
    return tokens.get(person)!;
  };
  return {
    inOrder: place.inOrder,
    as: (person) => clientOf(place.url, () => tokenOf(person)),
    settle: place.settle,
    async events(recordId, type) {
      await place.settle();
      return (await place.events()).filter(({ detail }) => [recordId].flat().includes(detail.metadata.recordId) && (!type || detail.metadata.type === type));
    },
    mail: async () => { await place.settle(); return place.mail(); },
    executions: async (recordId) => { await place.settle(); return place.executions(recordId); },
    advance: place.advance,
    stop: place.stop,
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
