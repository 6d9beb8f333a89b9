import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import type { LogLine } from '../store/kernel.ts';
import { Throttled, type Meter } from '../store/table.ts';
import { bareError, describedError, nameOf } from './described-error.ts';
import { LOG_LEVEL, NAMESPACE, type MetricName } from './metric.ts';

/** Half of what Powertools would write: the log group says which function it is, and how much memory that has. */
class LineFormatter extends LogFormatter {
  override formatAttributes({ logLevel, timestamp, message, serviceName, lambdaContext, xRayTraceId }: UnformattedAttributes, more: LogAttributes): LogItem {
    return new LogItem({ attributes: {
      timestamp: this.formatTimestamp(timestamp), level: logLevel, message, service: serviceName,
      cold_start: lambdaContext?.coldStart, function_request_id: lambdaContext?.awsRequestId, traceId: xRayTraceId, ...more,
    } });
  }

  override formatError(error: Error): LogAttributes {
    return { name: nameOf(error), stack: describedError(error) };
  }
}

const logger = new Logger({ logLevel: process.env[LOG_LEVEL] as 'INFO' | undefined, logFormatter: new LineFormatter() });
const metrics = new Metrics({ namespace: NAMESPACE });

/** Writes a line of a Lambda's log, and counts what it tells of. */
export function logLine({ message, cause, ...line }: LogLine): void {
  count(message, line);
  logger[levelOf(message, line.outcome)](message, { ...line, ...(cause !== undefined && { cause: describedError(cause) }) });
}

/** Has the write units of a table counted. */
export function countUnitsOf(table: { readonly name: string; readonly meter: Meter }): void { metered = table; }

/**
 * A Lambda's handler with whatever its lines and metrics need: the request's id, and an end at which metrics are written. What it throws is
 * logged, and thrown on without its message.
 * @param practice the practice, or the function of the platform, that all its lines name
 */
export function observed<E, A>(practice: string, handler: (event: E, context: Context) => Promise<A>): (event: E, context: Context) => Promise<A> {
  logger.appendPersistentKeys({ practice });
  return async (event, context) => {
    logger.refreshSampleRateCalculation();
    logger.addContext(context);
    try {
      return await handler(event, context);
    } catch (error) {
      logLine(error instanceof Throttled ? { message: 'throttled', throttled: error.reason } : { message: 'bug', bug: nameOf(error), cause: error });
      throw bareError(error);
    } finally {
      publish();
    }
  };
}

let metered: { readonly name: string; readonly meter: Meter } | undefined;
let unitsBefore = 0;

function publish(): void {
  const units = metered?.meter.writeUnits ?? 0;
  if (units > unitsBefore) add('WriteUnits', units - unitsBefore);
  unitsBefore = units;
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}

function levelOf(message: LogLine['message'], outcome: LogLine['outcome']): 'debug' | 'info' | 'warn' | 'error' {
  if (message === 'bug') return 'error';
  if (message === 'throttled' || outcome === 'failed') return 'warn';
  return outcome === 'unchanged' ? 'debug' : 'info';
}

function count(message: LogLine['message'], { outcome, code, events, lagSeconds }: Omit<LogLine, 'message'>): void {
  if (message === 'command' && outcome === 'done') add('Commands');
  if (message === 'command' && outcome === 'refused') add(code === 'contended' ? 'Contended' : 'Refused');
  const breaches = message === 'command' ? events?.filter((type) => type === 'clock-breached').length : undefined;
  if (breaches) add('Breached', breaches);
  if (message === 'reaction' && outcome === 'skipped') add('ReactionsSkipped');
  if (message === 'consumer' && outcome === 'failed') add('ConsumersFailed');
  if (message === 'mail') add('MailSent');
  if (message === 'sweep') add('SweepLag', lagSeconds);
  if (message === 'relay') add('RelayLag', lagSeconds);
  if (message === 'throttled') countOnTable('Throttled');
}

function add(name: MetricName, value = 1): void {
  metrics.addMetric(name, name.endsWith('Lag') ? MetricUnit.Seconds : MetricUnit.Count, value);
}

/** The table is one for all stacks, and so is the alarm on it. */
function countOnTable(name: MetricName): void {
  if (metered) new Metrics({ namespace: NAMESPACE, serviceName: metered.name, singleMetric: true }).addMetric(name, MetricUnit.Count, 1);
}
