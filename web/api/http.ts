import { learnServiceTime } from './service-time.ts';

/** One fault of a request, at a field. */
export interface Fault { readonly pointer: string; readonly code: string; readonly detail: string }

/** A no of the API (RFC 9457), or a failure to reach it (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly Fault[];
  readonly traceId: string | undefined;
  readonly allowedCommands: readonly string[] | undefined;
  /** Milliseconds after which the service may be asked again, where it says so. */
  readonly retryAfter: number | undefined;

  constructor({ status, code, detail, errors = [], traceId, allowedCommands, retryAfter }: { status: number; code: string; detail: string; errors?: readonly Fault[]; traceId?: string; allowedCommands?: readonly string[]; retryAfter?: number }) {
    super(detail);
    Object.assign(this, { name: 'ApiProblem' });
    this.status = status;
    this.code = code;
    this.faults = errors;
    this.traceId = traceId;
    this.allowedCommands = allowedCommands;
    this.retryAfter = retryAfter;
  }
}

/** What went wrong in words, with what is wrong at each field: “2 fields are wrong.” alone helps nobody. */
export const failureText = (error: unknown): string => [error instanceof Error ? error.message : String(error), ...(error instanceof ApiProblem ? error.faults.map(({ detail }) => detail) : [])].join(' ');

export interface Sent {
  /** The version that somebody read, so that a change on top of another's is refused (412) rather than made. */
  readonly version?: number;
  /** The same key for every try of one intention, so that it is carried out once. */
  readonly key?: string;
}

export interface Api {
  /** Reads JSON; what has not changed since (ETag) is the same object as before. */
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  /** Reads something that is not JSON. */
  text(path: string, signal?: AbortSignal): Promise<string>;
  post<T>(path: string, body?: unknown, sent?: Sent): Promise<T>;
  patch<T>(path: string, body: unknown, sent?: Sent): Promise<T>;
}

/** Whoever is signed in. */
export interface Session {
  readonly token: string;
  /** Another token in place of one that is not taken any more, if there is a way to get one. */
  renew(): Promise<string | undefined>;
  /** No token is taken any more. */
  end(): void;
}

const KEPT = 200;

/**
 * The service's API as one person. Every method throws an ApiProblem, also when an answer breaks off, unless its signal broke it off.
 * @param session left out, for what is open to all
 */
export function createApi({ base, session }: { base: string; session?: Session }): Api {
  const seen = new Map<string, { etag: string; body: unknown }>();
  let token = session?.token;
  let renewing: Promise<string | undefined> | undefined;

  /** One token for all whose token was refused at once. */
  const renewed = (): Promise<string | undefined> => renewing ??= session!.renew().then((other) => {
    token = other ?? token;
    return other;
  }).finally(() => { renewing = undefined; });

  async function send(method: string, path: string, more: { headers?: Record<string, string>; body?: string; signal?: AbortSignal } = {}): Promise<Response> {
    const used = token;
    const response = await ask(method, path, { ...more, token });
    if (response.ok || response.status === 304) return response;
    if (response.status !== 401 || !session) throw await problemIn(response);
    // Somebody else's request may have brought another meanwhile.
    const other = token === used ? await renewed() : token;
    const again = other ? await ask(method, path, { ...more, token: other }) : response;
    if (again.ok || again.status === 304) return again;
    if (again.status === 401) session.end();
    throw await problemIn(again);
  }

  async function ask(method: string, path: string, { headers, token: bearer, ...more }: { headers?: Record<string, string>; body?: string; signal?: AbortSignal; token?: string }): Promise<Response> {
    // Its own memory of ETags is enough: the browser's would hide what is asked.
    const response = await reached(() => fetch(`${base}${path}`, { method, cache: 'no-store', headers: { ...(bearer && { authorization: `Bearer ${bearer}` }), ...headers }, ...more }), more.signal);
    learnServiceTime(response.headers.get('date'));
    return response;
  }

  async function write<T>(method: string, path: string, { body, version, key }: { body: unknown } & Sent): Promise<T> {
    const response = await send(method, path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key ?? crypto.randomUUID(), ...(version !== undefined && { 'if-match': `"${version}"` }) },
    });
    return reached(() => response.json() as Promise<T>);
  }

  return {
    async get<T>(path: string, signal?: AbortSignal): Promise<T> {
      const before = seen.get(path);
      const response = await send('GET', path, { signal, ...(before && { headers: { 'if-none-match': before.etag } }) });
      if (response.status === 304) return before!.body as T;
      const body = await reached(() => response.json() as Promise<T>, signal);
      const etag = response.headers.get('etag');
      seen.delete(path);
      if (etag) seen.set(path, { etag, body });
      if (seen.size > KEPT) seen.delete(seen.keys().next().value!);
      return body;
    },
    async text(path, signal) {
      const response = await send('GET', path, { signal });
      return reached(() => response.text(), signal);
    },
    post: (path, body = {}, sent = {}) => write('POST', path, { body, ...sent }),
    patch: (path, body, sent = {}) => write('PATCH', path, { body, ...sent }),
  };
}

async function reached<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiProblem({ status: 0, code: 'unreachable', detail: 'The service cannot be reached.' });
  }
}

async function problemIn(response: Response): Promise<ApiProblem> {
  const said = await response.json().catch(() => undefined) as Partial<ConstructorParameters<typeof ApiProblem>[0]> | undefined;
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  return new ApiProblem({ code: 'failed', detail: `The service answered ${response.status}.`, ...said, status: response.status, retryAfter: Number.isNaN(seconds) ? undefined : seconds * 1_000 });
}
