import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseDuration } from '../shared/clock/index.ts';
import { serviceAddress } from '../shared/http/console.ts';
import { securityHeaders } from '../shared/http/headers.ts';
import type { Bus } from './bus.ts';
import { consoleFiles } from './console.ts';
import type { Gateway } from './gateway.ts';
import type { MailStore } from './mail.ts';
import type { LocalRelay } from './relay.ts';
import type { Workflows } from './workflows.ts';

export interface LocalServices {
  readonly bus: Bus;
  readonly mail: MailStore;
  readonly relay: LocalRelay;
  readonly workflows: Pick<Workflows, 'list'>;
  readonly issuer: string;
  /** The folder of the built console, where one is to be served. */
  readonly console?: Promise<string>;
  now(): string;
  issueToken(person: string): Promise<string>;
  travel(until: string): Promise<void>;
}

const TEN_YEARS = 10 * 366 * 24 * 60 * 60;

/** What only the embedded runtime has, on loopback only: the console, the bus, the mail, the clock, and tokens. */
export function localPages(gateway: Gateway, services: LocalServices): void {
  const pages: Record<string, (request: IncomingMessage, url: URL) => Promise<Reply>> = {
    'GET /local/events': async (_, url) => events(services, url),
    'GET /local/mail': async () => ({ status: 200, body: { items: services.mail.list() } }),
    'GET /local/executions': async (_, url) => ({ status: 200, body: { items: services.workflows.list(url.searchParams.get('record') ?? undefined) } }),
    'GET /local/clock': async () => ({ status: 200, body: { now: services.now() } }),
    'POST /local/clock': async (request) => moveClock(services, await bodyOf(request)),
    'GET /local/token': async (_, url) => token(services, url.searchParams.get('person') ?? ''),
  };
  gateway.mount('/local/', async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const page = pages[`${request.method} ${url.pathname}`];
    reply(response, page ? await page(request, url) : problem(404, 'not-found', `There is no ${url.pathname}: ${Object.keys(pages).join(', ')}.`));
  });
  gateway.mount('/configuration.json', (_, response) => reply(response, { status: 200, body: { issuer: services.issuer, clientId: 'lambdesk-console', bearer: 'access_token', api: '' } }));
  const files = services.console && consoleFiles({ folder: services.console, issuer: services.issuer });
  gateway.mount('/', (request, response) => {
    const { method = '', url = '' } = request;
    if (files && ['GET', 'HEAD'].includes(method) && !serviceAddress.test(url.split('?')[0]!)) return files(request, response);
    reply(response, problem(404, 'not-found', `There is no ${method} ${url}.`));
  });
}

interface Reply { status: number; body: unknown }
const problem = (status: number, code: string, detail: string): Reply =>
  ({ status, body: { type: `urn:lambdesk:problem:${code}`, title: code, status, code, detail, errors: [], traceId: 'local' } });

function reply(response: ServerResponse, { status, body }: Reply): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': status >= 400 ? 'application/problem+json' : 'application/json' }).end(JSON.stringify(body));
}

function events({ bus, relay }: LocalServices, url: URL): Reply {
  relay.flush();
  const limit = Number(url.searchParams.get('limit') ?? 1000);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) return problem(422, 'invalid-fields', 'limit must be from 1 to 10000.');
  try {
    return { status: 200, body: { items: bus.after(url.searchParams.get('after') ?? undefined, limit).map(({ id, source, detailType, detail }) => ({ id, source, 'detail-type': detailType, detail })) } };
  } catch (error) {
    if (error instanceof RangeError) return problem(422, 'invalid-fields', error.message);
    throw error;
  }
}

async function moveClock({ now, travel }: LocalServices, body: { advance?: unknown } | undefined): Promise<Reply> {
  let seconds: number;
  try {
    seconds = parseDuration(String(body?.advance));
  } catch {
    return problem(422, 'invalid-fields', 'Send { "advance": "PT4H" }: an ISO 8601 duration; the clock only moves forward.');
  }
  if (seconds > TEN_YEARS) return problem(422, 'invalid-fields', 'advance may be ten years at the most.');
  await travel(new Date(Date.parse(now()) + seconds * 1000).toISOString());
  return { status: 200, body: { now: now() } };
}

async function token({ issueToken }: LocalServices, person: string): Promise<Reply> {
  try {
    return { status: 200, body: { token: await issueToken(person) } };
  } catch (error) {
    return problem(404, 'not-found', error instanceof Error ? error.message : String(error));
  }
}

async function bodyOf(request: IncomingMessage): Promise<{ advance?: unknown } | undefined> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > 10_000) return undefined;
    parts.push(part as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString()) as { advance?: unknown };
  } catch {
    return undefined;
  }
}
