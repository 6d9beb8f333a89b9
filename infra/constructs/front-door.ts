import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** A request line of the API and what it shows in the access log; ids and times, never what people wrote. */
const logged = JSON.stringify({
  time: '$context.requestTime', requestId: '$context.requestId', ip: '$context.identity.sourceIp', route: '$context.routeKey', path: '$context.path', status: '$context.status',
  ms: '$context.responseLatency', integrationMs: '$context.integrationLatency', bytes: '$context.responseLength', person: '$context.authorizer.claims.sub', refused: '$context.authorizer.error', error: '$context.integrationErrorMessage',
});

/** The HTTP API. Every route wants a token unless it is said to be open. */
export class FrontDoor extends HttpApi {
  constructor(scope: Construct, id: string, { name, issuer, audience }: { name: string; issuer: string; audience: readonly string[] }) {
    super(scope, id, { apiName: name, description: 'Lambdesk', createDefaultStage: false, defaultAuthorizer: new HttpJwtAuthorizer('Token', issuer, { jwtAudience: [...audience] }) });
    // With this prefix the service may write without a resource policy that grows by every log group.
    const logGroup = new LogGroup(this, 'AccessLog', { logGroupName: `/aws/vendedlogs/${name}-api`, retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    new HttpStage(this, 'Stage', {
      httpApi: this, stageName: '$default', autoDeploy: true,
      // A fifth of what an account may do in all, so that this API alone cannot starve others.
      throttle: { rateLimit: 2_000, burstLimit: 1_000 },
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: AccessLogFormat.custom(logged) },
    });
  }
}

/**
 * Routes of the API to a function, in the scope's own stack: `addRoutes` would put them beside the API, and make it depend on the
 * function that depends on it.
 */
export function route(scope: Construct, { api, to, routes }: { api: FrontDoor; to: Function; routes: readonly { method: 'ANY' | 'GET'; path: string; open?: boolean }[] }): void {
  // One permission for all routes of a function: each is a resource, of which a stack has 500.
  const integration = new HttpLambdaIntegration('Integration', to, { scopePermissionToRoute: false });
  for (const { method, path, open } of routes) {
    const made = new HttpRoute(scope, `${method} ${path}`, { httpApi: api, integration, routeKey: HttpRouteKey.with(path, HttpMethod[method]), ...(open && { authorizer: new HttpNoneAuthorizer() }) });
    if (open) Validations.of(made).acknowledge({ id: 'AwsSolutions-APIG4', reason: 'Open on purpose: says that the service is up, or how to talk to it, and nothing of any tenant.' });
  }
}
