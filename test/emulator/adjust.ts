import { CfnResource, type App } from 'aws-cdk-lib';

/** What of the product's stacks the emulator cannot hold, by its CloudFormation type, and why nothing is missed there. */
interface Adjustment {
  readonly type: string;
  readonly why: string;
  /** Of that type, those that it holds nevertheless. */
  readonly unless?: (resource: CfnResource) => boolean;
}

export const adjustments: readonly Adjustment[] = [
  { type: 'AWS::Events::Archive', why: 'Its CloudFormation does not know archives. Nothing but a replay reads one.' },
  { type: 'AWS::Logs::MetricFilter', why: 'Its CloudFormation does not know metrics read from logs. Alarms and dashboards look at them, and the service does not.' },
  { type: 'AWS::Cognito::ManagedLoginBranding', why: 'Its CloudFormation does not know how a sign-in page looks. Stories sign in without a page.' },
  {
    type: 'AWS::CloudWatch::Alarm', why: 'It refuses alarms on a sum or difference of metrics. They notify people, and the service reads none.',
    unless: (alarm) => (alarm as unknown as { metrics?: unknown }).metrics === undefined,
  },
];

/** Takes out of an app what the emulator cannot hold; answers the type and path of each. */
export function adjust(app: App): string[] {
  const removed = app.node.findAll().filter((one): one is CfnResource =>
    CfnResource.isCfnResource(one) && adjustments.some(({ type, unless }) => one.cfnResourceType === type && !unless?.(one)));
  for (const { node } of removed) node.scope!.node.tryRemoveChild(node.id);
  return removed.map(({ cfnResourceType, node }) => `${cfnResourceType} ${node.path}`);
}
