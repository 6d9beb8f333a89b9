import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { CfnStateMachineAlias, CfnStateMachineVersion, DefinitionBody, LogLevel, StateMachine, StateMachineType, StateTransitionMetric, type CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NAMESPACE } from '../../shared/aws/metric.ts';
import { ServiceAlarm } from './alarm.ts';
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
  readonly role: OwnRole;

  constructor(scope: Construct, id: string, { machine, prefix, step }: MachineProps) {
    super(scope, id);
    const role = this.role = new OwnRole(this, 'Role', 'states.amazonaws.com');
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [step.functionArn] }));
    Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'Delivery of logs has no resources to name.' });
    // Under this prefix, what one resource policy may say is enough for any number of log groups.
    const log = new LogGroup(this, 'Log', { logGroupName: `/aws/vendedlogs/states/${prefix}-${machine}`, retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
    const made = new StateMachine(this, 'Machine', {
      stateMachineName: `${prefix}-${machine}`, stateMachineType: StateMachineType.STANDARD, role,
      definitionBody: DefinitionBody.fromString(readFileSync(join(folder, `${machine}.asl.json`), 'utf8')), definitionSubstitutions: { StepFunction: step.functionArn },
      logs: { destination: log, level: LogLevel.ALL, includeExecutionData: false },
    });
    Validations.of(made).acknowledge({ id: 'AwsSolutions-SF2', reason: 'Traced where the setting tracing asks for it: X-Ray is paid for by the trace, and every step is in the log.' });
    const resource = made.node.defaultChild as CfnStateMachine;
    // The machine names its role, and the role holds its policies, so there is nothing more to wait for.
    resource.addDeletionOverride('DependsOn');
    const version = new CfnStateMachineVersion(this, 'Version', { stateMachineArn: made.stateMachineArn, stateMachineRevisionId: resource.attrStateMachineRevisionId });
    // An execution names its version for as long as it runs.
    version.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnStateMachineAlias(this, 'Alias', { name: ALIAS, deploymentPreference: { type: 'ALL_AT_ONCE', stateMachineVersionArn: version.attrArn } });
    countEnds(this, log);
  }
}

/**
 * Alarms on all machines of a stack. CloudWatch takes money for each metric of each machine that is watched, and nothing for those that filters
 * make of the machines' logs as long as nothing fails.
 */
export function watchMachines(scope: Construct, topic: ITopic): void {
  const alarm = (id: string, section: string, says: string, metric: IMetric): void => {
    new ServiceAlarm(scope, id, { topic, section, says, metric, threshold: 1 });
  };
  const ended = (name: EndedBadly): Metric => endedMetric(scope, name);
  alarm('FailedAlarm', 'Workflows fail', 'Executions failed or ran out of time; their records wait for nobody.', ended('ExecutionsFailed'));
  alarm('AbortedAlarm', 'Workflows were stopped', 'Somebody stopped executions; their records wait for nobody.', ended('ExecutionsAborted'));
  alarm('ThrottledAlarm', 'Workflows are throttled', 'Step Functions slows executions down: more state transitions than the account may make.', StateTransitionMetric.metricThrottledEvents({ period: Duration.minutes(5), statistic: 'Sum' }));
}

type EndedBadly = 'ExecutionsFailed' | 'ExecutionsAborted';

/** How many executions of all machines of a stack ended so. */
export const endedMetric = (scope: Construct, name: EndedBadly): Metric => new Metric({ namespace: NAMESPACE, metricName: endedName(scope, name), statistic: 'Sum', period: Duration.minutes(5) });

/** Filters cannot name the stage as a dimension, because no line of a machine's log has it. */
const endedName = (scope: Construct, name: EndedBadly): string => `${Stack.of(scope).stackName} ${name}`;

function countEnds(scope: Construct, logGroup: LogGroup): void {
  const count = (name: EndedBadly, ...types: string[]): void => {
    new MetricFilter(scope, name, { logGroup, filterPattern: FilterPattern.any(...types.map((type) => FilterPattern.stringValue('$.type', '=', type))), metricNamespace: NAMESPACE, metricName: endedName(scope, name) });
  };
  count('ExecutionsFailed', 'ExecutionFailed', 'ExecutionTimedOut');
  count('ExecutionsAborted', 'ExecutionAborted');
}
