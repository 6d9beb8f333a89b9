import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Archive, EventBus } from 'aws-cdk-lib/aws-events';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { adjust, adjustments } from './adjust.ts';

const alarm = { evaluationPeriods: 1, comparisonOperator: 'GreaterThanThreshold', threshold: 1 };

function made() {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  const bus = new EventBus(stack, 'Bus');
  new Archive(stack, 'Archive', { sourceEventBus: bus, eventPattern: {} });
  new Queue(stack, 'Queue');
  new CfnAlarm(stack, 'Plain', { ...alarm, namespace: 'AWS/SQS', metricName: 'Age', statistic: 'Maximum', period: 60 });
  new CfnAlarm(stack, 'Sum', { ...alarm, metrics: [{ id: 'sum', expression: 'a + b' }] });
  return { removed: adjust(app), template: Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> } };
}

describe('what the emulator cannot hold', () => {
  it('is taken out, and nothing else', () => {
    const { removed, template } = made();
    expect(removed.sort()).toEqual(['AWS::CloudWatch::Alarm Stack/Sum', 'AWS::Events::Archive Stack/Archive/Archive']);
    expect(Object.values(template.Resources).map(({ Type }) => Type).sort()).toEqual(['AWS::CloudWatch::Alarm', 'AWS::Events::EventBus', 'AWS::SQS::Queue']);
  });

  it('is nothing that a record, an event, a permission or a token goes through', () => {
    const needed = /^AWS::(DynamoDB|Lambda|SQS|StepFunctions|IAM|ApiGatewayV2|Scheduler)::|^AWS::Events::(Rule|EventBus)$|^AWS::Cognito::UserPool/;
    expect(adjustments.map(({ type }) => type).filter((type) => needed.test(type))).toEqual([]);
  });

  it('has a reason each', () => {
    for (const { type, why } of adjustments) expect(why, type).toMatch(/\w.*\.$/);
  });
});
