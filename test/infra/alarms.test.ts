import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { slugOf } from '../../infra/constructs/alarm.ts';
import { BUDGET_SECTION } from '../../infra/observability-stack.ts';
import { metricNames, NAMESPACE } from '../../shared/aws/metric.ts';
import { fieldsOf, loggedFields, queries, sections } from './runbook.ts';
import { synthesise, type Resource, type Synthesised } from './synthesise.ts';

const context = { mailFrom: 'servicedesk@example.com', alarmEmail: 'operations@example.com', budget: '20' };
let stacks: Synthesised;
beforeAll(() => { stacks = synthesise({ context }); });
afterAll(() => stacks?.close());

const alarms = (of = stacks): [string, Resource][] => of.ofType('AWS::CloudWatch::Alarm');
const alarm = (id: string): Record<string, any> => alarms().find(([at]) => at.split('/')[1]!.startsWith(id))![1].Properties;
/** What CloudWatch takes money for, $0.10 a month each: a metric that an alarm watches, by itself or in a sum. */
const watched = (of: Synthesised): any[] => alarms(of).flatMap(([, { Properties }]) => Properties.Metrics ? Properties.Metrics.flatMap(({ MetricStat }: any) => MetricStat?.Metric ?? []) : [Properties]);

describe('alarms', () => {
  it('each have a section in the runbook, and each section an alarm, or the budget', () => {
    const pointed = alarms().map(([, { Properties }]) => /docs\/runbook\.md#(\S+)$/.exec(Properties.AlarmDescription)?.[1]);
    expect([...new Set([...pointed, slugOf(BUDGET_SECTION)])].sort()).toEqual([...sections.keys()].map(slugOf).sort());
  });

  it('are called as the section is, in a deployment of many', () => {
    for (const [at, { Properties }] of alarms()) {
      const [stack, section] = Properties.AlarmName.split(': ');
      expect([at, stack, slugOf(section)]).toEqual([at, at.split('/')[0], Properties.AlarmDescription.split('#')[1]]);
    }
    const names = alarms().map(([, { Properties }]) => Properties.AlarmName);
    expect(new Set(names).size).toBe(names.length);
  });

  it('reach a topic that alarms and budgets of this account may publish to', () => {
    for (const [at, { Properties }] of alarms()) expect([at, Properties.AlarmActions.length]).toEqual([at, 1]);
    const [, { Properties }] = stacks.ofType('AWS::SNS::TopicPolicy')[0]!;
    const allowed = Properties.PolicyDocument.Statement.filter(({ Effect, Condition }: any) => Effect === 'Allow' && Condition?.StringEquals?.['aws:SourceAccount']?.Ref === 'AWS::AccountId');
    expect(allowed.flatMap(({ Principal }: any) => Principal.Service).sort()).toEqual(['budgets.amazonaws.com', 'cloudwatch.amazonaws.com']);
  });

  it('watch metrics of ours that are written', () => {
    const filtered = stacks.ofType('AWS::Logs::MetricFilter').flatMap(([, { Properties }]) => Properties.MetricTransformations.map(({ MetricName }: any) => MetricName));
    const own = watched(stacks).filter((metric) => metric.Namespace === NAMESPACE).map((metric) => metric.MetricName);
    expect(own.length).toBeGreaterThan(4);
    for (const name of own) expect([...metricNames, ...filtered]).toContain(name);
  });

  it('watch every queue that nothing consumes', () => {
    const queues = new Map(stacks.ofType('AWS::SQS::Queue').map(([at, { Properties }]) => [at, Properties]));
    const polled = stacks.ofType('AWS::Lambda::EventSourceMapping').map(([at, { Properties }]) => `${at.split('/')[0]}/${Properties.EventSourceArn['Fn::GetAtt']?.[0]}`);
    const unpolled = [...queues.keys()].filter((at) => !polled.includes(at));
    const seen = alarms().flatMap(([at, { Properties }]) => (JSON.stringify(Properties).match(/(?<="Fn::GetAtt":\[")\w+(?=","QueueName")/g) ?? []).map((id) => `${at.split('/')[0]}/${id}`));
    expect(unpolled.length).toBeGreaterThan(5);
    expect(seen.sort()).toEqual(unpolled.sort());
  });

  it('fire when no sweep came to its end for three minutes, silence included', () => {
    expect(alarm('SweepSilentAlarm')).toMatchObject({ MetricName: 'SweepLag', Statistic: 'SampleCount', Period: 60, EvaluationPeriods: 3, Threshold: 1, ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'breaching' });
    expect(stacks.ofType('AWS::Scheduler::Schedule')[0]![1].Properties.ScheduleExpression).toBe('rate(1 minute)');
  });

  it('fire when a clock is announced more than five minutes late', () => {
    expect(alarm('SweepLateAlarm')).toMatchObject({ MetricName: 'SweepLag', Statistic: 'Maximum', Period: 60, EvaluationPeriods: 3, Threshold: 300, ComparisonOperator: 'GreaterThanOrEqualToThreshold', TreatMissingData: 'notBreaching' });
  });

  it('fire when requests are slow, but not because a handful of them began with a cold start', () => {
    expect(alarm('SlowAlarm')).toMatchObject({ Namespace: 'AWS/ApiGateway', MetricName: 'Latency', ExtendedStatistic: 'p99', Threshold: 2_000, EvaluateLowSampleCountPercentile: 'ignore' });
  });

  it('fire when executions fail or run out of time, when somebody stops them, and when they are slowed down', () => {
    const patterns = Object.fromEntries(stacks.ofType('AWS::Logs::MetricFilter').map(([, { Properties }]) => [Properties.MetricTransformations[0].MetricName, Properties.FilterPattern]));
    expect(patterns['lambdesk-workflows ExecutionsFailed']).toBe('{ ($.type = "ExecutionFailed") || ($.type = "ExecutionTimedOut") }');
    expect(patterns['lambdesk-workflows ExecutionsAborted']).toContain('ExecutionAborted');
    expect([alarm('FailedAlarm').MetricName, alarm('AbortedAlarm').MetricName]).toEqual(['lambdesk-workflows ExecutionsFailed', 'lambdesk-workflows ExecutionsAborted']);
    expect(alarms().find(([at]) => at.startsWith('lambdesk-workflows/Throttled'))![1].Properties).toMatchObject({ Namespace: 'AWS/States', MetricName: 'ThrottledEvents', Dimensions: [{ Name: 'ServiceMetric', Value: 'StateTransition' }] });
    expect(stacks.ofType('AWS::Logs::MetricFilter')).toHaveLength(2 * stacks.ofType('AWS::StepFunctions::StateMachine').length);
  });

  it('cost the same whether a family has one practice or all of them: two dollars a month at most', () => {
    const [incident] = definitions.filter(({ name }) => name === 'incident');
    const more = Array.from({ length: 5 }, (_, at) => ({ ...incident!, name: `record-${at}`, practice: `practice-${at}`, route: `records-${at}`, prefix: `R${at}X`, workflows: undefined }));
    const larger = synthesise({ context, definitions: [...definitions, ...more] });
    expect(watched(larger)).toHaveLength(watched(stacks).length);
    expect(watched(stacks).length * 0.1).toBeLessThanOrEqual(2);
    larger.close();
  });
});

describe('the budget', () => {
  it('tells of a month that costs more than planned, and before it does', () => {
    const [[, { Properties }]] = stacks.ofType('AWS::Budgets::Budget') as [[string, Resource]];
    expect(Properties.Budget).toMatchObject({ BudgetType: 'COST', TimeUnit: 'MONTHLY', BudgetLimit: { Amount: 20, Unit: 'USD' }, BudgetName: `lambdesk, see docs/runbook.md#${slugOf(BUDGET_SECTION)}` });
    expect(Properties.NotificationsWithSubscribers.map(({ Notification }: any) => Notification.NotificationType)).toEqual(['ACTUAL', 'FORECASTED']);
    for (const { Subscribers } of Properties.NotificationsWithSubscribers) expect(Subscribers).toEqual([{ SubscriptionType: 'SNS', Address: expect.anything() }]);
  });

  it('is not made, nor allowed to publish, where none is given', () => {
    const without = synthesise();
    expect(without.ofType('AWS::Budgets::Budget')).toEqual([]);
    expect(JSON.stringify(without.ofType('AWS::SNS::TopicPolicy'))).not.toContain('budgets');
    without.close();
  });

  it('is a sum of dollars', () => {
    for (const budget of ['0', '0.00', '-5', 'twenty', '20 USD', '1e3', '20.123']) expect(() => synthesise({ context: { budget } }), budget).toThrow(/budget is .* but must be US dollars a month/);
  });
});

describe('the runbook', () => {
  it('describes, looks into and resolves, in every section', () => {
    for (const [heading, parts] of sections) {
      expect([heading, ...parts.keys()]).toEqual([heading, 'Description', 'Investigation', 'Resolution']);
      expect([heading, ...[...parts.values()].filter((part) => part.length < 50)]).toEqual([heading]);
    }
  });

  it('asks logs for fields that they have', () => {
    const access = Object.keys(JSON.parse(stacks.ofType('AWS::ApiGatewayV2::Stage')[0]![1].Properties.AccessLogSettings.Format));
    expect(queries.length).toBeGreaterThan(5);
    for (const query of queries) {
      const unknown = fieldsOf(query).filter((field) => !loggedFields.has(field));
      // The API's own log has other fields, but then all of them are there.
      if (unknown.length > 0) expect([query, fieldsOf(query).filter((field) => !access.includes(field))]).toEqual([query, []]);
    }
  });

  it('knows which fields those are', () => {
    for (const field of ['timestamp', 'level', 'message', 'service', 'cold_start', 'function_request_id', 'traceId', 'practice', 'tenant', 'correlation', 'outcome', 'code', 'ms', 'cause']) expect([...loggedFields]).toContain(field);
    expect(fieldsOf('filter ispresent(bug) and message = "bug" | stats count(*) as many by bin(1h), nonsense | sort many desc')).toEqual(['bug', 'message', 'nonsense']);
  });
});
