import { Duration } from 'aws-cdk-lib';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AnyDefinition } from '../../shared/record/define.ts';
import { sweepReach } from '../reach.ts';
import { ServiceAlarm } from './alarm.ts';
import { OwnRole, ServiceFunction } from './function.ts';
import type { RecordTable } from './record-table.ts';

/** Once a minute: whatever fell due. A run that is missed is made up for by the next, so a failed call is not tried again. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, { bundles, table, topic, definitions }: { bundles: string; table: RecordTable; topic: ITopic; definitions: readonly AnyDefinition[] }) {
    super(scope, id);
    const running = new ServiceFunction(this, 'Function', { description: 'Announces clocks and runs timers that fell due', bundles, bundle: '_platform/sweep', entry: 'handler', seconds: 120 });
    table.allow(running, sweepReach(definitions));
    const role = new OwnRole(this, 'ScheduleRole', 'scheduler.amazonaws.com');
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [running.functionArn] }));
    new CfnSchedule(this, 'Schedule', {
      description: 'Calls the sweep', scheduleExpression: 'rate(1 minute)', flexibleTimeWindow: { mode: 'OFF' },
      target: { arn: running.functionArn, roleArn: role.roleArn, retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 } },
    });
    const each = { period: Duration.minutes(1), statistic: 'Sum' };
    new ServiceAlarm(this, 'SilentAlarm', {
      topic, section: 'The sweep is silent', says: 'No sweep came to its end for three minutes: no clock is announced, no timer runs.', threshold: 1, periods: 3, whenSilent: true,
      metric: new MathExpression({ expression: 'called - failed', usingMetrics: { called: running.metricInvocations(each), failed: running.metricErrors(each) }, period: Duration.minutes(1) }),
    });
  }
}
