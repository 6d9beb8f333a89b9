import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** Bytes below which it saves no packet worth the time. */
const WORTH_IT = 4_000;

/**
 * The response, with its body in gzip where it is large and the client reads that; HTTP APIs compress nothing themselves.
 * @param accepted the request's `accept-encoding`
 */
export function compressed(response: APIGatewayProxyStructuredResultV2, accepted = ''): APIGatewayProxyStructuredResultV2 {
  const { body, headers } = response;
  if (body === undefined || Buffer.byteLength(body) < WORTH_IT) return response;
  const told = { ...headers, vary: 'accept-encoding' };
  if (!readsGzip(accepted)) return { ...response, headers: told };
  return { ...response, headers: { ...told, 'content-encoding': 'gzip' }, body: gzipSync(body).toString('base64'), isBase64Encoded: true };
}

/** Of RFC 9110, 12.5.3: named, or meant by `*`, and not with a weight of nothing. */
function readsGzip(accepted: string): boolean {
  const weights = new Map(accepted.toLowerCase().split(',').map((one) => {
    const [coding, ...parameters] = one.split(';').map((part) => part.trim());
    return [coding, Number(parameters.find((part) => part.startsWith('q='))?.slice(2) ?? 1)] as const;
  }));
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0;
}
