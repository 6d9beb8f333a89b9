import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify, SignJWT, generateKeyPair } from 'jose';
import { expect, onTestFinished, test } from 'vitest';
import { startIdentity, type Person } from '../../local/identity.ts';
import { scratchDir } from './scratch.ts';

const redirectUri = 'http://localhost:3000/callback';

const demo: Person[] = [
  { name: 'anna', displayName: 'Anna <Ark>', tenant: 'campsite', roles: ['agent', 'service-desk'], team: 'service-desk', email: 'anna@campsite.example' },
  { name: 'admin', displayName: 'Ada', tenant: 'campsite', roles: ['admin'] },
  { name: 'admin', displayName: 'Abe', tenant: 'vendotool', roles: ['admin'] },
];

async function provider({ dataDir = scratchDir(), people = demo, log = () => {} }: { dataDir?: string; people?: Person[]; log?: (message: string) => void } = {}) {
  const identity = await startIdentity({ dataDir, people: async () => people, log });
  onTestFinished(identity.close);
  return identity;
}

function client(issuer: string) {
  const verifier = randomBytes(32).toString('base64url');
  const request = (more: Record<string, string> = {}) => new URLSearchParams({
    client_id: 'lambdesk-console', response_type: 'code', redirect_uri: redirectUri, state: 'xyz', nonce: 'n-1', scope: 'openid',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', ...more,
  });
  // Or the connection would be used again after the provider behind it was started anew.
  const alone = { connection: 'close' };
  const post = async (form: Record<string, string>, headers: Record<string, string> = {}) => {
    const response = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form), headers: { ...alone, ...headers } });
    return { status: response.status, body: await response.json() as Record<string, string> };
  };
  return {
    authorize: (more?: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(`${issuer}/authorize?${request(more)}`, { redirect: 'manual', headers: { ...alone, ...headers } }),
    async codeFor(person: string) {
      const target = new URL((await this.authorize({ person })).headers.get('location')!);
      expect(target.origin + target.pathname).toBe(redirectUri);
      expect(target.searchParams.get('state')).toBe('xyz');
      return target.searchParams.get('code')!;
    },
    redeem: (code: string, more: Record<string, string> = {}) => post({
      grant_type: 'authorization_code', client_id: 'lambdesk-console', redirect_uri: redirectUri, code, code_verifier: verifier, ...more,
    }),
    refresh: (refresh_token: string) => post({ grant_type: 'refresh_token', client_id: 'lambdesk-console', refresh_token }),
    post,
  };
}

test('signs a person in with the code flow and PKCE, end to end', async () => {
  const { issuer, verify } = await provider();
  const discovery = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json() as Record<string, string>;
  expect(discovery).toMatchObject({ issuer, authorization_endpoint: `${issuer}/authorize`, code_challenge_methods_supported: ['S256'] });

  const console = client(issuer);
  const page = await (await console.authorize()).text();
  expect(page).toContain('<button name="person" value="campsite/anna">');
  expect(page).toContain('Anna &lt;Ark&gt;');

  const { status, body } = await console.redeem(await console.codeFor('campsite/anna'));
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 12 * 3600, refresh_token: expect.any(String) });
  const claims = await verify(body['access_token']!);
  expect(claims).toMatchObject({
    iss: issuer, sub: 'anna', name: 'Anna <Ark>', email: 'anna@campsite.example', 'custom:tenant': 'campsite',
    'cognito:groups': ['agent', 'service-desk'], aud: 'lambdesk-console', client_id: 'lambdesk-console',
  });
  expect(claims!.exp! - claims!.iat!).toBe(12 * 3600);

  const keys = createRemoteJWKSet(new URL(discovery['jwks_uri']!));
  const { payload } = await jwtVerify(body['id_token']!, keys, { issuer, audience: 'lambdesk-console' });
  expect(payload).toMatchObject({ sub: 'anna', nonce: 'n-1', token_use: 'id' });
});

test('renews tokens with a refresh token, with the roles of now, over a restart too', async () => {
  const dataDir = scratchDir();
  const before = await startIdentity({ dataDir, people: async () => demo });
  const first = client(before.issuer);
  const { body } = await first.redeem(await first.codeFor('anna'));
  await before.close();

  const { issuer, verify } = await provider({ dataDir, people: [{ ...demo[0]!, roles: ['team-lead'] }] });
  const renewed = await client(issuer).refresh(body['refresh_token']!);
  expect(await verify(renewed.body['access_token']!)).toMatchObject({ sub: 'anna', 'cognito:groups': ['team-lead'] });
  expect(await verify(body['refresh_token']!)).toBeUndefined();
});

test('keeps tokens valid over a restart', async () => {
  const dataDir = scratchDir();
  const before = await startIdentity({ dataDir, people: async () => demo });
  const token = await before.issueToken('anna');
  await before.close();
  const after = await provider({ dataDir });
  expect(after.issuer).toBe(before.issuer);
  expect(await after.verify(token)).toMatchObject({ sub: 'anna' });
  expect(statSync(join(dataDir, 'identity.json')).mode & 0o077).toBe(0);
});

