import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mailNotices } from '../../functions/_platform/mail/consume.ts';
import { indexEvent } from '../../functions/_platform/search/consume.ts';
import { definitions } from '../../functions/index.ts';
import { pascalCase } from '../../shared/record/pascal-case.ts';
import { queueConsumer } from '../../shared/aws/queue.ts';
import { practiceHandlers } from '../../shared/aws/serve.ts';
import { eventsOf, type BusEvent } from '../../shared/events/envelope.ts';
import { listensTo } from '../../shared/events/react.ts';
import { resume } from '../../shared/events/workflow.ts';
import type { Entry } from '../../shared/store/entry.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import { entryPrefix } from '../../shared/store/keys.ts';
import { atWork, openDesk, sampleOf, useEvery } from './at-work.ts';
import { allowsOn } from './policy.ts';
import { openRecorded, type Recorded } from './recorded.ts';
import { accountId, region } from './resolved.ts';
import { statementsOf, synthesise, type Synthesised } from './synthesise.ts';

const practices = [...new Set(definitions.map(({ practice }) => practice))];
const listening = practices.filter((practice) => definitions.some((one) => one.practice === practice && listensTo(one).length > 0));

let recorded: Recorded;
let stacks: Synthesised;
const waiting: BusEvent[] = [];

/** A kernel of a function, whose requests are noted, and whose timeline entries become events as the relay makes them. */
function kernelOf(name: string): Kernel {
  const kernel = recorded.kernel(name);
  const write: Kernel['table']['write'] = async (writes, token) => {
    await kernel.table.write(writes, token);
    for (const one of writes) if ('put' in one && one.put.sk.startsWith(entryPrefix)) waiting.push(...eventsOf(one.put as unknown as Entry, kernel.catalogue.byName(one.put.type as string)!.practice));
  };
  return { ...kernel, table: { ...kernel.table, write } };
}

beforeAll(async () => {
  stacks = synthesise({ context: { mailFrom: 'servicedesk@example.com' } });
  recorded = await openRecorded(definitions);
  const apis = new Map(practices.map((practice) => {
    const kernel = kernelOf(`${pascalCase(practice)}Api`);
    return [practice, practiceHandlers({ practice, definitions, kernel: () => kernel }).api] as const;
  }));
  const anna = atWork((practice, event) => apis.get(practice)!(event as never, {} as Context) as never).as('anna');
  await openDesk(anna);
  const made = await useEvery(anna);
  // Every command of every record once; most are refused, but not before they have read what they decide by.
  for (const { name, commands, fields, kept = {} } of definitions) {
    for (const [command, { takes = {}, asks = {} }] of Object.entries(commands)) {
      const taken = Object.fromEntries(Object.keys(takes).map((field) => [field, (fields[field] ?? kept[field])!]));
      if (made.has(name)) await anna(name, 'POST', `/${made.get(name)}/${command}`, sampleOf({ ...taken, ...asks }, { type: name, made }));
    }
  }

  const consumers = [
    ...listening.map((practice) => {
      const kernel = kernelOf(`${pascalCase(practice)}React`);
      const types = new Set(definitions.filter((one) => one.practice === practice).flatMap(listensTo));
      return { hears: (type: string) => types.has(type), take: practiceHandlers({ practice, definitions, kernel: () => kernel }).react };
    }),
    ...Object.entries({ Search: indexEvent, Mail: mailNotices({ send: async () => {} }), Resume: (on: Kernel, event: never) => resume(on, event, async () => {}) }).map(([name, consume]) => {
      const kernel = kernelOf(name);
      return { hears: () => true, take: queueConsumer(() => kernel, name, consume as typeof indexEvent) };
    }),
  ];
  for (let at = 0; at < waiting.length && at < 2_000; at++) {
    const { detailType, detail } = waiting[at]!;
    for (const { hears, take } of consumers) if (hears(detailType)) expect([detailType, await take({ Records: [{ messageId: '1', body: JSON.stringify({ detail }) }] } as never)]).toEqual([detailType, { batchItemFailures: [] }]);
  }
});
afterAll(async () => {
  stacks?.close();
  await recorded?.close();
});

it('lets every function do all that it asked, while every type of record was made, looked at, given every command, and reacted to', () => {
  const table = `arn:aws:dynamodb:${region}:${accountId}:table/${stacks.ofType('AWS::DynamoDB::Table')[0]![0]}`;
  const functions = stacks.resolved('AWS::Lambda::Function');
  const roles = new Map(stacks.resolved('AWS::IAM::Role').map(([at, role]) => [`arn:aws:iam:${region}:${accountId}:role/${at}`, role]));
  const names = [...practices.map((practice) => `${pascalCase(practice)}Api`), ...listening.map((practice) => `${pascalCase(practice)}React`), 'Search', 'Mail', 'Resume'];
  for (const name of names) {
    const [, { Properties }] = functions.find(([at]) => new RegExp(`/${name}[0-9A-F]{8}$`).test(at))!;
    const own = statementsOf(roles.get(Properties.Role)!);
    expect([name, recorded.asked(name).filter((asked) => !allowsOn(table, own, asked))]).toEqual([name, []]);
  }
  if (process.env.LAMBDESK_SHOW) console.log(names.map((name) => [name, recorded.asked(name).length]), waiting.length);
  const busy = names.filter((name) => recorded.asked(name).length > 0);
  expect(names.filter((name) => name.endsWith('Api') && !busy.includes(name))).toEqual([]);
  expect(busy.length).toBeGreaterThan(practices.length + 3);
});
