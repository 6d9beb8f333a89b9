import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { slugOf } from './constructs/alarm.ts';
import { FamilyDashboard } from './constructs/dashboard.ts';
import { platformRows } from './constructs/platform-rows.ts';
import type { PlatformStack } from './platform-stack.ts';
import type { PracticesStack } from './practices-stack.ts';
import type { Settings } from './settings.ts';
import type { WorkflowsStack } from './workflows-stack.ts';

export interface ObservabilityStackProps extends StackProps {
  readonly settings: Settings;
  readonly platform: PlatformStack;
  readonly practices: readonly PracticesStack[];
  readonly workflows?: WorkflowsStack;
}

/** The section of the runbook for a budget that is passed, which is no alarm of CloudWatch. */
export const BUDGET_SECTION = 'The month costs more than planned';

/**
 * What people look at: a dashboard for each family, and a budget where one is given. Everything is named and nothing referred to, as far as
 * that goes: a practice that is taken out would otherwise have to wait for this stack, and this stack for it.
 */
export class ObservabilityStack extends Stack {
  constructor(scope: Construct, id: string, { settings, platform, practices, workflows, ...props }: ObservabilityStackProps) {
    super(scope, id, props);
    // An account has three dashboards free, and a fourth costs $3 a month: the platform is shown with the family that has three practices.
    const host = practices.find(({ family }) => family === 'technical') ?? practices.at(-1);
    for (const stack of practices) {
      new FamilyDashboard(this, stack.family, { prefix: settings.prefix, stack, before: stack === host ? platformRows(this, { platform, workflows }) : [] });
    }
    if (settings.budget) budget(this, { settings, platform, usd: settings.budget });
  }
}

/** Tells the alarm topic when the account's month has cost more than planned, or will. Metrics of bills are in one region only; budgets are everywhere. */
function budget(scope: Construct, { settings: { prefix }, platform: { topic, key }, usd }: { settings: Settings; platform: PlatformStack; usd: number }): void {
  const sender = new ServicePrincipal('budgets.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } } });
  topic.grantPublish(sender);
  key?.allowSender('budgets.amazonaws.com');
  const told = (notificationType: 'ACTUAL' | 'FORECASTED'): CfnBudget.NotificationWithSubscribersProperty => ({
    notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: 100, thresholdType: 'PERCENTAGE' },
    subscribers: [{ subscriptionType: 'SNS', address: topic.topicArn }],
  });
  new CfnBudget(scope, 'Budget', {
    // All that the mail shows of it.
    budget: { budgetName: `${prefix}, see docs/runbook.md#${slugOf(BUDGET_SECTION)}`, budgetType: 'COST', timeUnit: 'MONTHLY', budgetLimit: { amount: usd, unit: 'USD' } },
    notificationsWithSubscribers: [told('ACTUAL'), told('FORECASTED')],
  });
}
