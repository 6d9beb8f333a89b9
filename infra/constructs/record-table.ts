import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { TABLE_NAME } from '../../shared/aws/lambda-kernel.ts';
import { expiryAttribute, indexes, summaryAttribute } from '../../shared/store/keys.ts';
import type { Permission } from '../reach.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** The one table, with the indexes that the key module names. CloudFormation makes or removes one index an update: add them one by one. */
export class RecordTable extends Table {
  constructor(scope: Construct, id: string) {
    super(scope, id, {
      partitionKey: text('pk'), sortKey: text('sk'),
      billingMode: BillingMode.PAY_PER_REQUEST,
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: expiryAttribute,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const [indexName, { pk, sk }] of Object.entries(indexes)) {
      this.addGlobalSecondaryIndex({ indexName, partitionKey: text(pk), sortKey: text(sk), projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [summaryAttribute] });
    }
  }

  /** Lets a function do so much and no more, and tells it the table's name. */
  allow(grantee: Function, permissions: readonly Permission[]): void {
    grantee.addEnvironment(TABLE_NAME, this.tableName);
    for (const permission of permissions) grantee.addToRolePolicy(this.#statementOf(permission));
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
