import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { entryPrefix } from '../../shared/store/keys.ts';
import { ServiceAlarm } from './alarm.ts';
import { alarmOnDeadLetters, deadLetterQueue } from './consumer.ts';
import { ServiceFunction } from './function.ts';
import type { RecordTable } from './record-table.ts';
import type { ServiceBus } from './service-bus.ts';

/** New timeline entries, from the table's stream to the bus. */
export class Relay extends Construct {
  constructor(scope: Construct, id: string, { bundles, table, bus, topic }: { bundles: string; table: RecordTable; bus: ServiceBus; topic: ITopic }) {
    super(scope, id);
    const running = new ServiceFunction(this, 'Function', { description: 'Publishes timeline entries as events', bundles, bundle: '_platform/relay', entry: 'handler', seconds: 30 });
    bus.allowPublishing(running);
    table.allowStream(running);
    bus.key?.allowMessages(running);
    const dead = deadLetterQueue(this, 'DeadLetters');
    new EventSourceMapping(this, 'Source', {
      target: running, eventSourceArn: table.streamArn, startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual('INSERT'), dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(entryPrefix) } } } })],
      batchSize: 10, reportBatchItemFailures: true, bisectBatchOnError: true,
      // Some ten minutes of trying: longer than the bus is ever away, shorter than anybody waits for what is behind a poison entry.
      retryAttempts: 20, maxRecordAge: Duration.hours(12), onFailure: new SqsDlq(dead),
    });
    alarmOnDeadLetters(this, { dead, topic, section: 'Events were not published', says: 'Timeline entries could not be published as events.' });
    new ServiceAlarm(this, 'BehindAlarm', {
      topic, section: 'The relay is behind', says: 'Events reach the bus more than a minute late.', threshold: 60_000, periods: 3,
      metric: running.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
    });
  }
}
