import type { Synthesised } from '../../test/infra/synthesise.ts';
import { sumOf, type Usage } from './model.ts';

export const MINUTES_A_MONTH = 43_800;
/** Long polls of Lambda last 20 seconds. */
const POLLS_A_MINUTE = 3;

/** How a function is deployed, as far as that costs. */
export interface Deployed { readonly stack: string; readonly gb: number; readonly traced: boolean; readonly systemLines: boolean }

/** What the synthesised stacks say about cost. */
export interface Stacks {
  /** What a month costs in which nothing happens, without what the sweep does. */
  readonly standing: Usage;
  readonly sweepsAMonth: number;
  /** Queues that Lambda polls, and those of them that practices react by. */
  readonly polled: number;
  readonly reacting: number;
  /** What one more practice that reacts to events adds to `standing`. */
  readonly onePractice: Usage;
  /** The function whose logical id begins with this. @throws {RangeError} when none does: lives and stacks drifted apart */
  functionOf(name: string): Deployed;
  /** Bytes of a line of the API's access log. */
  readonly accessLine: number;
  readonly tracedMachines: boolean;
  /** Types of resources that this model knows no price of. */
  readonly unknown: readonly string[];
}

type Properties = Record<string, any>;

/** Priced by use, which lives count, or free. */
const byUse = [
  'AWS::ApiGatewayV2::', 'AWS::Cognito::', 'AWS::DynamoDB::Table', 'AWS::Events::', 'AWS::IAM::', 'AWS::Lambda::', 'AWS::Logs::', 'AWS::SNS::', 'AWS::SQS::', 'AWS::StepFunctions::',
  'AWS::CDK::Metadata', 'AWS::S3::', 'AWS::CloudFront::', 'AWS::SSM::Parameter', 'AWS::ResourceGroups::', 'Custom::',
];

/** Monthly prices of resources, whatever is done with them. */
const byMonth: Readonly<Record<string, (properties: Properties) => Usage>> = {
  'AWS::CloudWatch::Alarm': ({ Metrics }) => ({ alarmMetrics: Metrics ? (Metrics as Properties[]).filter(({ MetricStat, Expression }) => MetricStat || /^\s*SELECT/i.test(Expression ?? '')).length : 1 }),
  'AWS::CloudWatch::CompositeAlarm': () => ({ compositeAlarms: 1 }),
  'AWS::CloudWatch::Dashboard': () => ({ dashboards: 1 }),
  // A metric costs in the hours in which it is written; a filter without a default writes when something is found.
  'AWS::Logs::MetricFilter': ({ MetricTransformations }) => ({ customMetrics: (MetricTransformations as Properties[]).filter(({ DefaultValue }) => DefaultValue !== undefined).length }),
  'AWS::Lambda::EventSourceMapping': (mapping) => ({ queueRequests: pollersOf(mapping) * POLLS_A_MINUTE * MINUTES_A_MONTH }),
  'AWS::Scheduler::Schedule': ({ ScheduleExpression }) => ({ schedules: callsAMonth(ScheduleExpression) }),
  'AWS::KMS::Key': () => ({ keys: 1 }),
  'AWS::WAFv2::WebACL': () => ({ firewalls: 1 }),
  'AWS::SecretsManager::Secret': () => ({ secrets: 1 }),
};

/** Reads from templates what stands there month after month, and how functions are deployed. */
export function readStacks({ resources, ofType }: Pick<Synthesised, 'resources' | 'ofType'>): Stacks {
  const all = [...resources];
  const usageOf = ([, { Type, Properties = {} }]: (typeof all)[number]): Usage => byMonth[Type]?.(Properties) ?? {};
  const polledQueues = ofType('AWS::Lambda::EventSourceMapping').filter(([, { Properties }]) => pollersOf(Properties) > 0);
  const reactions = polledQueues.filter(([id]) => id.includes('Reactions'));
  const functions = ofType('AWS::Lambda::Function');
  const sweep = ofType('AWS::Scheduler::Schedule').find(([id]) => id.includes('Sweep'));
  return {
    standing: beyondFreeDashboards(sumOf(all.map(usageOf))),
    sweepsAMonth: sweep ? callsAMonth(sweep[1].Properties.ScheduleExpression) : 0,
    polled: polledQueues.length, reacting: reactions.length,
    onePractice: sumOf(all.filter(([id]) => reactions[0] && id.startsWith(reactions[0][0].slice(0, reactions[0][0].indexOf('Reactions')))).map(usageOf)),
    functionOf(name) {
      const found = functions.find(([id]) => id.split('/')[1]!.startsWith(name));
      if (!found) throw new RangeError(`No function ${name} is in the stacks: there are ${functions.map(([id]) => id).join(', ')}.`);
      const { MemorySize = 128, TracingConfig, LoggingConfig } = found[1].Properties;
      return { stack: found[0].split('/')[0]!, gb: MemorySize / 1024, traced: TracingConfig?.Mode === 'Active', systemLines: !['WARN', 'ERROR'].includes(LoggingConfig?.SystemLogLevel) };
    },
    accessLine: Math.max(0, ...ofType('AWS::ApiGatewayV2::Stage').map(([, { Properties }]) => Properties.AccessLogSettings?.Format?.length ?? 0)),
    tracedMachines: ofType('AWS::StepFunctions::StateMachine').some(([, { Properties }]) => Properties.TracingConfiguration?.Enabled),
    unknown: [...new Set(all.map(([, { Type }]) => Type))].filter((type) => !(type in byMonth) && !byUse.some((prefix) => type.startsWith(prefix))),
  };
}

/** The first three dashboards of an account are never charged for. */
const beyondFreeDashboards = (usage: Usage): Usage => ({ ...usage, dashboards: Math.max(0, (usage.dashboards ?? 0) - 3) });

/**
 * How many pollers look at a queue when there is nothing in it: Lambda goes down from five to as few as two, which is taken for granted here, but
 * not where the mapping limits concurrency (AWS Lambda developer guide, scaling behaviour of SQS event source mappings). Streams are polled for nothing.
 */
function pollersOf({ StartingPosition, ScalingConfig, ProvisionedPollerConfig }: Properties): number {
  if (StartingPosition) return 0;
  if (ProvisionedPollerConfig) throw new RangeError('The model knows no price of provisioned pollers.');
  return ScalingConfig?.MaximumConcurrency ? 5 : 2;
}

function callsAMonth(expression: string): number {
  const [, many, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (!many) throw new RangeError(`The model cannot tell how often ${expression} calls; it knows rates.`);
  return MINUTES_A_MONTH / (Number(many) * { minute: 1, hour: 60, day: 1440 }[unit as 'minute']);
}
