import { Stack, type StackProps } from 'aws-cdk-lib';
import { Match, type CfnRule, type EventPattern } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { MACHINE_ARNS } from '../shared/aws/step-functions.ts';
import { startedBy, waitedFor } from '../shared/events/workflow.ts';
import type { AnyDefinition } from '../shared/record/define.ts';
import { pascalCase } from '../shared/record/pascal-case.ts';
import { Consumer, DeadLetters } from './constructs/consumer.ts';
import { ServiceFunction } from './constructs/function.ts';
import { liveArn, Machine, machineArn, watchMachines } from './constructs/machine.ts';
import { ourEvents } from './constructs/service-bus.ts';
import type { PlatformStack } from './platform-stack.ts';
import { resumeReach, stepReach } from './reach.ts';

export interface WorkflowsStackProps extends StackProps {
  readonly prefix: string;
  readonly definitions: readonly AnyDefinition[];
  readonly platform: PlatformStack;
  readonly bundles: string;
}

/** The machines that definitions name, and the three functions that start them, act for them and end their waits. */
export class WorkflowsStack extends Stack {
  /** Their ARNs, which are the same whether the machines are made or not. */
  readonly machines: readonly string[];
  constructor(scope: Construct, id: string, { prefix, definitions, platform: { bus, table, topic }, bundles, ...props }: WorkflowsStackProps) {
    super(scope, id, props);
    const machines = machinesOf(definitions);
    const arns = this.machines = machines.map((machine) => machineArn(this, { prefix, machine }));
    const seconds = 60;
    const entry = (name: string, description: string, as: 'start' | 'step' | 'resume'): ServiceFunction =>
      new ServiceFunction(this, name, { description, bundles, bundle: '_platform/workflow', entry: as, seconds });

    const step = entry('Step', 'Gives commands and keeps tokens for the machines', 'step');
    table.allow(step, stepReach(definitions));
    const resume = entry('Resume', 'Ends waits of the machines when a record changes', 'resume');
    table.allow(resume, resumeReach(definitions));
    const start = entry('Start', 'Starts the machines', 'start');
    for (const answering of [step, resume]) answering.addToRolePolicy(new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: arns }));
    // Step Functions judges an alias by the ARN of its machine.
    start.addToRolePolicy(new PolicyStatement({ actions: ['states:StartExecution'], resources: arns }));
    start.addEnvironment(MACHINE_ARNS, this.toJsonString(Object.fromEntries(machines.map((machine) => [machine, liveArn(this, { prefix, machine })]))));

    for (const machine of machines) new Machine(this, pascalCase(machine), { machine, prefix, step });
    watchMachines(this, topic);
    const dead = new DeadLetters(this, 'DeadLetters', { bus, topic, section: 'Workflows do not follow events', says: 'Events that should have started a workflow, or ended its wait, lie in a dead-letter queue.' });
    const consume = (name: string, consumer: ServiceFunction, pattern: EventPattern): void => {
      const { rule } = new Consumer(this, name, { bus, topic, consumer, seconds, pattern, dead });
      // What the archive tells again has been followed long ago.
      (rule.node.defaultChild as CfnRule).addPropertyOverride('EventPattern.replay-name', Match.doesNotExist());
    };
    consume('Starts', start, { ...ourEvents, detailType: Match.anyOf(...startedBy(definitions)) });
    consume('Changes', resume, { ...ourEvents, detailType: waitedFor(definitions).flatMap((type) => Match.prefix(`${type}.`)) });
  }
}

/** The machines that the definitions name. */
export const machinesOf = (definitions: readonly AnyDefinition[]): string[] => [...new Set(definitions.flatMap(({ workflows }) => Object.keys(workflows ?? {})))];
