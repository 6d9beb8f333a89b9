import { Duration, type Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { PlatformStack } from '../platform-stack.ts';
import type { WorkflowsStack } from '../workflows-stack.ts';
import { ownMetric } from './alarm.ts';
import { alarms, deadIn, graph, heading, waitingIn, type Rows } from './dashboard.ts';
import { endedMetric } from './machine.ts';

const period = Duration.minutes(5);

/** What all practices share, as rows of a dashboard: API, table, events, clocks, workflows. */
export function platformRows(scope: Construct, { platform, workflows }: { platform: PlatformStack; workflows?: WorkflowsStack }): Rows {
  const { api, stackName } = platform;
  const stacks: Stack[] = [platform, ...workflows ? [workflows] : []];
  const own = (name: Parameters<typeof ownMetric>[1], statistic: string, label: string): Metric => ownMetric(stackName, name, { statistic }).with({ label });
  const latency = (statistic: string): Metric => api.metricLatency({ statistic, period, label: statistic });
  return [
    [heading('Platform', 'What all practices share. What alarms mean and what to do: docs/runbook.md.')],
    [
      graph('Requests to the API', [api.metricCount({ statistic: 'Sum', period, label: 'requests' }), api.metricClientError({ statistic: 'Sum', period, label: '4xx' }), api.metricServerError({ statistic: 'Sum', period, label: '5xx' })]),
      graph('Latency of the API, milliseconds', ['p50', 'p90', 'p99'].map(latency)),
      alarms(scope, platform),
    ],
    [
      graph('Seconds behind', [own('SweepLag', 'Maximum', 'clocks'), own('RelayLag', 'Maximum', 'events')]),
      graph('Told to people', [own('Breached', 'Sum', 'clocks that breached'), own('MailSent', 'Sum', 'mails sent')]),
      graph('Functions of the account', [ofFunctions('ConcurrentExecutions', 'Maximum', 'at once'), ofFunctions('Throttles', 'Sum', 'throttled'), ofFunctions('Errors', 'Sum', 'failed')]),
    ],
    [
      graph('Capacity units of the table', [ofTable(platform, 'ConsumedReadCapacityUnits', 'read'), ofTable(platform, 'ConsumedWriteCapacityUnits', 'written')]),
      graph('Requests that the table refused', [ofTable(platform, 'ReadThrottleEvents', 'reads'), ofTable(platform, 'WriteThrottleEvents', 'writes'), ownMetric(platform.table.tableName, 'Throttled').with({ label: 'given up' })]),
      graph('Seconds that the oldest event waits', stacks.flatMap(waitingIn)),
    ],
    [graph('Events that could not be consumed', stacks.flatMap(deadIn)), ...workflows ? [executions(workflows), alarms(scope, workflows)] : []],
  ];
}

const ofFunctions = (metricName: string, statistic: string, label: string): Metric => new Metric({ namespace: 'AWS/Lambda', metricName, statistic, period, label });

const ofTable = ({ table: { tableName } }: PlatformStack, metricName: string, label: string): Metric => new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName: tableName }, statistic: 'Sum', period, label });

const executions = (workflows: WorkflowsStack) => graph('Executions of workflows', [
  ...workflows.machines.map((StateMachineArn) => new Metric({ namespace: 'AWS/States', metricName: 'ExecutionsStarted', dimensionsMap: { StateMachineArn }, statistic: 'Sum', period, label: `started: ${StateMachineArn.split(':').at(-1)}` })),
  endedMetric(workflows, 'ExecutionsFailed').with({ label: 'failed' }), endedMetric(workflows, 'ExecutionsAborted').with({ label: 'stopped' }),
]);
