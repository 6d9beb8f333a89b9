import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, Metric, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { NAMESPACE, type MetricName } from '../../shared/aws/metric.ts';

export interface ServiceAlarmProps {
  readonly topic: ITopic;
  /** One sentence for whoever is called out. */
  readonly says: string;
  /** The heading in docs/runbook.md that says what to do. */
  readonly section: string;
  readonly metric: IMetric;
  /** Alarms from here on. */
  readonly threshold: number;
  /** How many periods of the metric in a row. */
  readonly periods?: number;
  /** True where silence is what is wrong. */
  readonly whenSilent?: boolean;
  /** Whether percentiles of a few requests count for nothing. */
  readonly ignoreFew?: boolean;
}

/** An alarm that says what is wrong and where the runbook says what to do about it. */
export class ServiceAlarm extends Alarm {
  readonly name: string;

  constructor(scope: Construct, id: string, { topic, says, section, metric, threshold, periods = 1, whenSilent = false, ignoreFew = false }: ServiceAlarmProps) {
    // The subject of the mail: which deployment, and what of it. A section has one alarm in a stack.
    const name = `${Stack.of(scope).stackName}: ${section}`;
    super(scope, id, {
      alarmName: name,
      alarmDescription: `${says} docs/runbook.md#${slugOf(section)}`,
      metric, threshold, evaluationPeriods: periods,
      comparisonOperator: whenSilent ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      ...(ignoreFew && { evaluateLowSampleCountPercentile: 'ignore' }),
      treatMissingData: whenSilent ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    this.name = name;
    this.addAlarmAction(new SnsAction(topic));
  }
}

/** A metric that the service counts itself, of the functions of a stack, or of a table. */
export const ownMetric = (service: string, metricName: MetricName, { statistic = 'Sum', period = Duration.minutes(5) }: { statistic?: string; period?: Duration } = {}): Metric =>
  new Metric({ namespace: NAMESPACE, metricName, dimensionsMap: { service }, statistic, period });

/** A heading's anchor, as Markdown renderers make it. */
export const slugOf = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-');

/** The sum of at most ten metrics, which is what an alarm can reckon with. */
export const sumOf = (metrics: readonly IMetric[], period = Duration.minutes(5)): IMetric => new MathExpression({
  expression: metrics.map((_, at) => `FILL(m${at}, 0)`).join(' + '),
  usingMetrics: Object.fromEntries(metrics.map((metric, at) => [`m${at}`, metric])), period,
});
