import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { TABLE_NAME } from '../../shared/aws/lambda-kernel.ts';
import { expiryAttribute, indexes, summaryAttribute } from '../../shared/store/keys.ts';
import type { Permission } from '../reach.ts';
import type { Restored } from '../settings.ts';
import type { EncryptionKey } from './encryption-key.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/**
 * The one table, with the indexes that the key module names. CloudFormation makes or removes one index an update: add them one by one. Where
 * a restored table takes its place, it stays as it is and nothing uses it.
 */
export class RecordTable extends Construct {
  readonly tableName: string;
  readonly tableArn: string;
  readonly streamArn: string;
  readonly #key?: EncryptionKey;
  readonly #arnInTemplate: string;

  constructor(scope: Construct, id: string, { key, restored }: { key?: EncryptionKey; restored?: Restored } = {}) {
    super(scope, id);
    this.#key = key;
    // An id of this name adds nothing to the logical id.
    const own = new Table(this, 'Default', {
      partitionKey: text('pk'), sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: expiryAttribute,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN,
      ...(key && { encryption: TableEncryption.CUSTOMER_MANAGED, encryptionKey: key }),
    });
    for (const [indexName, { pk, sk }] of Object.entries(indexes)) {
      own.addGlobalSecondaryIndex({ indexName, partitionKey: text(pk), sortKey: text(sk), projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [summaryAttribute] });
    }
    const stack = Stack.of(this);
    // What other stacks import until they are deployed too cannot go from this one first.
    if (restored) for (const value of [own.tableName, own.tableArn]) stack.exportValue(value);
    this.tableName = restored?.table ?? own.tableName;
    this.tableArn = restored ? stack.formatArn({ service: 'dynamodb', resource: 'table', resourceName: restored.table }) : own.tableArn;
    this.streamArn = restored?.stream ?? own.tableStreamArn!;
    this.#arnInTemplate = restored ? `arn:<AWS::Partition>:dynamodb:<AWS::Region>:<AWS::AccountId>:table/${restored.table}` : `<${stack.getLogicalId(own.node.defaultChild as never)}.Arn>`;
  }

  /** Lets a function do so much and no more, and tells it the table's name. */
  allow(grantee: Function, permissions: readonly Permission[]): void {
    grantee.addEnvironment(TABLE_NAME, this.tableName);
    for (const permission of permissions) grantee.addToRolePolicy(this.#statementOf(permission));
    this.#key?.allowItems(grantee, { write: permissions.some(({ effect, actions }) => effect !== 'Deny' && actions.some((action) => /^(Put|Update|Delete)Item$/.test(action))) });
  }

  /** Lets a function read all changes of the table. */
  allowStream(grantee: Function): void {
    grantee.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], resources: [this.streamArn] }));
    // Asked for when the mapping is made, and of all streams that the table ever had.
    grantee.addToRolePolicy(new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: [`${this.tableArn}/stream/*`] }));
    Validations.of(grantee.role!).acknowledge({ id: `AwsSolutions-IAM5[Resource::${this.#arnInTemplate}/stream/*]`, reason: 'A stream gets a new name whenever it is switched on; they are all of this one table.' });
    this.#key?.allowItems(grantee);
  }

  #statementOf({ effect, actions, indexes: names, keys }: Permission): PolicyStatement {
    const within = { 'dynamodb:LeadingKeys': [...keys] };
    return new PolicyStatement({
      effect: effect === 'Deny' ? Effect.DENY : Effect.ALLOW,
      actions: actions.map((action) => `dynamodb:${action}`),
      resources: names ? names.map((name) => `${this.tableArn}/index/${name}`) : [this.tableArn],
      // ForAllValues holds for a request without keys too, hence Null.
      conditions: effect === 'Deny' ? { 'ForAnyValue:StringLike': within } : { 'ForAllValues:StringLike': within, Null: { 'dynamodb:LeadingKeys': 'false' } },
    });
  }
}
