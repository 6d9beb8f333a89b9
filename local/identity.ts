import { join } from 'node:path';
import { createServer, type Server } from 'node:http';
import type { JSONWebKeySet } from 'jose';
import { OAuth2Issuer, OAuth2Service } from 'oauth2-mock-server';
import { readJson, writeJson } from './data-dir.ts';
import { authorizationServer } from './authorization-server.ts';
import { findPerson, type Person } from './people.ts';
import { claimsOf, lifetimeOf, tokenVerifier, type AccessClaims } from './tokens.ts';

export type { Person, AccessClaims };

export type Identity = {
  /** The issuer, which is also the base URL: `http://localhost:<port>`. */
  issuer: string;
  port: number;
  /** An access token for `name` or `tenant/name`. Throws a message that lists who exists. */
  issueToken(person: string): Promise<string>;
  /** The claims of a valid access token, else undefined. */
  verify(token: string): Promise<AccessClaims | undefined>;
  close(): Promise<void>;
};

/**
 * The OpenID Connect provider of the embedded runtime, in the place of Cognito: authorization code flow with PKCE, with
 * a page to choose a person instead of a password. Key and port are kept in `<dataDir>/identity.json`, so that tokens
 * stay valid over a restart; when the port is taken meanwhile, another is used from then on, and `log` says so.
 */
export async function startIdentity({ dataDir, people, port, log = console.warn }: {
  dataDir: string; people(): Promise<Person[]>; port?: number; log?: (message: string) => void;
}): Promise<Identity> {
  const file = join(dataDir, 'identity.json');
  const kept = readJson<{ port: number; key: Record<string, unknown> }>(file);
  const oidc = new OAuth2Issuer();
  const key = kept ? await oidc.keys.add(kept.key) : await oidc.keys.generate('RS256');

  const server = createServer();
  const bound = await listen(server, port ?? kept?.port ?? 0, (taken, used) => {
    log(`Port ${taken} is taken, so sign-in moves to port ${used}: everyone signs in again and older tokens end`);
  });
  const issuer = `http://localhost:${bound}`;
  oidc.url = issuer;
  writeJson(file, { port: bound, key });

  const verifier = tokenVerifier({ issuer, keys: { keys: oidc.keys.toJSON() as JSONWebKeySet['keys'] } });
  const sign = (claims: Record<string, unknown>) => oidc.buildToken({
    expiresIn: lifetimeOf(claims['token_use']),
    scopesOrTransform: (_header, payload) => void Object.assign(payload, claims),
  });
  server.on('request', authorizationServer({ service: new OAuth2Service(oidc), issuer, people, verifier, sign }));

  return {
    issuer,
    port: bound,
    issueToken: async (name) => sign(claimsOf(findPerson(await people(), name), 'access')),
    verify: verifier.access,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

async function listen(server: Server, wanted: number, moved: (taken: number, used: number) => void): Promise<number> {
  const bind = (port: number) => new Promise<number>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as { port: number }).port);
    });
  });
  try {
    return await bind(wanted);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    const used = await bind(0);
    moved(wanted, used);
    return used;
  }
}
