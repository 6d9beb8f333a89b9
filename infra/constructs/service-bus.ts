import { Duration } from 'aws-cdk-lib';
import { EventBus, Match, type CfnArchive } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { BUS_NAME } from '../../shared/aws/event-bus.ts';
import type { EncryptionKey } from './encryption-key.ts';

/** What every event of the service has as its source. */
export const ourEvents = { source: Match.prefix('lambdesk.') };

/** The bus that practices, integrations and you listen to, with an archive to replay from. */
export class ServiceBus extends EventBus {
  /** What the archive, and the queues behind the bus, are encrypted with. */
  readonly key?: EncryptionKey;

  constructor(scope: Construct, id: string, { name, key }: { name: string; key?: EncryptionKey }) {
    super(scope, id, { eventBusName: name, description: 'What happened in Lambdesk' });
    this.key = key;
    const archive = this.archive('Archive', { archiveName: name, description: 'Everything that happened, for replays', eventPattern: ourEvents, retention: Duration.days(365) });
    if (key) (archive.node.defaultChild as CfnArchive).kmsKeyIdentifier = key.keyArn;
  }

  /** Lets a function publish, and tells it the name of the bus. */
  allowPublishing(grantee: Function): void {
    grantee.addEnvironment(BUS_NAME, this.eventBusName);
    grantee.addToRolePolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [this.eventBusArn] }));
  }
}
