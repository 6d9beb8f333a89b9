import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { definitions } from '../../functions/index.ts';
import { listensTo } from '../../shared/events/react.ts';
import { metricNames, NAMESPACE } from '../../shared/aws/metric.ts';
import type { AnyDefinition } from '../../shared/record/define.ts';
import { fieldsOf, loggedFields } from './runbook.ts';
import { synthesise, type Synthesised } from './synthesise.ts';

interface Widget { readonly type: string; readonly properties: Record<string, any> }

let stacks: Synthesised;
beforeAll(() => { stacks = synthesise({ context: { mailFrom: 'servicedesk@example.com' } }); });
afterAll(() => stacks?.close());

/** The widgets of every dashboard by its name; what CloudFormation puts in stands as its name in brackets. */
function dashboards(of = stacks): Map<string, Widget[]> {
  const told = (part: any): string => typeof part === 'string' ? part : `<${part.Ref ?? part['Fn::ImportValue']}>`;
  return new Map(of.ofType('AWS::CloudWatch::Dashboard').map(([, { Properties: { DashboardName, DashboardBody: body } }]) =>
    [DashboardName, JSON.parse(typeof body === 'string' ? body : body['Fn::Join'][1].map(told).join('')).widgets]));
}

/** The metrics of a widget in full: in the text of a dashboard, a dot stands for what the metric above has there. */
function metricsOf({ properties: { metrics = [] } }: Widget): { namespace: string; name: string; dimensions: Record<string, string> }[] {
  const full: string[][] = [];
  for (const metric of metrics) full.push(metric.filter((part: unknown) => typeof part === 'string').map((part: string, at: number) => part === '.' ? full.at(-1)![at]! : part));
  return full.map(([namespace, name, ...rest]) => ({ namespace: namespace!, name: name!, dimensions: Object.fromEntries(rest.flatMap((part, at) => at % 2 ? [] : [[part, rest[at + 1]!]])) }));
}
const metricsOn = (name: string, of = stacks) => dashboards(of).get(name)!.flatMap(metricsOf);
const logsOn = (name: string): string[] => dashboards().get(name)!.filter(({ type }) => type === 'log').map(({ properties }) => properties.query);

