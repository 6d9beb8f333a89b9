import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Events, type MutableRedirectUri, type MutableResponse, type MutableToken, type OAuth2Service } from 'oauth2-mock-server';
import { isLoopbackHost, isLoopbackOrigin } from './loopback.ts';
import { findPerson, qualifiedName, type Person } from './people.ts';
import { SIGN_IN_SCRIPT_SOURCE, signInPage } from './sign-in-page.ts';
import { ACCESS_SECONDS, claimsOf, CLIENT_ID, lifetimeOf, refreshClaimsOf, type tokenVerifier } from './tokens.ts';

const CODE_LIFETIME_MS = 5 * 60_000;

type Parts = {
  service: OAuth2Service;
  issuer: string;
  people(): Promise<Person[]>;
  verifier: ReturnType<typeof tokenVerifier>;
  sign(claims: Record<string, unknown>): Promise<string>;
};

/** For whom a token is asked, found out before the library, whose hooks cannot wait, builds it. */
type Grant = { person: Person; refreshToken: string };

/**
 * The endpoints of the provider. The library does the protocol (codes, PKCE, nonce, signing); this adds whom a code was
 * given to, and refuses what a mock lets through: unknown codes, a code without its verifier, grants without a person,
 * addresses that are not on this machine.
 */
export function authorizationServer({ service, issuer, people, verifier, sign }: Parts): RequestListener {
  const codes = new Map<string, { person: string; redirectUri: string; until: number }>();
  const grants = new WeakMap<IncomingMessage, Grant>();

  service.on(Events.BeforeAuthorizeRedirect, ({ url }: MutableRedirectUri, request: IncomingMessage) => {
    const query = queryOf(request);
    for (const [code, { until }] of codes) if (until < Date.now()) codes.delete(code);
    codes.set(url.searchParams.get('code')!, {
      person: query.get('person')!, redirectUri: query.get('redirect_uri')!, until: Date.now() + CODE_LIFETIME_MS,
    });
  });

  service.on(Events.BeforeTokenSigning, ({ payload }: MutableToken, request: IncomingMessage) => {
    // The library gives a scope to access tokens only, and calls this for either token.
    const use = payload['scope'] === undefined ? 'id' : 'access';
    Object.assign(payload, claimsOf(grants.get(request)!.person, use), { exp: payload.iat + lifetimeOf(use) });
  });

  service.on(Events.BeforeResponse, ({ body }: MutableResponse, request: IncomingMessage) => {
    Object.assign(body, { expires_in: ACCESS_SECONDS, refresh_token: grants.get(request)!.refreshToken });
  });

  async function authorize(request: IncomingMessage, response: ServerResponse) {
    const query = queryOf(request);
    const fault = authorizeFault(query);
    if (fault) return refuse(response, fault);
    const chosen = query.get('person');
    if (!chosen) return html(response, signInPage({ people: await people(), query }));
    const person = findPerson(await people(), chosen);
    query.set('person', qualifiedName(person));
    request.url = `/authorize?${query}`;
    service.requestHandler(request, response);
  }

  async function token(request: IncomingMessage, response: ServerResponse) {
    const body = new URLSearchParams(await text(request));
    const name = body.get('grant_type') === 'refresh_token'
      ? await verifier.refresh(body.get('refresh_token') ?? '')
      : redeem(body);
    if (!name) return refuse(response, 'The code or refresh token is unknown, used or expired', 'invalid_grant');
    const person = findPerson(await people(), name);
    grants.set(request, { person, refreshToken: await sign(refreshClaimsOf(person)) });
    // The body has been read; the library's parser leaves one alone that is already there.
    Object.assign(request, { body: Object.fromEntries(body) });
    service.requestHandler(request, response);
  }

  /** The person a code was given to. A code works once, even when the rest of the request turns out to be wrong. */
  function redeem(body: URLSearchParams): string | undefined {
    const code = body.get('code') ?? '';
    const given = codes.get(code);
    codes.delete(code);
    const sound = body.get('grant_type') === 'authorization_code' && body.has('code_verifier')
      && body.get('client_id') === CLIENT_ID && body.get('redirect_uri') === given?.redirectUri;
    return sound && given && given.until > Date.now() ? given.person : undefined;
  }

  async function userinfo(request: IncomingMessage, response: ServerResponse) {
    const claims = await verifier.access(request.headers.authorization?.replace(/^Bearer /i, '') ?? '');
    if (!claims) return json(response, 401, { error: 'invalid_token' });
    const { sub, name, email, 'custom:tenant': tenant } = claims;
    json(response, 200, { sub, name, email, 'custom:tenant': tenant });
  }

  async function logout(request: IncomingMessage, response: ServerResponse) {
    const target = queryOf(request).get('post_logout_redirect_uri');
    if (target && !isLoopbackOrigin(target)) return refuse(response, 'post_logout_redirect_uri must be on this machine');
    if (target) return service.requestHandler(request, response);
    html(response, '<!doctype html><meta name="color-scheme" content="light dark"><title>Signed out</title><p>You are signed out.');
  }

  const endpoints: Record<string, (request: IncomingMessage, response: ServerResponse) => Promise<void> | void> = {
    'GET /.well-known/openid-configuration': (_request, response) => json(response, 200, discovery(issuer)),
    'GET /jwks': service.requestHandler,
    'GET /authorize': authorize,
    'POST /token': token,
    'OPTIONS /token': service.requestHandler,
    'GET /userinfo': userinfo,
    'OPTIONS /userinfo': service.requestHandler,
    'GET /endsession': logout,
  };

  return (request, response) => {
    const { host, origin } = request.headers;
    if (!isLoopbackHost(host) || (origin !== undefined && !isLoopbackOrigin(origin))) {
      return json(response, 403, { error: 'access_denied', error_description: 'Sign-in serves pages of this machine only' });
    }
    const endpoint = endpoints[`${request.method} ${request.url?.split('?')[0]}`];
    if (!endpoint) return json(response, 404, { error: 'not_found' });
    if (origin) response.setHeader('access-control-allow-origin', '*');
    Promise.resolve(endpoint(request, response)).catch((error: Error) => refuse(response, error.message));
  };
}

