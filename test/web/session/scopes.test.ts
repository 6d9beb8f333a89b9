import { expect, it } from 'vitest';
import { scopesFor } from '../../../web/session/scopes.ts';

it('asks for a token to renew the session with where the sign-in names a scope for it', () => {
  expect(scopesFor({ scopes_supported: ['openid', 'offline_access'] })).toBe('openid profile email offline_access');
  expect([scopesFor({ scopes_supported: ['openid'] }), scopesFor({})]).toEqual(['openid profile email', 'openid profile email']);
});
