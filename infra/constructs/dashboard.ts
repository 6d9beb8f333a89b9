import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import { Alarm, AlarmStatusWidget, Dashboard, GraphWidget, LogQueryVisualizationType, LogQueryWidget, Metric, TextWidget, type IMetric, type IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, type CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { PracticesStack } from '../practices-stack.ts';
import { ownMetric, ServiceAlarm } from './alarm.ts';
import { Consumer } from './consumer.ts';
import { logGroupName } from './function.ts';

/** Rows of a dashboard, from top to bottom. */
export type Rows = readonly (readonly IWidget[])[];

const MINUTES = Duration.minutes(5);

/** What the practices of a family do: commands, reactions, what waits, and how long requests take. */
export class FamilyDashboard extends Dashboard {
  constructor(scope: Construct, id: string, { prefix, stack, before }: { prefix: string; stack: PracticesStack; before: Rows }) {
    const own = (name: Parameters<typeof ownMetric>[1], label: string) => ownMetric(stack.stackName, name).with({ label });
    const asked = (title: string, ...queryLines: string[]) => new LogQueryWidget({ title, logGroupNames: [logGroupName(stack.stackName)], queryLines, view: LogQueryVisualizationType.TABLE, width: 12, height: 7 });
    super(scope, id, {
      dashboardName: `${prefix}-${stack.family}`, defaultInterval: Duration.days(1),
      widgets: [
        ...before.map((row) => [...row]),
        [heading(`${stack.family[0]!.toUpperCase()}${stack.family.slice(1)} management practices`, 'What alarms mean and what to do: docs/runbook.md. Tables are asked of the log when they are shown.')],
        [
          graph('Commands', [own('Commands', 'carried out'), own('Refused', 'refused'), own('Contended', 'given up, contended')]),
          graph('Reactions', [own('ReactionsSkipped', 'skipped'), own('ConsumersFailed', 'failed, tried again')]),
          graph('Write units of the table', [own('WriteUnits', 'units')]),
        ],
        [graph('Seconds that the oldest event waits for its reaction', waitingIn(stack)), graph('Events that could not be reacted to', deadIn(stack)), alarms(scope, stack)],
        // Asked of the log, and not counted for each practice: a metric costs $0.30 a month, a look at this a fraction of a cent.
        [
          asked('Requests by practice, milliseconds', 'filter message = "request"', 'stats count(*) as requests, pct(ms, 50) as p50, pct(ms, 90) as p90, pct(ms, 99) as p99 by practice, outcome', 'sort requests desc'),
          asked('Commands and refusals by practice', 'filter message = "command"', 'stats count(*) as commands by practice, type, command, outcome, code', 'sort commands desc'),
        ],
      ],
    });
  }
}

/** A title over rows, and one line below it. */
export const heading = (title: string, line: string): IWidget => new TextWidget({ markdown: `# ${title}\n${line}`, width: 24, height: 2 });

export const graph = (title: string, metrics: readonly IMetric[]): GraphWidget => new GraphWidget({ title, left: [...metrics], width: 8, height: 6, leftYAxis: { min: 0 } });

/** How long the oldest event of each queue has been waiting, for every consumer of a stack. */
export const waitingIn = (stack: Stack): Metric[] => consumersIn(stack).map(({ queue, node }) => ofQueue('ApproximateAgeOfOldestMessage', queue, node.path));

/** How much lies in the queues of a stack that nothing consumes. */
export function deadIn(stack: Stack): Metric[] {
  const consumed = new Set(consumersIn(stack).map(({ queue }) => queue));
  return madeIn(stack, Queue).filter((queue) => !consumed.has(queue)).map((queue) => ofQueue('ApproximateNumberOfMessagesVisible', queue, queue.node.scope!.node.path));
}

/** The state of every alarm of a stack. */
export function alarms(scope: Construct, stack: Stack): IWidget {
  const arn = (resourceName: string): string => Stack.of(scope).formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  const named = madeIn(stack, ServiceAlarm).map(({ name }) => Alarm.fromAlarmArn(scope, name, arn(name)));
  return new AlarmStatusWidget({ title: 'Alarms', alarms: named, width: 8, height: 6 });
}

const consumersIn = (stack: Stack): Consumer[] => madeIn(stack, Consumer);
const madeIn = <T extends Construct>(stack: Stack, kind: abstract new (...given: never[]) => T): T[] => stack.node.findAll().filter((one): one is T => one instanceof kind);

const ofQueue = (metricName: string, queue: Queue, path: string): Metric => new Metric({
  namespace: 'AWS/SQS', metricName, dimensionsMap: { QueueName: (queue.node.defaultChild as CfnQueue).queueName! }, statistic: 'Maximum', period: MINUTES, label: path.split('/').slice(1).join(' '),
});