function authorizeFault(query: URLSearchParams): string | undefined {
  if (query.get('client_id') !== CLIENT_ID) return `client_id must be ${CLIENT_ID}`;
  if (!isLoopbackOrigin(query.get('redirect_uri') ?? '')) return 'redirect_uri must be on this machine';
  if (query.get('response_type') !== 'code') return 'response_type must be code';
  if (!query.get('code_challenge') || query.get('code_challenge_method') !== 'S256') return 'PKCE with S256 is required';
  return undefined;
}

const discovery = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  userinfo_endpoint: `${issuer}/userinfo`,
  jwks_uri: `${issuer}/jwks`,
  end_session_endpoint: `${issuer}/endsession`,
  response_types_supported: ['code'],
  response_modes_supported: ['query'],
  grant_types_supported: ['authorization_code', 'refresh_token'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  id_token_signing_alg_values_supported: ['RS256'],
  subject_types_supported: ['public'],
});

const queryOf = (request: IncomingMessage) => new URL(request.url ?? '/', 'http://localhost').searchParams;

const refuse = (response: ServerResponse, description: string, error = 'invalid_request') =>
  json(response, 400, { error, error_description: description });

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}

function html(response: ServerResponse, page: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    // form-action lists where the form's redirect may lead, too.
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src ${SIGN_IN_SCRIPT_SOURCE}; base-uri 'none'; `
      + "frame-ancestors 'none'; form-action 'self' http://localhost:* http://127.0.0.1:*",
    'referrer-policy': 'no-referrer',
  }).end(page);
}
