import { CfnOutput, CrossStackReferences, ReferenceStrength, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { Match, type CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { MAIL_FROM } from '../shared/aws/mailer.ts';
import { openPaths, platformRoutes } from '../shared/http/platform.ts';
import type { AnyDefinition } from '../shared/record/define.ts';
import { ConsoleClient } from './constructs/console-client.ts';
import { Consumer } from './constructs/consumer.ts';
import { EncryptionKey } from './constructs/encryption-key.ts';
import { Firewall } from './constructs/firewall.ts';
import { FrontDoor, route } from './constructs/front-door.ts';
import { ServiceFunction } from './constructs/function.ts';
import { People } from './constructs/people.ts';
import { Quarantine } from './constructs/quarantine.ts';
import { RecordTable } from './constructs/record-table.ts';
import { Relay } from './constructs/relay.ts';
import { ServiceBus, ourEvents } from './constructs/service-bus.ts';
import { Sweep } from './constructs/sweep.ts';
import { watchPlatform } from './constructs/watch.ts';
import { mailReach, platformReach, searchReach } from './reach.ts';
import type { Settings } from './settings.ts';

export interface PlatformStackProps extends StackProps {
  readonly settings: Settings;
  readonly definitions: readonly AnyDefinition[];
  readonly bundles: string;
}

/** By whom people are known, and what the console has to know of that. */
export interface SignIn {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** As whom the console asks for tokens; undefined until its address is known. */
  readonly clientId?: string;
  /** Where tokens are asked for. */
  readonly origins: readonly string[];
  /** Where somebody signs out. */
  readonly signOut?: string;
}

/** What keeps something, and what serves every practice: table, bus, API, sign-in, and the functions that belong to no practice. */
export class PlatformStack extends Stack {
  readonly table: RecordTable;
  readonly bus: ServiceBus;
  readonly api: FrontDoor;
  readonly signIn: SignIn;
  /** What everything is encrypted with that keeps anything; without one, AWS takes keys of its own. */
  readonly key?: EncryptionKey;
  /** Where alarms go. */
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, { settings, definitions, bundles, ...props }: PlatformStackProps) {
    super(scope, id, props);
    const { prefix: name, consoleOrigin, domain, restored } = settings;
    const key = this.key = settings.customerKey ? new EncryptionKey(this, 'Key', { name }) : undefined;
    this.topic = alarmTopic(this, settings);
    this.table = new RecordTable(this, 'Records', { key, restored });
    this.bus = new ServiceBus(this, 'Bus', { name, key });
    const { issuer, audience } = this.signIn = settings.oidc ? ownSignIn(settings.oidc) : userPool(this, settings);
    this.api = new FrontDoor(this, 'Api', { name, issuer, audience, subjectsAreIds: !settings.oidc, consoleOrigin, domain });
    new CfnOutput(this, 'ApiUrl', { value: this.api.address, description: 'The API: /health, /openapi.json and /v1' });

    new CfnOutput(this, 'TableName', { value: this.table.tableName, description: 'Where operate/ finds the records' });

    const shared = { bundles, table: this.table, bus: this.bus, topic: this.topic, definitions };
    const answering = new ServiceFunction(this, 'Platform', { description: 'Answers what belongs to no practice', bundles, bundle: '_platform/api', entry: 'api', seconds: 29 });
    this.table.allow(answering, platformReach(definitions));
    route(this, { api: this.api, to: answering, routes: platformRoutes(undefined as never, definitions).map(({ path }) => ({ method: 'GET' as const, path, open: openPaths.includes(path) })) });
    new Relay(this, 'Relay', shared);
    new Sweep(this, 'Sweep', shared);
    indexing(this, shared);
    if (settings.mailFrom) mailing(this, { ...shared, from: settings.mailFrom });
    new Quarantine(this, 'Quarantine', shared);
    watchPlatform(this, { ...shared, api: this.api });
  }
}

type Shared = Pick<PlatformStack, 'table' | 'bus' | 'topic'> & Pick<PlatformStackProps, 'bundles' | 'definitions'>;

function alarmTopic(scope: Construct, { prefix, alarmTopic: arn, alarmEmail }: Settings): ITopic {
  if (arn) return Topic.fromTopicArn(scope, 'Alarms', arn);
  const topic = new Topic(scope, 'Alarms', { displayName: `Alarms of ${prefix}`, enforceSSL: true });
  // A policy of its own takes away the one by which alarms of the account could publish.
  topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } }));
  // Another topic may take its place: alarms of other stacks would hold on to this one.
  CrossStackReferences.of(topic).produce(ReferenceStrength.WEAK);
  if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
  new CfnOutput(scope, 'AlarmTopic', { value: topic.topicArn, description: 'Subscribe to hear of alarms' });
  return topic;
}

