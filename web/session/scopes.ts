const ALWAYS = ['openid', 'profile', 'email'];

/** What to ask a sign-in for: a token to renew the session with too, where it hands that out for a scope only. */
export const scopesFor = ({ scopes_supported: supported = [] }: { readonly scopes_supported?: readonly string[] }): string => [...ALWAYS, ...(supported.includes('offline_access') ? ['offline_access'] : [])].join(' ');
