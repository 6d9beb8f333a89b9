import { Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, MathExpression, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

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
}

/** An alarm that says what is wrong and where the runbook says what to do about it. */
export class ServiceAlarm extends Alarm {
  constructor(scope: Construct, id: string, { topic, says, section, metric, threshold, periods = 1, whenSilent = false }: ServiceAlarmProps) {
    super(scope, id, {
      alarmDescription: `${says} docs/runbook.md#${slugOf(section)}`,
      metric, threshold, evaluationPeriods: periods,
      comparisonOperator: whenSilent ? ComparisonOperator.LESS_THAN_THRESHOLD : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: whenSilent ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    this.addAlarmAction(new SnsAction(topic));
  }
}

/** A heading's anchor, as Markdown renderers make it. */
export const slugOf = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N} -]/gu, '').replaceAll(' ', '-');

/** The sum of at most ten metrics, which is what an alarm can reckon with. */
export const sumOf = (metrics: readonly IMetric[], period = Duration.minutes(5)): IMetric => new MathExpression({
  expression: metrics.map((_, at) => `FILL(m${at}, 0)`).join(' + '),
  usingMetrics: Object.fromEntries(metrics.map((metric, at) => [`m${at}`, metric])), period,
});