describe('dashboards', () => {
  it('are one for each family: an account has three free', () => {
    expect([...dashboards().keys()].sort()).toEqual(['lambdesk-general', 'lambdesk-service', 'lambdesk-technical']);
  });

  it('refer to no more than 50 metrics each, which is what is free, with 34 practices too', () => {
    const [pattern] = definitions.filter(({ name }) => name === 'incident') as [AnyDefinition];
    const counts = { service: 17, general: 14, technical: 3 };
    const many = Object.entries(counts).flatMap(([family, count]) => Array.from({ length: count }, (_, at) => ({
      ...pattern, family: family as 'service', practice: `${family}-${at}`, name: `${family}-${at}`, route: `${family}-${at}s`, prefix: `${family.slice(0, 2)}${at}X`, workflows: at < 3 ? pattern.workflows : undefined,
    })));
    const basis = definitions.filter(({ name }) => ['person', 'team', 'service', 'agreement', 'priority-matrix'].includes(name));
    const all = synthesise({ definitions: [...basis, ...many], context: { mailFrom: 'servicedesk@example.com' } });
    for (const of of [stacks, all]) {
      for (const name of dashboards(of).keys()) {
        const different = new Set(metricsOn(name, of).map((metric) => JSON.stringify(metric)));
        expect([name, different.size <= 50, different.size > 5]).toEqual([name, true, true]);
      }
    }
    all.close();
  });

  it('show how long events wait for every practice that reacts', () => {
    const reacting = definitions.filter((definition) => listensTo(definition).length > 0);
    const waiting = [...dashboards().keys()].flatMap((name) => metricsOn(name)).filter(({ name }) => name === 'ApproximateAgeOfOldestMessage').map(({ dimensions }) => dimensions.QueueName!);
    for (const { practice } of reacting) expect(waiting.filter((queue) => queue.endsWith(`-${practice}-reactions-queue`))).toHaveLength(1);
  });

  it('name queues and logs that there are', () => {
    const queues = stacks.ofType('AWS::SQS::Queue').map(([, { Properties }]) => Properties.QueueName);
    const groups = stacks.ofType('AWS::Logs::LogGroup').map(([, { Properties }]) => Properties.LogGroupName);
    const named = [...dashboards().keys()].flatMap((name) => metricsOn(name)).flatMap(({ dimensions }) => dimensions.QueueName ?? []);
    expect([...new Set(named)].sort()).toEqual([...queues].sort());
    for (const name of dashboards().keys()) {
      for (const query of logsOn(name)) for (const [, group] of query.matchAll(/SOURCE '([^']+)'/g)) expect(groups).toContain(group);
    }
  });

  it('ask logs for fields that they have, of the family’s own functions', () => {
    for (const name of dashboards().keys()) {
      expect(logsOn(name)).toHaveLength(2);
      for (const query of logsOn(name)) {
        expect(query).toContain(`SOURCE '/aws/lambda/${name}'`);
        expect(fieldsOf(query.replace(/SOURCE '[^']+'/g, '')).filter((field) => !loggedFields.has(field))).toEqual([]);
      }
    }
  });

  it('show metrics of ours that are written, by the stack that writes them', () => {
    const stackNames = [...stacks.templates.keys()];
    const filtered = stacks.ofType('AWS::Logs::MetricFilter').flatMap(([, { Properties }]) => Properties.MetricTransformations.map(({ MetricName }: any) => MetricName));
    const own = [...dashboards().keys()].flatMap((name) => metricsOn(name)).filter(({ namespace }) => namespace === NAMESPACE);
    for (const { name, dimensions: { service } } of own) {
      expect([...metricNames, ...filtered]).toContain(name);
      if (service && !service.startsWith('<')) expect(stackNames).toContain(service);
    }
    expect(new Set(own.map(({ name }) => name))).toEqual(new Set([...metricNames, ...filtered]));
  });

  it('show the state of every alarm', () => {
    const shown = [...dashboards().values()].flat().filter(({ type }) => type === 'alarm').flatMap(({ properties }) => properties.alarms.map((arn: string) => arn.split(':alarm:')[1]));
    expect(shown.sort()).toEqual(stacks.ofType('AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties.AlarmName).sort());
  });

  it('show the platform once: API, table, clocks, events, workflows', () => {
    const shown = metricsOn('lambdesk-technical').map(({ namespace, name }) => `${namespace} ${name}`);
    for (const metric of ['AWS/ApiGateway Count', 'AWS/ApiGateway 4xx', 'AWS/ApiGateway 5xx', 'AWS/ApiGateway Latency', 'AWS/DynamoDB ConsumedWriteCapacityUnits', 'AWS/DynamoDB WriteThrottleEvents', 'Lambdesk SweepLag', 'Lambdesk RelayLag', 'Lambdesk Breached', 'AWS/States ExecutionsStarted']) {
      expect(shown).toContain(metric);
      expect([...dashboards().keys()].filter((name) => metricsOn(name).some((one) => `${one.namespace} ${one.name}` === metric))).toEqual(['lambdesk-technical']);
    }
    const stats = dashboards().get('lambdesk-technical')!.flatMap(({ properties: { metrics = [] } }) => metrics.filter((metric: unknown[]) => metric.includes('Latency') || metric.includes('.')).map((metric: any[]) => metric.at(-1).stat));
    expect(stats).toEqual(expect.arrayContaining(['p50', 'p90', 'p99']));
  });
});

describe('the stack of the dashboards', () => {
  it('refers to what keeps something and to nothing of the practices, so that these come and go as they like', () => {
    const imported = JSON.stringify(stacks.templates.get('lambdesk-observability')).match(/(?<="Fn::ImportValue":")[^"]+/g) ?? [];
    expect([...new Set(imported.map((name) => name.split(':')[0]))]).toEqual(['lambdesk-platform']);
  });
});
