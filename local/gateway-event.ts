import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2WithJWTAuthorizer, Context } from 'aws-lambda';
import type { RouteMatch } from './gateway-routes.ts';

/** The target of a request, taken apart and decoded; `rawPath` is decoded too, as an HTTP API (unlike a REST API) gives it. */
export type Target = { rawPath: string; rawQueryString: string; segments: string[]; query?: Record<string, string> };

/** Takes a request target apart. Throws URIError for malformed percent-encoding. */
export function parseTarget(url: string): Target {
  const relative = url.startsWith('/') ? url : url.replace(/^[a-z]+:\/\/[^/?]*/i, '');
  const [path = '/', ...query] = relative.split('?');
  const rawQueryString = query.join('?');
  return {
    rawPath: decodeURIComponent(path),
    rawQueryString,
    segments: path.split('/').slice(1).map(decodeURIComponent),
    query: rawQueryString === '' ? undefined : parseQuery(rawQueryString),
  };
}

/** A request as an HTTP API hands it to a Lambda function: payload format 2.0, JWT authorizer. */
export function gatewayEvent({ request, requestId, target, match, claims, body }: {
  request: IncomingMessage; requestId: string; target: Target; match: RouteMatch; claims?: object; body: Buffer;
}): APIGatewayProxyEventV2WithJWTAuthorizer {
  const { cookies, headers } = headersOf(request);
  const { route, parameters } = match;
  const routeKey = `${route.method} ${route.path}`;
  const host = headers['host'] ?? 'localhost';
  const now = new Date();
  return {
    version: '2.0',
    routeKey,
    rawPath: target.rawPath,
    rawQueryString: target.rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(target.query && { queryStringParameters: target.query }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      ...(claims && { authorizer: { jwt: { claims: claimsAsAwsGivesThem(claims), scopes: null } } }),
      domainName: host,
      domainPrefix: host.split('.')[0]!,
      http: {
        // A HEAD request served by a GET route reaches the function as the GET that it stands for.
        method: request.method === 'HEAD' && route.method === 'GET' ? 'GET' : request.method ?? 'GET',
        path: target.rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    } as APIGatewayProxyEventV2WithJWTAuthorizer['requestContext'],
    ...(Object.keys(parameters).length > 0 && { pathParameters: parameters }),
    ...(body.length > 0 && { body: body.toString(isText(headers['content-type']) ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText(headers['content-type']),
  };
}

/** The context of an invocation, with API Gateway's 30 seconds. */
export function lambdaContext({ requestId, functionName }: { requestId: string; functionName: string }): Context {
  const deadline = Date.now() + 30_000;
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName,
    functionVersion: '$LATEST',
    invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
    memoryLimitInMB: '1024',
    awsRequestId: requestId,
    logGroupName: `/aws/lambda/${functionName}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    done() {}, fail() {}, succeed() {},
  };
}

function headersOf(request: IncomingMessage): { cookies: string[]; headers: Record<string, string> } {
  const values = new Map<string, string[]>();
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    const name = request.rawHeaders[index]!.toLowerCase();
    values.set(name, [...(values.get(name) ?? []), request.rawHeaders[index + 1]!]);
  }
  const cookies = (values.get('cookie') ?? []).flatMap((line) => line.split(/;\s*/)).filter(Boolean);
  values.delete('cookie');
  if (!values.has('x-amzn-trace-id')) values.set('x-amzn-trace-id', [newTraceId()]);
  values.set('x-forwarded-for', [...(values.get('x-forwarded-for') ?? []), request.socket.remoteAddress ?? '']);
  values.set('x-forwarded-port', [String(request.socket.localPort)]);
  values.set('x-forwarded-proto', ['http']);
  return { cookies, headers: Object.fromEntries([...values].map(([name, all]) => [name, all.join(',')])) };
}

/** X-Ray's format: version, epoch seconds in hex, 96 random bits. */
const newTraceId = () => `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;

function parseQuery(raw: string): Record<string, string> {
  const values = new Map<string, string>();
  for (const pair of raw.split('&').filter(Boolean)) {
    const [name = '', ...value] = pair.split('=').map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    values.set(name, values.has(name) ? `${values.get(name)},${value.join('=')}` : value.join('='));
  }
  return Object.fromEntries(values);
}

// What an HTTP API passes on as text; all else arrives in base64, `application/merge-patch+json` and forms included.
const isText = (contentType = '') =>
  /^(text\/|application\/(json|xml|javascript)\s*(;|$))/i.test(contentType.trim());

/** Every claim becomes a string; an array becomes `[a b]`. */
function claimsAsAwsGivesThem(claims: object): Record<string, string> {
  return Object.fromEntries(Object.entries(claims)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, claimText(value)]));
}

function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(' ')}]`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(time: Date): string {
  const [date = '', clock = ''] = time.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${clock.slice(0, 8)} +0000`;
}
