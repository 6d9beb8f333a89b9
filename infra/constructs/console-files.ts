import { Duration, RemovalPolicy, Stack, Validations, type CfnResource } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket, BucketEncryption, type CfnBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source, type ISource } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct, type IConstruct } from 'constructs';
import { join } from 'node:path';
import { OwnRole } from './function.ts';

/** The console's files, which nobody reads but the distribution. */
export class ConsoleFiles extends Construct {
  readonly bucket: Bucket;

  /** @param folder with the built console; `configuration` becomes `/configuration.json` */
  constructor(scope: Construct, id: string, { folder, configuration }: { folder: string; configuration: object }) {
    super(scope, id);
    // Nothing in here that a deployment does not bring. Emptied when the stack goes: what copies the files in leaves them in a bucket that it shares.
    this.bucket = new Bucket(this, 'Bucket', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, encryption: BucketEncryption.S3_MANAGED, enforceSSL: true, removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
    const { role, logGroup } = copier(this, this.bucket);
    const copied = (name: string, { sources, at, cacheControl }: { sources: ISource[]; at?: string; cacheControl: CacheControl[] }): BucketDeployment =>
      // Not pruned: whoever has the console open loads the rest of the version that it began with.
      new BucketDeployment(this, name, { destinationBucket: this.bucket, destinationKeyPrefix: at, sources, cacheControl, prune: false, role, logGroup, memoryLimit: 512 });
    const assets = copied('Assets', { sources: [Source.asset(join(folder, 'assets'), { exclude: ['*.br'] })], at: 'assets', cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()] });
    const pages = copied('Pages', { sources: [Source.asset(folder, { exclude: ['assets', '*.br'] }), Source.jsonData('configuration.json', configuration)], cacheControl: [CacheControl.noCache()] });
    pages.node.addDependency(assets);
    const ofCdk = (id: string): IConstruct => Stack.of(this).node.children.find(({ node }) => node.id.startsWith(id))!;
    const copying = ofCdk('Custom::CDKBucketDeployment');
    Validations.of(copying).acknowledge({ id: 'AwsSolutions-L1', reason: 'CDK says on what its function that copies files runs.' });
    // Both name their roles, and the roles hold their policies, so there is nothing more to wait for.
    for (const running of [copying.node.defaultChild, ofCdk('Custom::S3AutoDeleteObjects').node.findChild('Handler')]) (running as CfnResource).addDeletionOverride('DependsOn');
    Validations.of(this.bucket).acknowledge({ id: 'AwsSolutions-S1', reason: 'Only the distribution reads it, and what is in it is for everybody.' });
  }
}

/** What CDK's function needs that copies the files; the function itself is CDK's. */
function copier(scope: Construct, bucket: Bucket): { role: OwnRole; logGroup: LogGroup } {
  const stack = Stack.of(scope);
  const logGroup = new LogGroup(scope, 'CopierLog', { retention: RetentionDays.ONE_WEEK, removalPolicy: RemovalPolicy.DESTROY });
  const role = new OwnRole(scope, 'CopierRole', 'lambda.amazonaws.com');
  role.addToPrincipalPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
  const reason = 'CDK grants its function that copies files whole families of actions, on this bucket and on the one that holds the assets of deployments.';
  Validations.of(role).acknowledge(...[
    ...['GetBucket*', 'GetObject*', 'List*', 'Abort*', 'DeleteObject*'].map((action) => `Action::s3:${action}`),
    `Resource::<${stack.getLogicalId(bucket.node.defaultChild as CfnBucket)}.Arn>/*`, 'Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*',
  ].map((what) => ({ id: `AwsSolutions-IAM5[${what}]`, reason })));
  return { role, logGroup };
}
