import { RemovalPolicy, Stack, type IAspect } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnLogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnTopic } from 'aws-cdk-lib/aws-sns';
import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct, IConstruct } from 'constructs';

const reading = ['kms:Decrypt', 'kms:DescribeKey'];
const writing = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];
const sending = ['kms:Decrypt', 'kms:GenerateDataKey'];

/**
 * A key of the account's own for all that is kept. What services may do with it stands here, once; functions name it in their roles. It stays
 * when the stack goes, because nothing that is kept could be read without it.
 */
export class EncryptionKey extends Key {
  constructor(scope: Construct, id: string, { name }: { name: string }) {
    super(scope, id, { alias: name, description: `Encrypts what ${name} keeps`, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN });
    const { account, region, partition } = Stack.of(scope);
    for (const service of ['events.amazonaws.com', 'cloudwatch.amazonaws.com']) this.allowSender(service);
    this.#allow('events.amazonaws.com', ['kms:DescribeKey']);
    // The archive gives no account, but the bus whose events it holds.
    this.#allow('events.amazonaws.com', [...sending, 'kms:ReEncryptFrom', 'kms:ReEncryptTo'], { StringEquals: { 'kms:EncryptionContext:aws:events:event-bus:arn': `arn:${partition}:events:${region}:${account}:event-bus/${name}` } });
    this.#allow(`logs.${region}.amazonaws.com`, [...reading, ...writing], { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*` } });
  }

  /** Lets a service send messages of this account to queues and topics under this key. */
  allowSender(service: string): void {
    // Not by source: rules and alarms of other stacks wait for the key, so the key cannot wait for them.
    this.#allow(service, sending, { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } });
  }

  /** Lets a function read, or read and write, what the table or its stream keeps under this key. */
  allowItems(grantee: Function, { write = false }: { write?: boolean } = {}): void {
    this.#permit(grantee, write ? [...reading, ...writing] : reading);
  }

  /** Lets a function take messages from queues under this key, and send some to its dead-letter queue. */
  allowMessages(grantee: Function): void {
    this.#permit(grantee, sending);
  }

  #permit(grantee: Function, actions: string[]): void {
    grantee.addToRolePolicy(new PolicyStatement({ actions, resources: [this.keyArn] }));
  }

  #allow(service: string, actions: string[], conditions?: Record<string, Record<string, string>>): void {
    this.addToResourcePolicy(new PolicyStatement({ actions, principals: [new ServicePrincipal(service)], resources: ['*'], conditions }));
  }
}

/** Puts every log group, queue and topic there is under the key, whoever makes them. */
export class EncryptedByKey implements IAspect {
  readonly #key: EncryptionKey;
  constructor(key: EncryptionKey) {
    this.#key = key;
  }

  visit(node: IConstruct): void {
    if (node instanceof CfnLogGroup) node.kmsKeyId = this.#key.keyArn;
    if (node instanceof CfnTopic) node.kmsMasterKeyId = this.#key.keyArn;
    if (node instanceof CfnQueue) {
      node.kmsMasterKeyId = this.#key.keyArn;
      node.sqsManagedSseEnabled = undefined;
    }
  }
}
