/** What AWS asks for one thing that it counts. */
export interface Price {
  readonly service: string;
  /** What is counted, as a bill names it. */
  readonly unit: string;
  readonly usd: number;
  /** So many units cost that. */
  readonly per: number;
  /** Units a month that every account has free, for ever. What is free for the first year only is left out. */
  readonly free: number;
  /** The page of the list price; what could not be read there itself says so. */
  readonly source: string;
  readonly unconfirmed?: string;
}

export const listed = { currency: 'US$', region: 'us-east-1', date: '2026-11-21', taxes: 'without' } as const;

const MILLION = 1_000_000;
const price = (service: string, unit: string, usd: number, per: number, free: number, source: string, unconfirmed?: string): Price =>
  ({ service, unit, usd, per, free, source, ...(unconfirmed && { unconfirmed }) });

/** Public list prices of everything that a deployment is charged for, first tier: `listed` says where and when. */
export const prices = {
  writeUnits: price('DynamoDB', 'write request units', 0.625, MILLION, 0, 'Amazon DynamoDB pricing, on-demand capacity'),
  readUnits: price('DynamoDB', 'read request units', 0.125, MILLION, 0, 'Amazon DynamoDB pricing, on-demand capacity'),
  tableGbMonths: price('DynamoDB', 'GB-months stored', 0.25, 1, 25, 'Amazon DynamoDB pricing, on-demand capacity'),
  backupGbMonths: price('DynamoDB', 'GB-months of point-in-time recovery', 0.20, 1, 0, 'Amazon DynamoDB pricing, on-demand capacity', 'from guides to the page, not from the page itself'),
  invocations: price('Lambda', 'requests', 0.20, MILLION, MILLION, 'AWS Lambda pricing'),
  gbSeconds: price('Lambda', 'GB-seconds on arm64', 0.000_013_333_4, 1, 400_000, 'AWS Lambda pricing'),
  apiRequests: price('API Gateway', 'requests to an HTTP API, by 512 KB', 1.00, MILLION, 0, 'Amazon API Gateway pricing'),
  events: price('EventBridge', 'custom events, by 64 KB', 1.00, MILLION, 0, 'Amazon EventBridge pricing'),
  archivedGb: price('EventBridge', 'GB put into the archive', 0.10, 1, 0, 'Amazon EventBridge pricing'),
  archiveGbMonths: price('EventBridge', 'GB-months in the archive', 0.023, 1, 0, 'Amazon EventBridge pricing'),
  schedules: price('EventBridge', 'calls by the Scheduler', 1.00, MILLION, 14 * MILLION, 'Amazon EventBridge pricing'),
  queueRequests: price('SQS', 'requests to standard queues, by 64 KB', 0.40, MILLION, MILLION, 'Amazon SQS pricing'),
  transitions: price('Step Functions', 'state transitions, Standard', 0.025, 1000, 4000, 'AWS Step Functions pricing'),
  mails: price('SES', 'messages', 0.10, 1000, 0, 'Amazon SES pricing'),
  logGb: price('CloudWatch', 'GB of logs taken in', 0.50, 1, 5, 'Amazon CloudWatch pricing'),
  logGbMonths: price('CloudWatch', 'GB-months of logs kept', 0.03, 1, 0, 'Amazon CloudWatch pricing', 'the free 5 GB are for logs taken in and kept together; all of them are counted as taken in here'),
  alarmMetrics: price('CloudWatch', 'metrics that alarms look at, a month', 0.10, 1, 10, 'Amazon CloudWatch pricing'),
  compositeAlarms: price('CloudWatch', 'composite alarms, a month', 0.50, 1, 0, 'Amazon CloudWatch pricing', 'known, not looked up: there are none in the stacks'),
  dashboards: price('CloudWatch', 'dashboards beyond an account\'s first three, a month', 3.00, 1, 0, 'Amazon CloudWatch pricing'),
  customMetrics: price('CloudWatch', 'custom metrics, a month', 0.30, 1, 10, 'Amazon CloudWatch pricing'),
  traces: price('X-Ray', 'traces recorded', 5.00, MILLION, 100_000, 'AWS X-Ray pricing'),
  egressGb: price('Data transfer', 'GB out to the internet', 0.09, 1, 100, 'Amazon EC2 on-demand pricing, data transfer'),
  activePeople: price('Cognito', 'people who sign in a month, Essentials', 0.015, 1, 10_000, 'Amazon Cognito pricing', 'from guides to the page, not from the page itself'),
  keys: price('KMS', 'customer managed keys, a month', 1.00, 1, 0, 'AWS Key Management Service pricing', 'known, not looked up: there are none in the stacks'),
  firewalls: price('WAF', 'web access control lists, a month', 5.00, 1, 0, 'AWS WAF pricing', 'known, not looked up: there are none in the stacks; rules cost US$ 1 each besides'),
  secrets: price('Secrets Manager', 'secrets, a month', 0.40, 1, 0, 'AWS Secrets Manager pricing', 'known, not looked up: there are none in the stacks'),
} as const satisfies Record<string, Price>;

export type Item = keyof typeof prices;
export const items = Object.keys(prices) as Item[];
