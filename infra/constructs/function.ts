import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal, type AddToPrincipalPolicyResult } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function, Runtime, type CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { join } from 'node:path';
import { LOG_LEVEL, SERVICE } from '../../shared/aws/metric.ts';

export interface ServiceFunctionProps {
  readonly description: string;
  /** The directory with all bundles, and the one of this function in it. */
  readonly bundles: string;
  readonly bundle: string;
  /** What the bundle exports as the handler. */
  readonly entry: 'api' | 'react' | 'handler' | 'start' | 'step' | 'resume';
  readonly seconds: number;
}

/** Any Lambda of the service: the one place that says on what they run and how they log. */
export class ServiceFunction extends Function {
  constructor(scope: Construct, id: string, { description, bundles, bundle, entry, seconds }: ServiceFunctionProps) {
    const role = new OwnRole(scope, `${id}Role`, 'lambda.amazonaws.com');
    const logGroup = logGroupOf(Stack.of(scope));
    super(scope, id, {
      description, role, logGroup,
      code: Code.fromAsset(join(bundles, bundle)), handler: `index.${entry}`,
      runtime: Runtime.NODEJS_24_X, architecture: Architecture.ARM_64,
      // CPU comes with memory: below this a cold start is mostly waiting for the bundle to be parsed.
      memorySize: 1024,
      timeout: Duration.seconds(seconds),
      environment: { NODE_OPTIONS: '--enable-source-maps', [SERVICE]: Stack.of(scope).stackName, [LOG_LEVEL]: 'INFO' },
    });
    // The function names its role, and the role holds its policies, so there is nothing more to wait for.
    (this.node.defaultChild as CfnFunction).addDeletionOverride('DependsOn');
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
  }
}

/** Where the functions of a stack log. */
export const logGroupName = (stackName: string): string => `/aws/lambda/${stackName}`;

/** One for all functions of a stack: a question is asked of it once and not of each function, and lines say whose they are. */
function logGroupOf(stack: Stack): LogGroup {
  const made = stack.node.tryFindChild('Log') as LogGroup | undefined;
  return made ?? new LogGroup(stack, 'Log', { logGroupName: logGroupName(stack.stackName), retention: RetentionDays.THREE_MONTHS, removalPolicy: RemovalPolicy.DESTROY });
}

/**
 * A role with its permissions in the role itself. A policy apart would be one more resource for each of some hundred functions, and
 * CloudFormation takes 500 a stack.
 */
export class OwnRole extends Role {
  readonly #own: PolicyDocument;

  constructor(scope: Construct, id: string, service: string) {
    const own = new PolicyDocument();
    // The service for this account and no other: nobody else's function, schedule or machine can borrow the role.
    super(scope, id, { assumedBy: new ServicePrincipal(service, { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } }), inlinePolicies: { own } });
    this.#own = own;
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.#own.addStatements(statement);
    return { statementAdded: true, policyDependable: this };
  }
}
