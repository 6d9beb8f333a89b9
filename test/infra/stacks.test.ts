import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { listensTo } from '../../shared/events/react.ts';
import { openPaths, platformRoutes } from '../../shared/http/platform.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';
import { expiryAttribute, indexes, summaryAttribute } from '../../shared/store/keys.ts';
import { contexts } from './contexts.ts';
import { synthesise, type Synthesised } from './synthesise.ts';

let stacks: Synthesised;
let withConsole: Synthesised;
beforeAll(() => {
  stacks = synthesise({ context: { mailFrom: 'servicedesk@example.com', alarmEmail: 'operations@example.com' } });
  withConsole = synthesise({ context: { consoleOrigin: 'https://desk.example.com' } });
});
afterAll(() => [stacks, withConsole].forEach((one) => one?.close()));

const practices = [...new Set(definitions.map(({ practice }) => practice))];
const routes = (): Map<string, any> => new Map(stacks.ofType('AWS::ApiGatewayV2::Route').map(([, { Properties }]) => [Properties.RouteKey, Properties]));
const statements = (): any[] => stacks.ofType('AWS::IAM::Role').flatMap(([id, { Properties }]) => (Properties.Policies ?? []).flatMap(({ PolicyDocument }: any) => PolicyDocument.Statement.map((one: any) => ({ role: id, ...one }))));

describe('what is kept', () => {
  it('is one table that is retained, protected, and can be put back to any second', () => {
    const [[, table]] = stacks.ofType('AWS::DynamoDB::Table') as [[string, any]];
    expect(table.DeletionPolicy).toBe('Retain');
    expect(table.Properties).toMatchObject({
      DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' }, TimeToLiveSpecification: { AttributeName: expiryAttribute, Enabled: true },
    });
    expect(stacks.ofType('AWS::DynamoDB::Table')).toHaveLength(1);
  });

  it('has every index of the key module, each with the summary only', () => {
    const { GlobalSecondaryIndexes } = stacks.ofType('AWS::DynamoDB::Table')[0]![1].Properties;
    expect(GlobalSecondaryIndexes).toEqual(Object.entries(indexes).map(([IndexName, { pk, sk }]) => ({
      IndexName, KeySchema: [{ AttributeName: pk, KeyType: 'HASH' }, { AttributeName: sk, KeyType: 'RANGE' }], Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [summaryAttribute] },
    })));
  });

  // Another logical id is another resource: CloudFormation would make an empty one and leave what is kept behind.
  it.each([
    ['AWS::DynamoDB::Table', 'lambdesk-platform/Records091F6ECA'],
    ['AWS::Cognito::UserPool', 'lambdesk-platform/PeoplePoolC64A4D1E'],
    ['AWS::Events::EventBus', 'lambdesk-platform/BusEA82B648'],
    ['AWS::Events::Archive', 'lambdesk-platform/BusArchiveD76499E2'],
    ['AWS::ApiGatewayV2::Api', 'lambdesk-platform/ApiF70053CD'],
  ])('keeps the logical id of %s', (type, id) => {
    expect(stacks.ofType(type).map(([at]) => at)).toEqual([id]);
  });

  it('is nowhere but in the platform, so that the practices can be deleted and made again', () => {
    const stateful = ['AWS::DynamoDB::Table', 'AWS::Cognito::UserPool', 'AWS::Events::EventBus', 'AWS::Events::Archive', 'AWS::S3::Bucket', 'AWS::ApiGatewayV2::Api'];
    expect([...stacks.resources].filter(([at, { Type }]) => stateful.includes(Type) && !at.startsWith('lambdesk-platform/'))).toEqual([]);
  });
});

