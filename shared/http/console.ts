/** How the console is handed out, wherever that is: from this machine or from CloudFront. */

/** What names a file of the console; every other address is one of its pages, and short names in those may hold dots. */
export const fileAddress = /^\/(assets\/|[^/]*\.)/;

/** Where pages belong to the API, which says itself what it does not have. */
export const serviceAddress = /^\/(v1|health|openapi\.json)(\/|$)/;

/** Files under /assets carry a hash of what is in them in their names, so they never change; all else is asked for again. */
export const cacheControl = (path: string): string => path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';

/**
 * What may happen on a page of the console: its own scripts, styles and fonts, and requests to its own service and sign-in.
 * @param signIn origins of the sign-in, such as `https://login.example.com`
 */
export const consolePolicy = (signIn: readonly string[]): string => [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", `connect-src ${["'self'", ...signIn].join(' ')}`,
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
].join('; ');

/** What goes with every file of the console beside its policy. */
export const consoleHeaders: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};
