import { Duration } from 'aws-cdk-lib';
import { Match, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ServiceAlarm, sumOf } from './alarm.ts';
import { deadLetterQueue } from './consumer.ts';
import type { ServiceBus } from './service-bus.ts';

/** Where events end that practices made of each other in a circle, for somebody to look at. */
export class Quarantine extends Construct {
  constructor(scope: Construct, id: string, { bus, topic }: { bus: ServiceBus; topic: ITopic }) {
    super(scope, id);
    const queue = deadLetterQueue(this, 'Queue');
    const dead = deadLetterQueue(this, 'DeadLetters');
    new Rule(this, 'Rule', { eventBus: bus, eventPattern: { detailType: Match.suffix('.quarantined') }, targets: [new SqsQueue(queue, { deadLetterQueue: dead })] });
    const waiting = [queue, dead].map((one) => one.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }));
    new ServiceAlarm(this, 'Alarm', { topic, section: 'Events are in quarantine', says: 'Practices react to each other without end; the events were cut off.', metric: sumOf(waiting, Duration.minutes(1)), threshold: 1 });
  }
}
