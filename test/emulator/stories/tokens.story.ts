import { generateKeyPair, SignJWT, decodeJwt, decodeProtectedHeader } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { CONSOLE_ORIGIN } from '../cdk.ts';
import { signIn } from '../sign-in.ts';
import { apiUrl, dayOld } from '../surroundings.ts';

const anna = { name: 'token-anna', tenant: 'tokens', roles: ['agent', 'admin'] };
let token: string;
beforeAll(async () => {
  token = await signIn(anna);
  expect((await call(token, '/v1/people', { name: anna.name, displayName: 'Anna' })).status).toBe(201);
});

const call = (bearer: string | undefined, path: string, body?: object): Promise<Response> => fetch(`${apiUrl()}${path}`, {
  headers: { ...(bearer && { authorization: `Bearer ${bearer}` }), 'content-type': 'application/json' }, ...(body && { method: 'POST', body: JSON.stringify(body) }),
});
const statusOf = async (bearer?: string): Promise<number> => (await call(bearer, '/v1/me')).status;

/** The same claims, or others, signed by another key that says it is the pool's. */
async function forged(changes: object = {}): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT({ ...decodeJwt(token), ...changes }).setProtectedHeader({ alg: 'RS256', kid: decodeProtectedHeader(token).kid }).sign(privateKey);
}

describe('the API asks API Gateway who calls, and', () => {
  it('answers who has a token of the pool', async () => {
    expect(await (await call(token, '/v1/me')).json()).toMatchObject({ name: anna.name, tenant: anna.tenant });
  });

  it('refuses who has none, a broken one, or one that somebody else signed', async () => {
    expect(await statusOf()).toBe(401);
    expect(await statusOf('nonsense')).toBe(401);
    expect(await statusOf(`${token.slice(0, -4)}AAAA`)).toBe(401);
    expect(await statusOf(await forged())).toBe(401);
    expect(await statusOf(await forged({ 'custom:tenant': 'campsite' }))).toBe(401);
    const [header, , signature] = token.split('.');
    const payload = Buffer.from(JSON.stringify({ ...decodeJwt(token), 'custom:tenant': 'campsite' })).toString('base64url');
    expect(await statusOf(`${header}.${payload}.${signature}`)).toBe(401);
  });

  it('refuses one whose time is over', async () => {
    expect(await statusOf(await dayOld(token))).toBe(401);
  });

  it('keeps organisations and roles apart', async () => {
    const stranger = await signIn({ name: 'token-stranger', tenant: 'elsewhere', roles: ['agent', 'admin'] });
    const { number } = await (await call(token, '/v1/incidents', { title: 'Ours alone' })).json() as { number: string };
    expect((await call(token, `/v1/incidents/${number}`)).status).toBe(200);
    expect((await call(stranger, `/v1/incidents/${number}`)).status).toBe(404);
    expect((await (await call(stranger, '/v1/incidents')).json() as { items: unknown[] }).items).toEqual([]);
    const requester = await signIn({ name: 'token-guest', tenant: anna.tenant, roles: [] });
    const refused = await call(requester, '/v1/people', { name: 'x', displayName: 'X' });
    expect([refused.status, refused.headers.get('content-type')]).toEqual([403, 'application/problem+json']);
  });

  it('lets pages of the console call it, and those of nobody else', async () => {
    const asked = async (origin: string): Promise<(string | null)[]> => {
      const { headers } = await fetch(`${apiUrl()}/v1/incidents`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' } });
      return [headers.get('access-control-allow-origin'), headers.get('access-control-allow-methods')];
    };
    expect(await asked(CONSOLE_ORIGIN)).toEqual([CONSOLE_ORIGIN, expect.stringContaining('POST')]);
    expect((await asked('https://evil.example'))[0]).not.toBe('https://evil.example');
    expect((await asked('https://evil.example'))[0]).not.toBe('*');
  });
});
