/** The environment variable with the least level of the lines that are written: DEBUG, INFO, WARN or ERROR; INFO without it. */
export const LOG_LEVEL = 'LAMBDESK_LOG_LEVEL';

/** The environment variable with the name of the stack, which lines carry as `service` and metrics have as their only dimension. */
export const SERVICE = 'POWERTOOLS_SERVICE_NAME';

export const NAMESPACE = 'Lambdesk';

/** What is counted, by stack. Each costs $0.30 a month and stack, for the hours in which it is written; `Throttled` is counted by table. */
export const metricNames = [
  'Commands', 'Refused', 'Contended', 'Breached', 'ReactionsSkipped', 'ConsumersFailed', 'WriteUnits', 'SweepLag', 'RelayLag', 'MailSent', 'Throttled',
] as const;
export type MetricName = typeof metricNames[number];
