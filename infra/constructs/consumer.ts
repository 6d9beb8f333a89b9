import { Duration, Validations } from 'aws-cdk-lib';
import { Rule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ServiceAlarm } from './alarm.ts';
import type { ServiceBus } from './service-bus.ts';

export interface ConsumerProps {
  readonly bus: ServiceBus;
  readonly topic: ITopic;
  readonly pattern: EventPattern;
  readonly consumer: Function;
  /** Its timeout: while a batch may still be worked on, nobody else gets it. */
  readonly seconds: number;
  /** For the alarm on what could not be consumed. */
  readonly says: string;
  readonly section: string;
}

const shut = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };

/** Events from the bus, by way of a queue, to a function. What fails five times, or cannot be queued, waits in the dead-letter queue. */
export class Consumer extends Construct {
  readonly rule: Rule;

  constructor(scope: Construct, id: string, { bus, topic, pattern, consumer, seconds, says, section }: ConsumerProps) {
    super(scope, id);
    const dead = deadLetterQueue(this, 'DeadLetters');
    const queue = new Queue(this, 'Queue', { ...shut, visibilityTimeout: Duration.seconds(6 * seconds), retentionPeriod: Duration.days(4), deadLetterQueue: { queue: dead, maxReceiveCount: 5 } });
    this.rule = new Rule(this, 'Rule', { eventBus: bus, eventPattern: pattern, targets: [new SqsQueue(queue, { deadLetterQueue: dead })] });
    consumer.addToRolePolicy(new PolicyStatement({ actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], resources: [queue.queueArn] }));
    new EventSourceMapping(this, 'Source', { target: consumer, eventSourceArn: queue.queueArn, batchSize: 10, reportBatchItemFailures: true, maxConcurrency: 10 });
    alarmOnDeadLetters(this, { dead, topic, says, section });
  }
}

/** A queue that nothing consumes: what is in it waits for somebody to look, for as long as a queue can keep anything. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, { ...shut, retentionPeriod: Duration.days(14) });
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue itself, of a rule, a stream or for quarantine; the check knows those of queues only.' });
  return queue;
}

export function alarmOnDeadLetters(scope: Construct, { dead, topic, says, section }: { dead: Queue; topic: ITopic; says: string; section: string }): void {
  new ServiceAlarm(scope, 'DeadLettersAlarm', { topic, says, section, metric: dead.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }), threshold: 1 });
}
