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

  constructor({ status, code, detail, errors = [], traceId, allowedCommands }: { status: number; code: string; detail: string; errors?: readonly Fault[]; traceId?: string; allowedCommands?: readonly string[] }) {
    super(detail);
    Object.assign(this, { name: 'ApiProblem' });
    this.status = status;
    this.code = code;
    this.faults = errors;
    this.traceId = traceId;
    this.allowedCommands = allowedCommands;
  }
}

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
  text(path: string): Promise<string>;
  post<T>(path: string, body?: unknown, sent?: Sent): Promise<T>;
  patch<T>(path: string, body: unknown, sent?: Sent): Promise<T>;
}

const KEPT = 200;

/**
 * The service's API as one person. Every method throws an ApiProblem.
 * @param token left out, for what is open to all
 * @param unauthorised called when the token is not taken any more
 */
export function createApi({ base, token, unauthorised }: { base: string; token?: string; unauthorised: () => void }): Api {
  const seen = new Map<string, { etag: string; body: unknown }>();

  async function send(method: string, path: string, { headers, ...more }: { headers?: Record<string, string>; body?: string; signal?: AbortSignal } = {}): Promise<Response> {
    let response: Response;
    try {
      // Its own memory of ETags is enough: the browser's would hide what is asked.
      response = await fetch(`${base}${path}`, { method, cache: 'no-store', headers: { ...(token && { authorization: `Bearer ${token}` }), ...headers }, ...more });
    } catch (error) {
      if (more.signal?.aborted) throw error;
      throw new ApiProblem({ status: 0, code: 'unreachable', detail: 'The service cannot be reached.' });
    }
    learnServiceTime(response.headers.get('date'));
    if (response.ok || response.status === 304) return response;
    if (response.status === 401) unauthorised();
    throw await problemIn(response);
  }

  async function write<T>(method: string, path: string, { body, version, key }: { body: unknown } & Sent): Promise<T> {
    const response = await send(method, path, {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key ?? crypto.randomUUID(), ...(version !== undefined && { 'if-match': `"${version}"` }) },
    });
    return await response.json() as T;
  }

  return {
    async get<T>(path: string, signal?: AbortSignal): Promise<T> {
      const before = seen.get(path);
      const response = await send('GET', path, { signal, ...(before && { headers: { 'if-none-match': before.etag } }) });
      if (response.status === 304) return before!.body as T;
      const body = await response.json() as T;
      const etag = response.headers.get('etag');
      seen.delete(path);
      if (etag) seen.set(path, { etag, body });
      if (seen.size > KEPT) seen.delete(seen.keys().next().value!);
      return body;
    },
    text: async (path) => (await send('GET', path)).text(),
    post: (path, body = {}, sent = {}) => write('POST', path, { body, ...sent }),
    patch: (path, body, sent = {}) => write('PATCH', path, { body, ...sent }),
  };
}

async function problemIn(response: Response): Promise<ApiProblem> {
  const said = await response.json().catch(() => undefined) as Partial<ConstructorParameters<typeof ApiProblem>[0]> | undefined;
  return new ApiProblem({ code: 'failed', detail: `The service answered ${response.status}.`, ...said, status: response.status });
}
