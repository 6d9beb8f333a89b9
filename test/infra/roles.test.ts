import { afterAll, describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { pascalCase } from '../../shared/record/pascal-case.ts';
import { typesNamedBy } from '../../shared/record/named.ts';
import { recordKey } from '../../shared/store/keys.ts';
import { contexts } from './contexts.ts';
import { allowsOn, permits, type Asking, type Statement } from './policy.ts';
import { accountId, region } from './resolved.ts';
import { statementsOf, synthesise, type Resource, type Synthesised } from './synthesise.ts';

const practices = [...new Set(definitions.map(({ practice }) => practice))];
const arnOf = (service: string, kind: string, at: string): string => `arn:aws:${service}:${region}:${accountId}:${kind}/${at}`;
const list = <T>(one: T | T[]): T[] => [one].flat() as T[];
const actionsOf = (statements: readonly Statement[]): string[] => statements.flatMap(({ Action }) => list(Action as string));

/** All that a deployment lets its functions do, with every reference resolved. */
function lookAt(stacks: Synthesised) {
  const roles = new Map(stacks.resolved('AWS::IAM::Role'));
  const roleNamed = (arn: string): [string, Resource] => [...roles].find(([at]) => arn === arnOf('iam', 'role', at))!;
  const functions = stacks.resolved('AWS::Lambda::Function').map(([at, { Properties }]) => {
    const [role, made] = roleNamed(Properties.Role);
    return { at, name: at.split('/')[1]!.slice(0, -8), arn: arnOf('lambda', 'function', at), role, own: statementsOf(made), environment: Properties.Environment.Variables as Record<string, string>, log: Properties.LoggingConfig.LogGroup as string };
  });
  const queues = stacks.resolved('AWS::SQS::Queue').map(([at, { Properties }]) => ({ at, arn: arnOf('sqs', 'queue', at), ...Properties as any }));
  const queuePolicies = stacks.resolved('AWS::SQS::QueuePolicy').flatMap(([, { Properties }]) => (Properties.Queues as string[]).map((queue) => [queue, Properties.PolicyDocument.Statement as Statement[]] as const));
  return {
    roles, functions, queues,
    named: (name: string) => functions.find((one) => one.name === name)!,
    policyOf: (queue: string): Statement[] => queuePolicies.filter(([at]) => at === queue).flatMap(([, statements]) => statements),
    key: stacks.resolved('AWS::KMS::Key')[0],
    /** The table that is used, own or restored. */
    table: arnOf('dynamodb', 'table', functions.find(({ environment }) => environment.TABLE_NAME)!.environment.TABLE_NAME!),
    mappings: stacks.resolved('AWS::Lambda::EventSourceMapping').map(([at, { Properties }]) => ({ at, ...Properties as any })),
    rules: stacks.resolved('AWS::Events::Rule').map(([at, { Properties }]) => ({ at, arn: `arn:aws:events:${region}:${accountId}:rule/${Properties.EventBusName}/${at.replace('/', '-')}`, ...Properties as any })),
  };
}

describe.each(Object.entries(contexts))('a deployment %s', (_, context) => {
  const stacks = synthesise({ context });
  afterAll(() => stacks.close());
  const seen = lookAt(stacks);
  const ofPractice = (practice: string) => ['Api', 'React'].map((kind) => seen.named(`${pascalCase(practice)}${kind}`)).filter(Boolean);
  const kms = (action: string, extra: Partial<Asking> = {}): Asking => ({ action, resource: arnOf('kms', 'key', seen.key![0]), ...extra });

  it('lets no function of a practice change what is another practice’s, nor read what its own definitions do not name', () => {
    const wrong: unknown[] = [];
    let pairs = 0;
    for (const practice of practices) {
      const known = typesNamedBy(definitions.filter((one) => one.practice === practice));
      for (const { name, own } of ofPractice(practice)) {
        for (const { name: type, practice: owner } of definitions.filter((one) => one.practice !== practice)) {
          const keys = [recordKey('acme', type, 'X0000001').pk];
          pairs++;
          for (const action of ['PutItem', 'DeleteItem', 'UpdateItem']) if (allowsOn(seen.table, own, { action, keys })) wrong.push([name, action, type, owner]);
          for (const action of ['GetItem', 'Query']) if (!known.has(type) && name.endsWith('Api') && allowsOn(seen.table, own, { action, keys })) wrong.push([name, action, type, owner]);
        }
        // It does reach its own: the denials above are no accident of a misspelt table.
        for (const { name: type } of definitions.filter((one) => one.practice === practice)) expect([name, type, allowsOn(seen.table, own, { action: 'PutItem', keys: [recordKey('acme', type, 'X0000001').pk] })]).toEqual([name, type, true]);
      }
    }
    expect(wrong).toEqual([]);
    expect(pairs).toBeGreaterThan(practices.length * (practices.length - 1));
  });

  it('gives what can be named, a queue, a machine, a bus, to the one function that uses it', () => {
    const shared = /^(dynamodb|xray|kms|logs):/;
    const holders = new Map<string, string[]>();
    for (const { name, own } of seen.functions) {
      for (const { Action, Resource } of own) {
        for (const action of list(Action as string).filter((one) => !shared.test(one))) for (const resource of list(Resource as string)) holders.set(`${action} ${resource}`, [...holders.get(`${action} ${resource}`) ?? [], name]);
      }
    }
    const several = [...holders].filter(([, names]) => names.length > 1);
    // Two functions answer the tokens of the machines: the one that sees at once that a wait is over, and the one that sees it later.
    expect(several.filter(([what]) => !what.startsWith('states:SendTaskSuccess '))).toEqual([]);
    expect(new Set(several.flatMap(([, names]) => names))).toEqual(new Set(['Step', 'Resume']));
    const doing = (action: string): string[] => [...holders].filter(([what]) => what.startsWith(`${action} `)).flatMap(([, names]) => names);
    expect([doing('events:PutEvents'), doing('ses:SendEmail'), [...new Set(doing('states:StartExecution'))]]).toEqual([['RelayFunction'], context.mailFrom ? ['Mail'] : [], ['Start']]);
  });

  it('names every action, and every resource where there is one to name', () => {
    const delivering = ['logs:CreateLogDelivery', 'logs:DeleteLogDelivery', 'logs:DescribeLogGroups', 'logs:DescribeResourcePolicies', 'logs:GetLogDelivery', 'logs:ListLogDeliveries', 'logs:PutResourcePolicy', 'logs:UpdateLogDelivery'];
    const traced = ['xray:GetSamplingRules', 'xray:GetSamplingTargets', 'xray:PutTelemetryRecords', 'xray:PutTraceSegments'];
    for (const [at, role] of seen.roles) {
      const own = statementsOf(role);
      expect([at, actionsOf(own).filter((action) => action.includes('*') || /^(iam|sts|organizations|cloudformation|s3|cognito-idp|apigateway):/.test(action))]).toEqual([at, []]);
      expect([at, actionsOf(own).filter((action) => /^dynamodb:(?!(GetItem|BatchGetItem|Query|PutItem|DeleteItem|UpdateItem|ConditionCheckItem|DescribeStream|GetRecords|GetShardIterator|ListStreams)$)/.test(action))]).toEqual([at, []]);
      expect([at, actionsOf(own).filter((action) => /^kms:(?!(Decrypt|DescribeKey|Encrypt|GenerateDataKey|GenerateDataKeyWithoutPlaintext|ReEncryptFrom|ReEncryptTo)$)/.test(action))]).toEqual([at, []]);
      // Tracing and the delivery of a machine's log have no resources to name.
      const explained = list<any>(role.Properties.AssumeRolePolicyDocument.Statement)[0].Principal.Service === 'states.amazonaws.com' ? [...traced, ...delivering] : traced;
      expect([at, actionsOf(own.filter(({ Resource }) => list(Resource as string).includes('*'))).filter((action) => !explained.includes(action))]).toEqual([at, []]);
    }
  });

  it('lets roles be taken by one service, for this account', () => {
    for (const [at, { Properties }] of seen.roles) {
      const statements = Properties.AssumeRolePolicyDocument.Statement as Statement[];
      expect([at, statements]).toEqual([at, [{
        Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: expect.stringMatching(/^(lambda|states|scheduler)\.amazonaws\.com$/) }, Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
      }]]);
    }
  });

  it('takes nothing into a queue but by TLS, from the rule that it is for; shared dead letters from every rule of the bus', () => {
    for (const { at, arn } of seen.queues) {
      const policy = seen.policyOf(at);
      const sent = (rule: string, secure = 'true'): boolean => permits(policy, { action: 'sqs:SendMessage', resource: arn, principal: { service: 'events.amazonaws.com' }, context: { 'aws:SecureTransport': [secure], 'aws:SourceArn': [rule], 'aws:SourceAccount': [accountId] } });
      const senders = seen.rules.filter((rule) => rule.Targets.some((target: any) => target.Arn === arn || target.DeadLetterConfig?.Arn === arn));
      // That of DeadLetters is for all rules of the bus: named one by one, they would make its policy too long.
      const forAll = /DeadLettersQueue[0-9A-F]{8}$/.test(at);
      for (const rule of seen.rules) expect([at, rule.at, sent(rule.arn)]).toEqual([at, rule.at, forAll || senders.includes(rule)]);
      const [bus] = stacks.resolved('AWS::Events::EventBus');
      for (const other of [`${accountId}:rule/theirs`, `${accountId}:rule/default/theirs`, `999999999999:rule/${bus![0]}/theirs`]) expect([at, other, sent(`arn:aws:events:${region}:${other}`)]).toEqual([at, other, false]);
      expect([at, senders.some((rule) => sent(rule.arn, 'false'))]).toEqual([at, false]);
      expect([at, policy.some(({ Effect, Condition }) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false')]).toEqual([at, true]);
    }
    expect(seen.queues.filter(({ at }) => /DeadLettersQueue[0-9A-F]{8}$/.test(at)).length).toBeGreaterThan(3);
    expect(seen.queues.length).toBeGreaterThan(10);
  });

  it('lets nobody but the relay write to the bus, and nobody but the API call a function from outside', () => {
    expect(stacks.ofType('AWS::Events::EventBusPolicy')).toEqual([]);
    expect(stacks.ofType('AWS::Lambda::Url')).toEqual([]);
    for (const [at, { Properties }] of stacks.resolved('AWS::Lambda::Permission')) {
      expect([at, Properties.Principal, Properties.SourceArn]).toEqual([at, 'apigateway.amazonaws.com', expect.stringMatching(new RegExp(`^arn:aws:execute-api:${region}:${accountId}:[^:*]+/\\*/\\*/\\*$`))]);
    }
  });

  it('takes alarms into its topic by TLS only, from alarms of this account', () => {
    const topics = stacks.ofType('AWS::SNS::Topic').map(([at]) => arnOf('sns', 'topic', at));
    expect(topics).toHaveLength(context.alarmTopic ? 0 : 1);
    for (const topic of topics) {
      const policy = stacks.resolved('AWS::SNS::TopicPolicy').filter(([, { Properties }]) => Properties.Topics.includes(topic)).flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as Statement[]);
      const published = (secure: string, account: string, service = 'cloudwatch.amazonaws.com'): boolean => permits(policy, { action: 'sns:Publish', resource: topic, principal: { service }, context: { 'aws:SecureTransport': [secure], 'aws:SourceAccount': [account] } });
      expect([published('true', accountId), published('false', accountId), published('true', '999999999999'), published('true', accountId, 'events.amazonaws.com')]).toEqual([true, false, false, false]);
    }
  });

  it('lets every function that has a source read it, and put what it cannot use into its dead-letter queue', () => {
    for (const { at, FunctionName, EventSourceArn, DestinationConfig } of seen.mappings) {
      const { own, name } = seen.functions.find((one) => FunctionName === one.at)!;
      const may = (action: string, resource: string): [string, string, boolean] => [at, action, permits(own, { action, resource })];
      const yes = (action: string): [string, string, boolean] => [at, action, true];
      const asked = EventSourceArn.includes(':sqs:') ? ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'] : ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'];
      for (const action of asked) expect(may(action, EventSourceArn)).toEqual(yes(action));
      if (!EventSourceArn.includes(':sqs:')) expect([name, DestinationConfig?.OnFailure.Destination]).toEqual([name, expect.stringContaining(':sqs:')]);
      if (DestinationConfig) expect(may('sqs:SendMessage', DestinationConfig.OnFailure.Destination)).toEqual(yes('sqs:SendMessage'));
      if (!seen.key) continue;
      for (const action of ['kms:Decrypt', ...(DestinationConfig ? ['kms:GenerateDataKey'] : [])]) expect([name, action, permits(own, kms(action))]).toEqual([name, action, true]);
    }
    for (const { at, RedrivePolicy } of seen.queues) if (RedrivePolicy) expect([at, seen.queues.some(({ arn }) => arn === RedrivePolicy.deadLetterTargetArn)]).toEqual([at, true]);
    for (const [at, { Properties: { Target } }] of stacks.resolved('AWS::Scheduler::Schedule')) {
      const [, role] = [...seen.roles].find(([id]) => Target.RoleArn === arnOf('iam', 'role', id))!;
      expect([at, permits(statementsOf(role), { action: 'lambda:InvokeFunction', resource: Target.Arn })]).toEqual([at, true]);
    }
  });

  it('lets every function write the log of its stack, and no other', () => {
    for (const { name, own, log } of seen.functions) {
      const stream = (group: string): boolean => permits(own, { action: 'logs:PutLogEvents', resource: `${arnOf('logs', 'loggroup', group)}:*` });
      expect([name, stream(log), [...new Set(seen.functions.map((other) => other.log))].filter(stream)]).toEqual([name, true, [log]]);
    }
  });

  it('uses its key for all that is kept, and lets whoever keeps or reads something use it', () => {
    const encrypted = (type: string, property: string): unknown[] => stacks.resolved(type).map(([, { Properties }]) => property.split('.').reduce((value, part) => value?.[part], Properties as any));
    const all = [...encrypted('AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId'), ...encrypted('AWS::Events::Archive', 'KmsKeyIdentifier'), ...encrypted('AWS::SQS::Queue', 'KmsMasterKeyId'), ...encrypted('AWS::SNS::Topic', 'KmsMasterKeyId'), ...encrypted('AWS::Logs::LogGroup', 'KmsKeyId')];
    if (context.encryption !== 'customer') {
      expect([seen.key, all.filter(Boolean)]).toEqual([undefined, []]);
      expect(encrypted('AWS::SQS::Queue', 'SqsManagedSseEnabled').every(Boolean)).toBe(true);
      return;
    }
    const [at, key] = seen.key!;
    expect([...new Set(all)]).toEqual([arnOf('kms', 'key', at)]);
    expect(encrypted('AWS::SQS::Queue', 'SqsManagedSseEnabled').filter((one) => one !== undefined)).toEqual([]);
    expect([key.DeletionPolicy, key.Properties.EnableKeyRotation]).toEqual(['Retain', true]);
    for (const { name, own, environment } of seen.functions) {
      const writes = actionsOf(own.filter(({ Effect }) => Effect === 'Allow')).some((action) => /^dynamodb:(Put|Update|Delete)Item$/.test(action));
      const messages = seen.mappings.some(({ FunctionName }) => seen.functions.find(({ at: id }) => id === FunctionName)!.name === name);
      if (environment.TABLE_NAME) expect([name, permits(own, kms('kms:Decrypt')), permits(own, kms('kms:Encrypt'))]).toEqual([name, true, writes]);
      else expect([name, permits(own, kms('kms:Decrypt'))]).toEqual([name, messages]);
    }
    const policy = key.Properties.KeyPolicy.Statement as Statement[];
    const service = (name: string, action: string, given: Asking['context'] = {}): boolean => permits(policy, kms(action, { principal: { service: name }, context: given }));
    const account = { 'aws:SourceAccount': [accountId] };
    for (const sender of ['events.amazonaws.com', 'cloudwatch.amazonaws.com']) {
      expect([sender, service(sender, 'kms:GenerateDataKey', account), service(sender, 'kms:Decrypt', account), service(sender, 'kms:GenerateDataKey', { 'aws:SourceAccount': ['999999999999'] })]).toEqual([sender, true, true, false]);
    }
    const bus = { 'kms:EncryptionContext:aws:events:event-bus:arn': [`arn:aws:events:${region}:${accountId}:event-bus/lambdesk-test`] };
    for (const action of ['kms:DescribeKey', 'kms:Decrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']) expect([action, service('events.amazonaws.com', action, bus)]).toEqual([action, true]);
    const logs = (owner: string): boolean => service(`logs.${region}.amazonaws.com`, 'kms:Encrypt', { 'kms:EncryptionContext:aws:logs:arn': [`arn:aws:logs:${region}:${owner}:log-group:any`] });
    expect([logs(accountId), logs('999999999999')]).toEqual([true, false]);
    expect(service('sns.amazonaws.com', 'kms:Decrypt', account)).toBe(false);
  });
});
