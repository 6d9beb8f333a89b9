import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { Rule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, type Function } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption, type IQueue } from 'aws-cdk-lib/aws-sqs';
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
}

/** Where that goes which could not be consumed: a queue that is watched already, or one of its own with an alarm. */
export type Failures = { readonly dead: DeadLetters } | { readonly says: string; readonly section: string };

const shut = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };

/** Events from the bus, by way of a queue, to a function. What fails five times, or cannot be queued, waits in the dead-letter queue. */
export class Consumer extends Construct {
  readonly rule: Rule;
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { bus, topic, pattern, consumer, seconds, ...failures }: ConsumerProps & Failures) {
    super(scope, id);
    const dead = 'dead' in failures ? failures.dead : new DeadLetters(this, 'DeadLetters', { ...failures, bus, topic });
    const queue = this.queue = new Queue(this, 'Queue', { ...shut, queueName: queueName(this, 'Queue'), visibilityTimeout: Duration.seconds(6 * seconds), retentionPeriod: Duration.days(4), deadLetterQueue: { queue: dead.queue, maxReceiveCount: 5 } });
    this.rule = new Rule(this, 'Rule', { eventBus: bus, eventPattern: pattern, targets: [new SqsQueue(queue, { deadLetterQueue: dead.forRules })] });
    consumer.addToRolePolicy(new PolicyStatement({ actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], resources: [queue.queueArn] }));
    bus.key?.allowMessages(consumer);
    // Without a limit of its own: with one Lambda keeps five pollers on an empty queue instead of two, and each long poll is paid for.
    new EventSourceMapping(this, 'Source', { target: consumer, eventSourceArn: queue.queueArn, batchSize: 10, reportBatchItemFailures: true });
  }
}

/** A dead-letter queue of one consumer or of many, with one alarm: CloudWatch takes money for each metric that is watched. */
export class DeadLetters extends Construct {
  readonly queue: Queue;
  /** The same queue as rules of the bus may name it, which are all allowed to send already: each by itself would make the policy too long. */
  readonly forRules: IQueue;

  constructor(scope: Construct, id: string, { bus, topic, says, section }: { bus: ServiceBus; topic: ITopic; says: string; section: string }) {
    super(scope, id);
    this.queue = deadLetterQueue(this, 'Queue');
    const rules = Stack.of(this).formatArn({ service: 'events', resource: 'rule', resourceName: `${bus.eventBusName}/*` });
    this.queue.addToResourcePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn], principals: [new ServicePrincipal('events.amazonaws.com')], conditions: { ArnLike: { 'aws:SourceArn': rules } } }));
    this.forRules = Queue.fromQueueArn(this, 'ForRules', this.queue.queueArn);
    alarmOnDeadLetters(this, { dead: this.queue, topic, says, section });
  }
}

/** A queue that nothing consumes: what is in it waits for somebody to look, for as long as a queue can keep anything. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  const queue = new Queue(scope, id, { ...shut, queueName: queueName(scope, id), retentionPeriod: Duration.days(14) });
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason: 'It is a dead-letter queue itself, of a rule, a stream or for quarantine; the check knows those of queues only.' });
  return queue;
}

export function alarmOnDeadLetters(scope: Construct, { dead, topic, says, section }: { dead: Queue; topic: ITopic; says: string; section: string }): void {
  new ServiceAlarm(scope, 'DeadLettersAlarm', { topic, says, section, metric: dead.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }), threshold: 1 });
}

/** Where a queue stands, such as `lambdesk-service-incident-reactions-queue`: whoever looks for it, or draws it, knows its name. */
const queueName = ({ node }: Construct, id: string): string => `${node.path}/${id}`.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').replaceAll('/', '-').toLowerCase();
