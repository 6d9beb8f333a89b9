import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { indexes } from '../../shared/store/keys.ts';
import { ServiceAlarm, sumOf } from './alarm.ts';
import type { FrontDoor } from './front-door.ts';
import type { RecordTable } from './record-table.ts';

/** Alarms on what all practices share. */
export function watchPlatform(scope: Construct, { api, table, topic }: { api: FrontDoor; table: RecordTable; topic: ITopic }): void {
  new ServiceAlarm(scope, 'ApiErrorsAlarm', { topic, section: 'The API answers 5xx', says: 'Requests were answered with a server error, which is always a bug or an outage.', metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }), threshold: 1 });
  // Without a dimension: of all functions there are, because they share what the account may run at once.
  const throttled = new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum' });
  new ServiceAlarm(scope, 'ThrottledAlarm', { topic, section: 'Functions are throttled', says: 'Functions were refused: the account runs as many at once as it may.', metric: throttled, threshold: 1 });
  const refused = (metricName: string, index?: string): Metric => new Metric({
    namespace: 'AWS/DynamoDB', metricName, statistic: 'Sum', dimensionsMap: { TableName: table.tableName, ...(index && { GlobalSecondaryIndexName: index }) },
  });
  new ServiceAlarm(scope, 'TableThrottledAlarm', {
    topic, section: 'The table is throttled', says: 'DynamoDB refused reads or writes; callers get 429.', threshold: 1, periods: 2,
    metric: sumOf([refused('ReadThrottleEvents'), refused('WriteThrottleEvents'), ...Object.keys(indexes).map((index) => refused('WriteThrottleEvents', index))]),
  });
}
