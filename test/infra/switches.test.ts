import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { crossOrigin } from '../../shared/http/headers.ts';
import { contexts } from './contexts.ts';
import { allowsOn } from './policy.ts';
import { accountId, region } from './resolved.ts';
import { statementsOf, synthesise, type Resource, type Synthesised } from './synthesise.ts';

const [off, all, restored] = Object.values(contexts).map((context) => context) as [Record<string, string>, Record<string, string>, Record<string, string>];
let stacks: { off: Synthesised; all: Synthesised; restored: Synthesised };
beforeAll(() => { stacks = { off: synthesise({ context: off }), all: synthesise({ context: all }), restored: synthesise({ context: restored }) }; });
afterAll(() => Object.values(stacks ?? {}).forEach((one) => one.close()));

const only = (of: Synthesised, type: string): any => of.resolved(type)[0]?.[1].Properties;
const routeKeys = (of: Synthesised): string[] => of.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => Properties.RouteKey);
const outputs = (of: Synthesised): Record<string, any> => (of.platform.toJSON() as { Outputs: Record<string, any> }).Outputs;

describe('a console of another origin', () => {
  it('is answered where one is named, and nobody else is', () => {
    expect(only(stacks.off, 'AWS::ApiGatewayV2::Api').CorsConfiguration).toBeUndefined();
    expect(only(stacks.all, 'AWS::ApiGatewayV2::Api').CorsConfiguration).toEqual({
      AllowOrigins: ['https://desk.example.com'], AllowMethods: crossOrigin.methods, AllowHeaders: crossOrigin.sent, ExposeHeaders: crossOrigin.read, MaxAge: 3600,
    });
  });

  it('may ask before it asks: every route for any method has one beside it that wants no token of OPTIONS', () => {
    expect(routeKeys(stacks.off).filter((key) => key.startsWith('OPTIONS '))).toEqual([]);
    const open = stacks.all.ofType('AWS::ApiGatewayV2::Route').filter(([, { Properties }]) => Properties.AuthorizationType === 'NONE').map(([, { Properties }]) => Properties.RouteKey);
    for (const { route } of definitions) for (const path of [`/v1/${route}`, `/v1/${route}/{proxy+}`]) expect(open).toContain(`OPTIONS ${path}`);
    expect(open.filter((key) => !/^(OPTIONS \/v1\/[a-z-]+(\/\{proxy\+\})?|GET \/(health|openapi\.json))$/.test(key))).toEqual([]);
  });
});

describe('a domain', () => {
  it('is served by TLS 1.2 with the certificate, and is the only door', () => {
    expect(only(stacks.all, 'AWS::ApiGatewayV2::DomainName')).toMatchObject({ DomainName: all.domain, DomainNameConfigurations: [{ CertificateArn: all.certificate, EndpointType: 'REGIONAL', SecurityPolicy: 'TLS_1_2' }] });
    expect(only(stacks.all, 'AWS::ApiGatewayV2::ApiMapping')).toMatchObject({ Stage: '$default' });
    expect([only(stacks.off, 'AWS::ApiGatewayV2::Api').DisableExecuteApiEndpoint, only(stacks.all, 'AWS::ApiGatewayV2::Api').DisableExecuteApiEndpoint]).toEqual([undefined, true]);
    expect(outputs(stacks.all).ApiUrl.Value).toBe(`https://${all.domain}`);
  });

  it('is entered into the zone that is given; else what to enter where is said', () => {
    expect(only(stacks.all, 'AWS::Route53::RecordSet')).toMatchObject({ Name: `${all.domain}.`, Type: 'A', HostedZoneId: all.hostedZone, AliasTarget: { DNSName: expect.stringMatching(/RegionalDomainName$/), HostedZoneId: expect.stringMatching(/RegionalHostedZoneId$/) } });
    expect(stacks.restored.ofType('AWS::Route53::RecordSet')).toEqual([]);
    const said = (of: Synthesised): unknown[] => Object.values(outputs(of)).filter(({ Description }) => /DNS record/.test(Description ?? ''));
    expect([said(stacks.off).length, said(stacks.all).length]).toEqual([0, 0]);
    expect(JSON.stringify(said(stacks.restored))).toMatch(/api\.desk\.example\.com CNAME .*RegionalDomainName/);
  });
});

describe('tracing', () => {
  it('is of every function and machine, and of none where nobody asked for it', () => {
    const modes = (of: Synthesised): unknown[] => [...of.ofType('AWS::Lambda::Function').map(([, { Properties }]) => Properties.TracingConfig?.Mode), ...of.ofType('AWS::StepFunctions::StateMachine').map(([, { Properties }]) => Properties.TracingConfiguration?.Enabled)];
    const tracers = (of: Synthesised): number => of.ofType('AWS::IAM::Role').filter(([, role]) => statementsOf(role).some(({ Action }) => JSON.stringify(Action).includes('xray:PutTraceSegments'))).length;
    // Functions of CDK itself, which put the console into its bucket, are not ours to trace.
    expect(new Set(modes(stacks.off))).toEqual(new Set([undefined]));
    expect(new Set(modes(stacks.all))).toEqual(new Set(['Active', true]));
    expect([tracers(stacks.off), tracers(stacks.all)]).toEqual([0, modes(stacks.all).length]);
  });
});

