/**
 * What every answer of the API carries. It is data for programs: never kept, never guessed to be anything else, never shown as a page or in
 * one, and asked for encrypted only.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** What a page of another origin may send with a request, and read of an answer. */
export const crossOrigin = {
  methods: ['GET', 'POST', 'PATCH'],
  sent: ['authorization', 'content-type', 'if-match', 'if-none-match', 'idempotency-key'],
  read: ['etag', 'location', 'retry-after'],
} as const;
