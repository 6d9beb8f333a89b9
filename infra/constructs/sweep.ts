import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AnyDefinition } from '../../shared/record/define.ts';
import { sweepReach } from '../reach.ts';
import { ownMetric, ServiceAlarm } from './alarm.ts';
import { OwnRole, ServiceFunction } from './function.ts';
import type { RecordTable } from './record-table.ts';

/** Once a minute: whatever fell due. A run that is missed is made up for by the next, so neither a failed call nor one that had to wait for a minute is tried again. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, { bundles, table, topic, definitions }: { bundles: string; table: RecordTable; topic: ITopic; definitions: readonly AnyDefinition[] }) {
    super(scope, id);
    const running = new ServiceFunction(this, 'Function', { description: 'Announces clocks and runs timers that fell due', bundles, bundle: '_platform/sweep', entry: 'handler', seconds: 120 });
    // The schedule is done once Lambda has the call; what becomes of it then, Lambda itself is told: it would try twice more, and for six hours where it is throttled.
    running.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    table.allow(running, sweepReach(definitions));
    const role = new OwnRole(this, 'ScheduleRole', 'scheduler.amazonaws.com');
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [running.functionArn] }));
    new CfnSchedule(this, 'Schedule', {
      description: 'Calls the sweep', scheduleExpression: 'rate(1 minute)', flexibleTimeWindow: { mode: 'OFF' },
      target: { arn: running.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 } },
    });
    // Written at the end of each sweep, so one metric says both that it ended and how late it was.
    const lag = (statistic: string) => ownMetric(Stack.of(this).stackName, 'SweepLag', { statistic, period: Duration.minutes(1) });
    new ServiceAlarm(this, 'SilentAlarm', {
      topic, section: 'The sweep is silent', says: 'No sweep came to its end for three minutes: no clock is announced, no timer runs.', threshold: 1, periods: 3, whenSilent: true, metric: lag('SampleCount'),
    });
    new ServiceAlarm(this, 'LateAlarm', {
      topic, section: 'Clocks are announced late', says: 'Something fell due more than five minutes ago and is not announced yet.', threshold: 300, periods: 3, metric: lag('Maximum'),
    });
  }
}