describe('every function', () => {
  it('runs Node 24 on arm64, with its log kept for three months', () => {
    for (const [at, { Properties }] of stacks.ofType('AWS::Lambda::Function')) {
      expect([at, Properties.Runtime, Properties.Architectures]).toEqual([at, 'nodejs24.x', ['arm64']]);
      const log = stacks.resources.get(`${at.split('/')[0]}/${Properties.LoggingConfig.LogGroup.Ref}`)!;
      expect([at, log.Properties.RetentionInDays]).toEqual([at, 90]);
    }
    expect(stacks.ofType('AWS::Lambda::Function').length).toBeGreaterThanOrEqual(practices.length + 5);
  });

  it('has a role of its own, which names actions one by one and never allows a Scan', () => {
    const roles = stacks.ofType('AWS::Lambda::Function').map(([at, { Properties }]) => `${at.split('/')[0]}/${Properties.Role['Fn::GetAtt'][0]}`);
    expect(new Set(roles).size).toBe(roles.length);
    const actions = statements().flatMap(({ Action }) => [Action].flat() as string[]);
    expect(actions.filter((action) => action.includes('*') || /scan|partiql|createtable|deletetable|updatetable/i.test(action))).toEqual([]);
    expect(stacks.ofType('AWS::IAM::Policy')).toEqual([]);
    expect(stacks.ofType('AWS::IAM::Role').flatMap(([, { Properties }]) => Properties.ManagedPolicyArns ?? [])).toEqual([]);
  });

  it('touches items of the table only by keys that its role names', () => {
    const onItems = statements().filter(({ Action }) => [Action].flat().some((action: string) => /dynamodb:.*(Item|Query)$/.test(action)));
    for (const { role, Effect, Condition } of onItems) {
      const [keys] = Object.values(Condition).map((within: any) => [within['dynamodb:LeadingKeys']].flat()) as [string[]];
      expect([role, keys.length > 0 && keys.every((key) => /^(T#\*#[a-z]|DUE#\*#\d|SECRET$|SWEEP$)/.test(key))]).toEqual([role, true]);
      if (Effect === 'Allow') expect([role, Condition.Null]).toEqual([role, { 'dynamodb:LeadingKeys': 'false' }]);
    }
    expect(onItems.length).toBeGreaterThan(practices.length);
  });
});

describe('the API', () => {
  it('has the routes of every record type, each to the function of its practice and behind the authorizer', () => {
    for (const { route } of definitions) {
      for (const key of [`ANY /v1/${route}`, `ANY /v1/${route}/{proxy+}`]) expect([key, routes().get(key)?.AuthorizationType]).toEqual([key, 'JWT']);
    }
    expect(routes().size).toBe(definitions.length * 2 + platformRoutes(undefined as never, definitions).length);
  });

  it('is open at /health and /openapi.json and nowhere else', () => {
    expect([...routes()].filter(([, { AuthorizationType }]) => AuthorizationType === 'NONE').map(([key]) => key).sort()).toEqual(['GET /health', 'GET /openapi.json']);
    expect(openPaths).toEqual(['/health', '/openapi.json']);
  });

  it('is throttled, and logs who asked for what and not what was said', () => {
    const [, { Properties: stage }] = stacks.ofType('AWS::ApiGatewayV2::Stage')[0]!;
    expect(stage.DefaultRouteSettings).toEqual({ ThrottlingRateLimit: 2_000, ThrottlingBurstLimit: 1_000 });
    expect(stage.AccessLogSettings.Format).toContain('$context.routeKey');
    expect(stage.AccessLogSettings.Format).not.toMatch(/querystring|requestOverride|body/i);
  });

  it('takes the tenant from an attribute that people cannot change themselves', () => {
    for (const of of [stacks, withConsole]) for (const [at, { Properties: client }] of of.ofType('AWS::Cognito::UserPoolClient')) {
      expect([at, client.ReadAttributes]).toEqual([at, expect.arrayContaining(['custom:tenant'])]);
      expect([at, client.WriteAttributes]).toEqual([at, ['locale', 'name']]);
    }
    expect(withConsole.ofType('AWS::Cognito::UserPoolClient')).toHaveLength(2);
    const groups = stacks.ofType('AWS::Cognito::UserPoolGroup').map(([, { Properties }]) => Properties.GroupName);
    expect(groups).toContain('agent');
    expect(groups).not.toContain('system');
    expect(groups).not.toContain('importer');
  });

  it('trusts another issuer instead where one is given, and makes no user pool then', () => {
    const other = synthesise({ context: { stage: 'test', issuer: 'https://login.example.com/tenant', audience: 'one,two' } });
    expect(other.ofType('AWS::Cognito::UserPool')).toEqual([]);
    expect(other.ofType('AWS::ApiGatewayV2::Authorizer')[0]![1].Properties.JwtConfiguration).toEqual({ Issuer: 'https://login.example.com/tenant', Audience: ['one', 'two'] });
    expect(other.ofType('AWS::Events::EventBus')[0]![1].Properties.Name).toBe('lambdesk-test');
    expect(other.ofType('AWS::Lambda::Function').filter(([at]) => at.includes('Mail'))).toEqual([]);
    other.close();
  });
});

describe('events', () => {
  it('go to every practice that reacts to them, and only to those', () => {
    const heard = stacks.ofType('AWS::Events::Rule').filter(([at]) => at.includes('Reactions')).flatMap(([, { Properties }]) => Properties.EventPattern['detail-type'] as string[]);
    const reacting = practices.filter((practice) => definitions.some((definition) => definition.practice === practice && listensTo(definition).length > 0));
    expect(stacks.ofType('AWS::Events::Rule').filter(([at]) => at.includes('Reactions'))).toHaveLength(reacting.length);
    expect(new Set(heard)).toEqual(new Set(definitions.flatMap(listensTo)));
  });

  it('wait in a dead-letter queue when a rule cannot deliver them or a consumer cannot take them', () => {
    for (const [at, { Properties }] of stacks.ofType('AWS::Events::Rule')) {
      for (const target of Properties.Targets) expect([at, target.DeadLetterConfig?.Arn]).toEqual([at, expect.anything()]);
    }
    const sources = stacks.ofType('AWS::Lambda::EventSourceMapping');
    for (const [at, { Properties }] of sources) {
      expect([at, Properties.FunctionResponseTypes]).toEqual([at, ['ReportBatchItemFailures']]);
      const queue = stacks.resources.get(`${at.split('/')[0]}/${Properties.EventSourceArn['Fn::GetAtt'][0]}`)!;
      if (queue.Type === 'AWS::SQS::Queue') expect([at, queue.Properties.RedrivePolicy?.maxReceiveCount]).toEqual([at, 5]);
    }
  });

  it('are asked of the stream as new timeline entries only, tried a limited number of times', () => {
    const [, { Properties }] = stacks.ofType('AWS::Lambda::EventSourceMapping').find(([, one]) => one.Properties.StartingPosition)!;
    expect(Properties.FilterCriteria.Filters.map(({ Pattern }: any) => JSON.parse(Pattern))).toEqual([{ eventName: ['INSERT'], dynamodb: { Keys: { sk: { S: [{ prefix: 'ENTRY#' }] } } } }]);
    expect(Properties).toMatchObject({ BatchSize: 10, BisectBatchOnFunctionError: true, MaximumRetryAttempts: 20, DestinationConfig: { OnFailure: { Destination: expect.anything() } } });
  });

  it('tell nobody anything by mail when they are replayed', () => {
    const [, { Properties }] = stacks.ofType('AWS::Events::Rule').find(([at]) => at.includes('Mail'))!;
    expect(Properties.EventPattern).toEqual({ source: [{ prefix: 'lambdesk.' }], 'replay-name': [{ exists: false }] });
  });
});

describe('all of it', () => {
  it.each(Object.entries(contexts))('passes the AWS Solutions rules of cdk-nag, %s', (_, context) => {
    expect(() => synthesise({ context, checked: true }).close()).not.toThrow();
  });
});

describe('the sweep', () => {
  it('is called once a minute and no more: neither Scheduler nor Lambda tries again, nor keeps a call for longer than that', () => {
    const [[, { Properties: schedule }]] = stacks.ofType('AWS::Scheduler::Schedule') as [[string, any]];
    expect(schedule).toMatchObject({ ScheduleExpression: 'rate(1 minute)', Target: { RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } } });
    const asked = stacks.ofType('AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => Properties);
    expect(asked).toEqual([{ FunctionName: { Ref: schedule.Target.Arn['Fn::GetAtt'][0] }, Qualifier: '$LATEST', MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 }]);
  });
});

describe('34 practices', () => {
  it('fit: under 400 resources a stack of CloudFormation’s 500, and roles under IAM’s 10,240 characters', () => {
    const [pattern] = definitions.filter(({ name }) => name === 'incident') as [AnyDefinition];
    const families = [...Array<'service'>(17).fill('service'), ...Array<'general'>(14).fill('general'), ...Array<'technical'>(3).fill('technical')];
    const many = [...definitions.filter(({ name }) => ['person', 'team', 'service', 'agreement', 'priority-matrix'].includes(name)), ...families.flatMap((family, at) => [0, 1].map((type): AnyDefinition => ({
      ...pattern, name: `record-type-${at}-${type}`, practice: `practice-${at}`, family, route: `route-${at}-${type}`, prefix: `${String.fromCharCode(65 + at % 26)}${at < 26 ? 'A' : 'B'}${type ? 'X' : 'Y'}`,
      // Few practices have a machine.
      workflows: at < 4 && type === 0 ? pattern.workflows : undefined,
    })))];
    // The context that makes most of all: its own table and user pool, a key, a firewall, a domain, and answers to other origins.
    const all = synthesise({ definitions: many, context: contexts['with all there is, on a table of its own']! });
    const counts = [all.platform, ...all.practices].map((template) => Object.keys(template.toJSON().Resources).length);
    expect(Math.max(...counts)).toBeLessThan(400);
    const sizes = all.ofType('AWS::IAM::Role').map(([at, { Properties }]) => [JSON.stringify(Properties.Policies.map(({ PolicyDocument }: any) => PolicyDocument)).length, at] as const);
    expect(sizes.filter(([size]) => size > 10_240)).toEqual([]);
    expect(all.ofType('AWS::ApiGatewayV2::Route').length).toBeLessThan(300);
    if (process.env.LAMBDESK_SHOW) console.log(counts, sizes.sort(([a], [b]) => b - a).slice(0, 3));
    all.close();
  });
});
