import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';

export type GatewayHandler = (event: APIGatewayProxyEventV2WithJWTAuthorizer, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

/** `path` as in API Gateway: `/v1/incidents/{id}/{command}`, `/docs/{proxy+}`; `method` may be ANY; `open` needs no token. */
export type GatewayRoute = { method: string; path: string; handler: GatewayHandler; open?: boolean };

export type RouteMatch = { route: GatewayRoute; parameters: Record<string, string> };

type Branch = { fixed: Map<string, Branch>; parameter?: Branch; here: Map<string, GatewayRoute>; greedy: Map<string, GatewayRoute> };

/**
 * Finds routes as an HTTP API does: segment by segment a fixed one wins over a parameter, and a greedy parameter comes
 * last. A HEAD request takes the GET route where there is none of its own.
 */
export function routeMatcher(routes: readonly GatewayRoute[]): (method: string, segments: string[]) => RouteMatch | undefined {
  const root = newBranch();
  for (const route of routes) plant(root, route);
  return (method, segments) => {
    const route = find(root, method, segments) ?? (method === 'HEAD' ? find(root, 'GET', segments) : undefined);
    return route && { route, parameters: parametersOf(route, segments) };
  };
}

const newBranch = (): Branch => ({ fixed: new Map(), here: new Map(), greedy: new Map() });

const segmentsOf = (path: string) => path.split('/').slice(1);

function plant(root: Branch, route: GatewayRoute): void {
  let branch = root;
  for (const segment of segmentsOf(route.path)) {
    if (segment.endsWith('+}')) {
      branch.greedy.set(route.method, route);
      return;
    }
    if (segment.startsWith('{')) branch = branch.parameter ??= newBranch();
    else branch = grow(branch, segment);
  }
  branch.here.set(route.method, route);
}

function grow(branch: Branch, segment: string): Branch {
  const next = branch.fixed.get(segment) ?? newBranch();
  branch.fixed.set(segment, next);
  return next;
}

const forMethod = (routes: Map<string, GatewayRoute>, method: string) => routes.get(method) ?? routes.get('ANY');

function find(branch: Branch, method: string, [segment, ...rest]: string[]): GatewayRoute | undefined {
  if (segment === undefined) return forMethod(branch.here, method);
  const fixed = branch.fixed.get(segment);
  return (fixed && find(fixed, method, rest))
    ?? (segment !== '' && branch.parameter ? find(branch.parameter, method, rest) : undefined)
    ?? (segment !== '' || rest.length > 0 ? forMethod(branch.greedy, method) : undefined);
}

function parametersOf({ path }: GatewayRoute, segments: string[]): Record<string, string> {
  return Object.fromEntries(segmentsOf(path).flatMap((segment, index) => {
    if (!segment.startsWith('{')) return [];
    return segment.endsWith('+}')
      ? [[segment.slice(1, -2), segments.slice(index).join('/')]]
      : [[segment.slice(1, -1), segments[index]!]];
  }));
}
