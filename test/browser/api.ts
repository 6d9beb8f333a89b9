import type { Served } from './service.ts';

export interface Caller {
  get(path: string): Promise<any>;
  /** Posts, and answers what came back; fails the story when it is refused. */
  post(path: string, body?: unknown): Promise<any>;
  /** Changes a record as it stands. */
  patch(path: string, body: unknown): Promise<any>;
}

/** The API as somebody else, for what happens meanwhile: `as(service, 'anna')`. */
export function as(service: Served, person: string): Caller {
  const token = fetch(`${service.url}/local/token?person=${person}`).then(async (answer) => (await answer.json() as { token: string }).token);
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<any> => {
    const answer = await fetch(`${service.url}${path}`, { method, headers: { authorization: `Bearer ${await token}`, 'content-type': 'application/json', ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }) });
    const said = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${JSON.stringify(said)}`);
    return said;
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body = {}) => send('POST', path, body),
    patch: async (path, body) => send('PATCH', path, body, { 'if-match': `"${(await send('GET', path)).version}"` }),
  };
}
