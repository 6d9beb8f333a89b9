import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnStateMachineAlias, CfnStateMachineVersion, DefinitionBody, LogLevel, StateMachine, StateMachineType, type CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceAlarm, sumOf } from './alarm.ts';
import { OwnRole } from './function.ts';

/** What executions are started by: the version that the last deployment published. */
const ALIAS = 'live';

const folder = join(import.meta.dirname, '..', '..', 'statemachines');

export interface MachineProps {
  /** The name under `workflows`, and of the ASL file. */
  readonly machine: string;
  /** What the names of everything in the account begin with. */
  readonly prefix: string;
  /** The function that every Task calls. */
  readonly step: Function;
  readonly topic: ITopic;
}

/**
 * The ARN of a machine without a reference to it: the function that it calls answers its tokens, and the one that starts it knows it, so
 * that neither can wait for it to be made.
 */
export const machineArn = (scope: Construct, { prefix, machine }: { prefix: string; machine: string }): string =>
  `arn:${Stack.of(scope).partition}:states:${Stack.of(scope).region}:${Stack.of(scope).account}:stateMachine:${prefix}-${machine}`;

/** The ARN of what executions of a machine are started by. */
export const liveArn = (scope: Construct, of: { prefix: string; machine: string }): string => `${machineArn(scope, of)}:${ALIAS}`;

/** A Standard machine from its ASL file. Each change publishes a version and moves the alias; executions under way keep theirs. */
export class Machine extends Construct {
  constructor(scope: Construct, id: string, { machine, prefix, step, topic }: MachineProps) {
    super(scope, id);
    const role = new OwnRole(this, 'Role', 'states.amazonaws.com');
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [step.functionArn] }));
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Delivery of logs and X-Ray have no resources to name.' });
    // Under this prefix, what one resource policy may say is enough for any number of log groups.
    const log = new LogGroup(this, 'Log', { logGroupName: `/aws/vendedlogs/states/${prefix}-${machine}`, retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    const made = new StateMachine(this, 'Machine', {
      stateMachineName: `${prefix}-${machine}`, stateMachineType: StateMachineType.STANDARD, role,
      definitionBody: DefinitionBody.fromString(readFileSync(join(folder, `${machine}.asl.json`), 'utf8')), definitionSubstitutions: { StepFunction: step.functionArn },
      logs: { destination: log, level: LogLevel.ALL, includeExecutionData: false }, tracingEnabled: true,
    });
    const resource = made.node.defaultChild as CfnStateMachine;
    // The machine names its role, and the role holds its policies, so there is nothing more to wait for.
    resource.addDeletionOverride('DependsOn');
    const version = new CfnStateMachineVersion(this, 'Version', { stateMachineArn: made.stateMachineArn, stateMachineRevisionId: resource.attrStateMachineRevisionId });
    // An execution names its version for as long as it runs.
    version.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnStateMachineAlias(this, 'Alias', { name: ALIAS, deploymentPreference: { type: 'ALL_AT_ONCE', stateMachineVersionArn: version.attrArn } });
    watch(this, { machine, made, topic });
  }
}

function watch(scope: Construct, { machine, made, topic }: { machine: string; made: StateMachine; topic: ITopic }): void {
  const every = { period: Duration.minutes(5), statistic: 'Sum' };
  const alarm = (id: string, section: string, says: string, metric: IMetric): void => {
    new ServiceAlarm(scope, id, { topic, section, says, metric, threshold: 1 });
  };
  alarm('FailedAlarm', 'Workflows fail', `Executions of ${machine} failed or ran out of time; their records wait for nobody.`, sumOf([made.metricFailed(every), made.metricTimedOut(every)]));
  alarm('AbortedAlarm', 'Workflows were stopped', `Somebody stopped executions of ${machine}; their records wait for nobody.`, made.metricAborted(every));
  alarm('ThrottledAlarm', 'Workflows are throttled', `Step Functions slows ${machine} down: more state transitions than the account may make.`, made.metricThrottled(every));
}
