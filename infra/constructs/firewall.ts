import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/** Requests that one address may make in five minutes; an office behind one address signs in through it in the morning. */
const MOST_REQUESTS = 2_000;

/** AWS WAF before what it can stand before in a region. An HTTP API is not among that, a user pool is. */
export class Firewall extends Construct {
  constructor(scope: Construct, id: string, { name, guards }: { name: string; guards: string }) {
    super(scope, id);
    const seenAs = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({ metricName: `${name}-${metricName}`, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true });
    const managed = (rules: string, priority: number): CfnWebACL.RuleProperty =>
      ({ name: rules, priority, overrideAction: { none: {} }, statement: { managedRuleGroupStatement: { vendorName: 'AWS', name: rules } }, visibilityConfig: seenAs(rules) });
    const acl = new CfnWebACL(this, 'Acl', {
      name: `${name}-sign-in`, description: 'Guards the sign-in', scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: seenAs('sign-in'),
      rules: [
        { name: 'TooMany', priority: 0, action: { block: {} }, statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: MOST_REQUESTS, evaluationWindowSec: 300 } }, visibilityConfig: seenAs('TooMany') },
        managed('AWSManagedRulesCommonRuleSet', 1),
        managed('AWSManagedRulesKnownBadInputsRuleSet', 2),
      ],
    });
    new CfnWebACLAssociation(this, 'Association', { resourceArn: guards, webAclArn: acl.attrArn });
  }
}
