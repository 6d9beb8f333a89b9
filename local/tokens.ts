import { randomUUID } from 'node:crypto';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import { qualifiedName, type Person } from './people.ts';

export const CLIENT_ID = 'lambdesk-console';
export const ACCESS_SECONDS = 12 * 3600;
const REFRESH_SECONDS = 30 * 86_400;
const REFRESH_AUDIENCE = `${CLIENT_ID}/refresh`;

/** Claims of an access token, named as Cognito names them. */
export type AccessClaims = JWTPayload & {
  sub: string; name: string; email?: string; 'custom:tenant': string; 'cognito:groups': string[]; client_id: string; token_use: 'access';
};

/** What an access or an identity token says about a person, over and above issuer and times. */
export function claimsOf(person: Person, use: 'access' | 'id'): Record<string, unknown> {
  return {
    sub: person.name,
    name: person.displayName,
    ...(person.email && { email: person.email }),
    'custom:tenant': person.tenant,
    'cognito:groups': person.roles,
    aud: CLIENT_ID,
    client_id: CLIENT_ID,
    token_use: use,
    jti: randomUUID(),
  };
}

/**
 * A refresh token is a signed token too, and not a row somewhere, so that it outlives a restart. It names the person
 * only: roles are looked up again each time. Its audience keeps it from being taken for an access token.
 */
export function refreshClaimsOf(person: Person): Record<string, unknown> {
  return { sub: qualifiedName(person), aud: REFRESH_AUDIENCE, token_use: 'refresh', jti: randomUUID() };
}

/** Lifetime of a token by its use, in seconds. */
export const lifetimeOf = (use: unknown): number => (use === 'refresh' ? REFRESH_SECONDS : ACCESS_SECONDS);

/** Checks signature, issuer, audience and expiry; both answer undefined for any token that does not hold. */
export function tokenVerifier({ issuer, keys }: { issuer: string; keys: JSONWebKeySet }) {
  const keySet = createLocalJWKSet(keys);

  async function check(token: string, audience: string): Promise<JWTPayload | undefined> {
    try {
      const { payload } = await jwtVerify(token, keySet, { issuer, audience, algorithms: ['RS256'], requiredClaims: ['sub', 'exp'] });
      return payload;
    } catch {
      return undefined;
    }
  }

  return {
    async access(token: string): Promise<AccessClaims | undefined> {
      const claims = await check(token, CLIENT_ID);
      return claims?.['token_use'] === 'access' ? claims as AccessClaims : undefined;
    },
    /** The qualified name of the person a refresh token was given to. */
    async refresh(token: string): Promise<string | undefined> {
      return (await check(token, REFRESH_AUDIENCE))?.sub;
    },
  };
}