describe('the firewall', () => {
  it('stands before the sign-in with the rules of AWS and a rate for each address, all of them measured', () => {
    expect(stacks.off.ofType('AWS::WAFv2::WebACL')).toEqual([]);
    const { Scope, Rules, VisibilityConfig } = only(stacks.all, 'AWS::WAFv2::WebACL');
    expect(Scope).toBe('REGIONAL');
    expect(Rules.map(({ Name, Statement, Action }: any) => [Name, Statement.ManagedRuleGroupStatement?.Name ?? Statement.RateBasedStatement, Action])).toEqual([
      ['TooMany', { AggregateKeyType: 'IP', Limit: 2_000, EvaluationWindowSec: 300 }, { Block: {} }],
      ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesCommonRuleSet', undefined],
      ['AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', undefined],
    ]);
    expect([VisibilityConfig, ...Rules.map((rule: any) => rule.VisibilityConfig)].every((seen) => seen.CloudWatchMetricsEnabled)).toBe(true);
    expect(only(stacks.all, 'AWS::WAFv2::WebACLAssociation').ResourceArn).toMatch(/:userpool\/lambdesk-test-platform\/PeoplePool/);
  });
});

describe('a restored table', () => {
  const table = `arn:aws:dynamodb:${region}:${accountId}:table/lambdesk-restored`;
  const name = (of: Synthesised): unknown[] => [...new Set(of.resolved('AWS::Lambda::Function').map(([, { Properties }]) => Properties.Environment.Variables.TABLE_NAME).filter(Boolean))];
  const granted = (of: Synthesised): string[] => of.resolved('AWS::IAM::Role').flatMap(([, role]) => statementsOf(role)).flatMap(({ Resource }) => [Resource].flat() as string[]).filter((arn) => arn.includes(':dynamodb:'));

  it('is what every function is told of, may reach, and is called by, and the own one is none of that', () => {
    expect(name(stacks.restored)).toEqual(['lambdesk-restored']);
    expect(granted(stacks.restored).filter((arn) => arn !== restored.tableStream && arn !== table && !arn.startsWith(`${table}/`))).toEqual([]);
    const sources = stacks.restored.resolved('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties.EventSourceArn as string).filter((arn) => arn.includes(':dynamodb:'));
    expect(sources).toEqual([restored.tableStream]);
    const reading = stacks.restored.resolved('AWS::IAM::Role').filter(([, role]) => allowsOn(table, statementsOf(role), { action: 'GetItem', keys: ['T#acme#incident#INC0000001'] }));
    expect(reading.length).toBeGreaterThan(1);
    expect(JSON.stringify(stacks.restored.resolved('AWS::CloudWatch::Alarm'))).toContain('"Value":"lambdesk-restored"');
    expect(outputs(stacks.restored).TableName.Value).toBe('lambdesk-restored');
  });

  it('leaves the own table as it was: the very same resource, retained and protected', () => {
    const own = (of: Synthesised): [string, Resource][] => of.ofType('AWS::DynamoDB::Table');
    expect(own(stacks.restored)).toEqual(own(stacks.all));
    const [[at, { DeletionPolicy, Properties }]] = own(stacks.restored) as [[string, Resource]];
    expect([at, DeletionPolicy, Properties.DeletionProtectionEnabled]).toEqual(['lambdesk-test-platform/Records091F6ECA', 'Retain', true]);
  });

  it('is not used where none is named', () => {
    expect(JSON.stringify([...stacks.all.templates])).not.toContain('lambdesk-restored');
    expect(name(stacks.off)).toEqual([expect.stringMatching(/^lambdesk-platform\/Records/)]);
  });
});

describe('logs', () => {
  it('are kept for a limited time, all of them', () => {
    for (const of of Object.values(stacks)) for (const [at, { Properties }] of of.ofType('AWS::Logs::LogGroup')) expect([at, Properties.RetentionInDays]).toEqual([at, 90]);
  });

  it('of the API name routes and no paths, and people only where that is an id without a meaning', () => {
    const format = (of: Synthesised): string => only(of, 'AWS::ApiGatewayV2::Stage').AccessLogSettings.Format;
    for (const of of Object.values(stacks)) expect(format(of)).not.toMatch(/\$context\.(path|protocol|domainName|authorizer\.claims\.(?!sub")|identity\.user|requestOverride)|querystring|header/i);
    expect(format(stacks.off)).toContain('"person":"$context.authorizer.claims.sub"');
    expect(format(stacks.restored)).not.toContain('claims');
  });
});
