import { Validations, type IAspect } from 'aws-cdk-lib';
import { PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { IConstruct } from 'constructs';
import { ServiceFunction } from './function.ts';
import { Machine } from './machine.ts';

/** Has X-Ray record what functions and machines do. */
export class Traced implements IAspect {
  visit(node: IConstruct): void {
    if (node instanceof ServiceFunction) {
      (node.node.defaultChild as CfnFunction).tracingConfig = { mode: 'Active' };
      permit(node.role as Role, ['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
    }
    if (node instanceof Machine) {
      for (const resource of node.node.findAll()) if (resource instanceof CfnStateMachine) resource.tracingConfiguration = { enabled: true };
      permit(node.role, ['xray:PutTraceSegments', 'xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets']);
    }
  }
}

function permit(role: Role, actions: string[]): void {
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources: ['*'] }));
  Validations.of(role).acknowledge({ id: 'AwsSolutions-IAM5[Resource::*]', reason: 'X-Ray has no resources to name.' });
}