test('moves to another port when its own is taken, says so, and stays there', async () => {
  const dataDir = scratchDir();
  const before = await startIdentity({ dataDir, people: async () => demo });
  const token = await before.issueToken('anna');
  await before.close();
  const squatter = createServer().listen(before.port, '127.0.0.1');
  onTestFinished(() => void squatter.close());
  const said: string[] = [];
  const moved = await startIdentity({ dataDir, people: async () => demo, log: (message) => said.push(message) });
  expect(said).toEqual([expect.stringContaining(`Port ${before.port} is taken`)]);
  expect(await moved.verify(token)).toBeUndefined();
  await moved.close();
  expect((await provider({ dataDir })).port).toBe(moved.port);
});

test('issues a token by name, or by tenant and name where the name alone is not enough', async () => {
  const { issueToken, verify } = await provider();
  expect(await verify(await issueToken('vendotool/admin'))).toMatchObject({ sub: 'admin', 'custom:tenant': 'vendotool' });
  await expect(issueToken('admin')).rejects.toThrow('say campsite/admin or vendotool/admin');
  await expect(issueToken('nobody')).rejects.toThrow('There is: campsite/admin, campsite/anna, vendotool/admin');
});

test('accepts only its own, unexpired access tokens', async () => {
  const { issuer, issueToken, verify } = await provider();
  const token = await issueToken('anna');
  const stranger = (await generateKeyPair('RS256')).privateKey;
  const forged = await new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'RS256' }).sign(stranger);
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${token.split('.')[1]}.`;
  for (const wrong of [forged, unsigned, token.slice(0, -4), '', 'x.y.z']) expect(await verify(wrong)).toBeUndefined();

  const other = await provider();
  expect(await other.verify(token)).toBeUndefined();

  const console = client(issuer);
  const { body } = await console.redeem(await console.codeFor('anna'));
  expect(await verify(body['id_token']!)).toBeUndefined();
});

test('lets a code work once, with its verifier, its client and its address only', async () => {
  const { issuer, issueToken } = await provider();
  const console = client(issuer);
  const code = await console.codeFor('anna');
  expect((await console.redeem(code)).status).toBe(200);
  expect(await console.redeem(code)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  expect(await console.redeem('made-up')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  for (const wrong of [{ redirect_uri: 'http://localhost:1/' } as Record<string, string>, { client_id: 'other' }, { code_verifier: randomBytes(32).toString('base64url') }]) {
    expect((await console.redeem(await console.codeFor('anna'), wrong)).status).toBe(400);
  }
  const unproven = { grant_type: 'authorization_code', client_id: 'lambdesk-console', redirect_uri: redirectUri, code: await console.codeFor('anna') };
  expect((await console.post(unproven)).status).toBe(400);
  for (const grant_type of ['password', 'client_credentials', '']) {
    expect((await console.post({ grant_type, username: 'anna', client_id: 'lambdesk-console' })).status).toBe(400);
  }
  expect((await console.refresh('made-up')).status).toBe(400);
  expect((await console.refresh(await issueToken('anna'))).status).toBe(400);
});

test.each([
  ['a foreign address', { redirect_uri: 'https://evil.example/callback' }],
  ['another client', { client_id: 'other' }],
  ['another response type', { response_type: 'token' }],
  ['a challenge in clear', { code_challenge_method: 'plain' }],
  ['no challenge', { code_challenge: '' }],
  ['a person who does not exist', { person: 'nobody' }],
])('refuses to authorize %s', async (_what, more) => {
  const { issuer } = await provider();
  const response = await client(issuer).authorize(more);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ error: 'invalid_request' });
});

test('serves pages of this machine only', async () => {
  const { issuer } = await provider();
  expect((await client(issuer).authorize({}, { origin: 'https://evil.example' })).status).toBe(403);
  expect((await client(issuer).authorize({}, { origin: 'null' })).status).toBe(403);
  expect((await client(issuer).post({ grant_type: 'password' }, { origin: 'http://localhost:5173' })).status).toBe(400);
});

test('answers who a token belongs to, and signs out to the console', async () => {
  const { issuer, issueToken } = await provider();
  const who = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${await issueToken('anna')}` } });
  expect(await who.json()).toMatchObject({ sub: 'anna', 'custom:tenant': 'campsite' });
  expect((await fetch(`${issuer}/userinfo`)).status).toBe(401);

  const leave = (target: string) => fetch(`${issuer}/endsession?post_logout_redirect_uri=${encodeURIComponent(target)}&state=s`, { redirect: 'manual' });
  expect((await leave('http://localhost:3000/')).headers.get('location')).toBe('http://localhost:3000/?state=s');
  expect((await leave('https://evil.example/')).status).toBe(400);
  expect((await fetch(`${issuer}/introspect`, { method: 'POST' })).status).toBe(404);
});
