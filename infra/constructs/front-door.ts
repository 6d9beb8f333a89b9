import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiMapping, CorsHttpMethod, DomainName, HttpApi, HttpMethod, HttpNoneAuthorizer, HttpRoute, HttpRouteKey, HttpStage, LogGroupLogDestination, SecurityPolicy } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { crossOrigin } from '../../shared/http/headers.ts';
import type { Settings } from '../settings.ts';

/**
 * A request line of the API and what it shows in the access log: ids and times, never what people wrote. The path is not among it, because
 * people and teams are named there, nor the query; the trace id leads to the function's own line.
 */
const logged = {
  time: '$context.requestTime', requestId: '$context.requestId', ip: '$context.identity.sourceIp', route: '$context.routeKey', status: '$context.status', ms: '$context.responseLatency',
  integrationMs: '$context.integrationLatency', bytes: '$context.responseLength', refused: '$context.authorizer.error', error: '$context.integrationErrorMessage',
};

export interface FrontDoorProps {
  readonly name: string;
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Whether the tokens' `sub` is an id that says nothing by itself, as that of a user pool; other issuers put names and addresses there. */
  readonly subjectsAreIds: boolean;
  readonly consoleOrigin?: string;
  readonly domain?: Settings['domain'];
}

/** The HTTP API. Every route wants a token unless it is said to be open. */
export class FrontDoor extends HttpApi {
  /** The host that clients use: the domain, where one is given. */
  readonly host: string;
  /** The same with `https://`. */
  readonly address: string;
  /** Whether pages of another origin may call. */
  readonly crossOrigin: boolean;

  constructor(scope: Construct, id: string, { name, issuer, audience, subjectsAreIds, consoleOrigin, domain }: FrontDoorProps) {
    super(scope, id, {
      apiName: name, description: 'Lambdesk', createDefaultStage: false, defaultAuthorizer: new HttpJwtAuthorizer('Token', issuer, { jwtAudience: [...audience] }),
      // Two doors to one house: the other one would be watched by nobody, and bookmarks of it would break some day.
      ...(domain && { disableExecuteApiEndpoint: true }),
      ...(consoleOrigin && {
        corsPreflight: {
          allowOrigins: [consoleOrigin], allowMethods: crossOrigin.methods.map((method) => CorsHttpMethod[method]), allowHeaders: [...crossOrigin.sent], exposeHeaders: [...crossOrigin.read], maxAge: Duration.hours(1),
        },
      }),
    });
    this.crossOrigin = consoleOrigin !== undefined;
    // With this prefix the service may write without a resource policy that grows by every log group.
    const logGroup = new LogGroup(this, 'AccessLog', { logGroupName: `/aws/vendedlogs/${name}-api`, retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: this, stageName: '$default', autoDeploy: true,
      // A fifth of what an account may do in all, so that this API alone cannot starve others.
      throttle: { rateLimit: 2_000, burstLimit: 1_000 },
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: AccessLogFormat.custom(JSON.stringify({ ...logged, ...(subjectsAreIds && { person: '$context.authorizer.claims.sub' }) })) },
    });
    if (domain) customDomain(this, { ...domain, stage });
    const { region, urlSuffix } = Stack.of(this);
    this.host = domain?.name ?? `${this.apiId}.execute-api.${region}.${urlSuffix}`;
    this.address = `https://${this.host}`;
  }
}

function customDomain(scope: FrontDoor, { name, certificate, hostedZone, stage }: NonNullable<Settings['domain']> & { stage: HttpStage }): void {
  const named = new DomainName(scope, 'Domain', { domainName: name, securityPolicy: SecurityPolicy.TLS_1_2, certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificate) });
  // Names what it needs, and so waits for nothing else, as the construct for it would.
  new CfnApiMapping(scope, 'Mapping', { apiId: scope.apiId, domainName: named.name, stage: stage.stageName });
  const target = new ApiGatewayv2DomainProperties(named.regionalDomainName, named.regionalHostedZoneId);
  // The zone's own name is only there to complete short names, and this one is whole.
  if (hostedZone) new ARecord(scope, 'Alias', { zone: HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: hostedZone, zoneName: name }), recordName: `${name}.`, target: RecordTarget.fromAlias(target) });
  else new CfnOutput(scope, 'Cname', { value: `${name} CNAME ${named.regionalDomainName}`, description: 'The DNS record to make, where the domain is looked after' });
}

/**
 * Routes of the API to a function, in the scope's own stack: `addRoutes` would put them beside the API, and make it depend on the
 * function that depends on it.
 */
export function route(scope: Construct, { api, to, routes }: { api: FrontDoor; to: Function; routes: readonly { method: 'ANY' | 'GET'; path: string; open?: boolean }[] }): void {
  // One permission for all routes of a function: each is a resource, of which a stack has 500.
  const integration = new HttpLambdaIntegration('Integration', to, { scopePermissionToRoute: false });
  const add = (method: 'ANY' | 'GET' | 'OPTIONS', path: string, whyOpen?: string): void => {
    const made = new HttpRoute(scope, `${method} ${path}`, { httpApi: api, integration, routeKey: HttpRouteKey.with(path, HttpMethod[method]), ...(whyOpen && { authorizer: new HttpNoneAuthorizer() }) });
    if (whyOpen) Validations.of(made).acknowledge({ id: 'AwsSolutions-APIG4', reason: whyOpen });
  };
  for (const { method, path, open } of routes) {
    add(method, path, open ? 'Open on purpose: says that the service is up, or how to talk to it, and nothing of any tenant.' : undefined);
    // A route for any method takes the browser's question before a request, too, and would refuse it for want of a token.
    if (method === 'ANY' && api.crossOrigin) add('OPTIONS', path, 'A browser asks without a token whether it may ask; the answer is the same for everybody.');
  }
}