const ownSignIn = ({ issuer, audience }: NonNullable<Settings['oidc']>): SignIn => ({ issuer, audience, clientId: audience[0], origins: [new URL(issuer).origin] });

function userPool(scope: Construct, { prefix, waf, consoleOrigin: origin }: Settings): SignIn {
  const { pool, client, readAttributes, writeAttributes } = new People(scope, 'People');
  if (waf) new Firewall(scope, 'Firewall', { name: prefix, guards: pool.userPoolArn });
  new CfnOutput(scope, 'UserPoolId', { value: pool.userPoolId });
  new CfnOutput(scope, 'UserPoolClientId', { value: client.userPoolClientId });
  const { region, urlSuffix, account } = Stack.of(scope);
  const host = `https://cognito-idp.${region}.${urlSuffix}`;
  const console = origin ? new ConsoleClient(scope, 'ConsoleSignIn', { pool, name: `${prefix}-${account}`, origin, readAttributes, writeAttributes }) : undefined;
  const clientId = console?.client.userPoolClientId;
  return {
    issuer: `${host}/${pool.userPoolId}`, audience: [client.userPoolClientId, ...(clientId ? [clientId] : [])], clientId,
    origins: [host, ...(console ? [console.address] : [])], signOut: console?.signOut,
  };
}

function indexing(scope: Construct, { bundles, table, bus, topic, definitions }: Shared): void {
  const seconds = 60;
  const consumer = new ServiceFunction(scope, 'Search', { description: 'Keeps the search index up to date', bundles, bundle: '_platform/search', entry: 'handler', seconds });
  table.allow(consumer, searchReach(definitions));
  new Consumer(scope, 'SearchEvents', { bus, topic, consumer, seconds, pattern: ourEvents, section: 'The search index is behind', says: 'Changes that the search index should show wait in its dead-letter queue.' });
}

function mailing(scope: Construct, { bundles, table, bus, topic, from }: Shared & { from: string }): void {
  const seconds = 60;
  const consumer = new ServiceFunction(scope, 'Mail', { description: 'Sends notifications', bundles, bundle: '_platform/mail', entry: 'handler', seconds });
  table.allow(consumer, mailReach());
  consumer.addEnvironment(MAIL_FROM, from);
  // While an account is in the SES sandbox, the recipient's identity is asked for as well as the sender's; the condition is what limits.
  consumer.addToRolePolicy(new PolicyStatement({ actions: ['ses:SendEmail'], resources: [Stack.of(scope).formatArn({ service: 'ses', resource: 'identity', resourceName: '*' })], conditions: { StringEquals: { 'ses:FromAddress': from } } }));
  Validations.of(consumer.role!).acknowledge({ id: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]', reason: 'Limited by who mail is from; see above.' });
  const { rule } = new Consumer(scope, 'MailEvents', { bus, topic, consumer, seconds, pattern: ourEvents, section: 'Mail is not sent', says: 'Notifications wait in the dead-letter queue of mail.' });
  // A replay of the archive tells nobody anything that they do not know.
  (rule.node.defaultChild as CfnRule).addPropertyOverride('EventPattern.replay-name', Match.doesNotExist());
}
