import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { ownMetric, ServiceAlarm } from './alarm.ts';
import type { FrontDoor } from './front-door.ts';
import type { RecordTable } from './record-table.ts';

/** Alarms on what all practices share. */
export function watchPlatform(scope: Construct, { api, table, topic }: { api: FrontDoor; table: RecordTable; topic: ITopic }): void {
  new ServiceAlarm(scope, 'ApiErrorsAlarm', { topic, section: 'The API answers 5xx', says: 'Requests were answered with a server error, which is always a bug or an outage.', metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }), threshold: 1 });
  // Without a dimension: of all functions there are, because they share what the account may run at once.
  const throttled = new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum' });
  new ServiceAlarm(scope, 'ThrottledAlarm', { topic, section: 'Functions are throttled', says: 'Functions were refused: the account runs as many at once as it may.', metric: throttled, threshold: 1 });
  const failed = new Metric({ namespace: 'AWS/Lambda', metricName: 'Errors', statistic: 'Sum' });
  new ServiceAlarm(scope, 'FailingAlarm', { topic, section: 'Functions fail', says: 'Functions ended without an answer, again and again: timed out, out of memory, or not able to start.', metric: failed, threshold: 1, periods: 3 });
  // DynamoDB counts by table, index and kind, which would be nine metrics; what callers notice is one.
  new ServiceAlarm(scope, 'TableThrottledAlarm', { topic, section: 'The table is throttled', says: 'DynamoDB refused reads or writes; callers get 429.', threshold: 1, periods: 2, metric: ownMetric(table.tableName, 'Throttled') });
  // A function that starts takes a second or two, and a handful of them is no outage: few requests are not judged.
  new ServiceAlarm(scope, 'SlowAlarm', { topic, section: 'The API is slow', says: 'One request in a hundred takes more than two seconds.', metric: api.metricLatency({ period: Duration.minutes(5), statistic: 'p99' }), threshold: 2_000, periods: 3, ignoreFew: true });
}
