import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient, UpdateEventSourceMappingCommand } from '@aws-sdk/client-lambda';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, SQSClient, type Message } from '@aws-sdk/client-sqs';
import { definitions } from '../../functions/index.ts';
import { writeJson } from '../../local/data-dir.ts';
import { fillDemonstration } from '../../local/demonstration/fill.ts';
import type { Person } from '../../local/people.ts';
import { travel } from '../../local/time-travel.ts';
import { parseDuration } from '../../shared/clock/index.ts';
import { dynamoTable } from '../../shared/aws/dynamo-table.ts';
import { kernelOn } from '../../shared/aws/lambda-kernel.ts';
import { leanClient } from '../../shared/aws/lean-client.ts';
import type { Kernel } from '../../shared/store/kernel.ts';
import type { Surroundings } from '../stories/surroundings.ts';
import { executionsOf } from './executions.ts';
import { clockFile } from './folders.ts';
import { EARS, outputs, TABLE } from './outputs.ts';
import { resourceNames } from './resources.ts';
import { signIn } from './sign-in.ts';

/** Longer than anything takes that follows from one command; what is not quiet by then never will be. */
const PATIENCE_MS = 120_000;
/** Longer than a Lambda goes without a look at the clock. */
const CLOCK_MS = 20;

const endpoint = process.env.AWS_ENDPOINT_URL!;

/** The demonstration organisations on what is deployed to the emulator at `AWS_ENDPOINT_URL`, as they are at the beginning of each file of stories. */
export async function open(): Promise<Surroundings> {
  const kernel = deployedKernel();
  const lambda = new LambdaClient({});
  const people = new Map<string, Person>();
  const directory = { people: async () => [...people.values()], add: (more: readonly Person[]) => { for (const one of more) people.set(one.name, one); } };
  // A command of the story before may still be on its way, or a sweep that would leave the mark of its later day on what is restored.
  putForward(0);
  await settled();
  await post('/_lambdesk/restored');
  // What happened weeks ago is made from beginning to end before anybody hears of it: a reaction of today would get in between.
  await held(lambda, () => fillDemonstration({ kernel, people: directory, log: () => {} }));
  await settled();
  await post('/_lambdesk/kept');
  const heard: any[] = [];
  const sweep = (await resourceNames({ type: 'AWS::Lambda::Function', like: /^SweepFunction/ }))[0]!;
  await drain(outputs()[EARS]!);
  return {
    url: apiUrl(),
    inOrder: false,
    token: (person) => signIn(people.get(person) ?? fail(`There is no ${person} in the demonstration.`)),
    async events() {
      heard.push(...await drain(outputs()[EARS]!));
      return heard;
    },
    mail,
    executions: executionsOf,
    async advance(duration) {
      const until = new Date(Date.parse(kernel.now()) + parseDuration(duration) * 1000).toISOString();
      await travel({
        kernel, until, settle: settled, clock: { now: kernel.now, moveTo },
        // What machines wait for is either told them, or falls due like everything else: they look at no clock.
        workflows: { expire() {}, nextDeadline: () => undefined },
        async sweep() {
          const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: sweep }));
          if (FunctionError) throw new Error(`The sweep failed: ${Buffer.from(Payload!).toString()}`);
        },
      });
      return kernel.now();
    },
    settle: settled,
    stop: async () => {},
  };
}

/** A hash of each item that is kept, by its key. */
export const contents = async (): Promise<Record<string, string>> => (await fetch(`${endpoint}/_lambdesk/digest`)).json() as Promise<Record<string, string>>;

/** The same token as it is a day later: its signature is the pool's, and its time is over. */
export const dayOld = async (token: string): Promise<string> => ((await post('/_lambdesk/aged', token)) as { token: string }).token;

const post = async (path: string, body?: string): Promise<unknown> => (await fetch(`${endpoint}${path}`, { method: 'POST', body })).json();

/** Does something while the relay reads no stream, and lets it read on. */
async function held(lambda: LambdaClient, work: () => Promise<void>): Promise<void> {
  const [UUID] = await resourceNames({ type: 'AWS::Lambda::EventSourceMapping', like: /^RelaySource/ });
  await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
  try {
    await work();
  } finally {
    await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
  }
}

/** The store of what is deployed, for what no API does: the demonstration's history, and an import. */
export const deployedKernel = (): Kernel => kernelOn({
  table: dynamoTable({ client: new DynamoDBClient(leanClient), name: outputs()[TABLE]! }), definitions, log: () => {},
  now: () => new Date(Date.now() + ahead()).toISOString(),
});

/** Where the emulator serves an API; what it says itself is a name that no resolver knows. */
export const apiUrl = (): string => `${endpoint}/_aws/execute-api/${/^https?:\/\/([^.]+)/.exec(outputs().ApiUrl!)![1]}/$default`;

/** Waits until all streams and queues are read to their end, and all executions wait for somebody. */
export async function settled(): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  let moving: unknown;
  for (let quiet = 0; Date.now() < until;) {
    moving = await (await fetch(`${endpoint}/_lambdesk/moving`)).json();
    const { mappings, calls, executions } = moving as { mappings: string[]; calls: number; executions: number };
    quiet = mappings.length + calls + executions === 0 ? quiet + 1 : 0;
    // Twice: what left one queue may not have reached the next.
    if (quiet === 2) return;
    await delay(15);
  }
  throw new Error(`After ${PATIENCE_MS / 1000} seconds there still moves: ${JSON.stringify(moving)}`);
}

/** Every event on the bus since the last call, in the order in which the bus carried them. */
export async function drain(queue: string): Promise<any[]> {
  const sqs = new SQSClient({});
  const drained: any[] = [];
  for (let batch: Message[]; ;) {
    ({ Messages: batch = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue, MaxNumberOfMessages: 10 })));
    if (batch.length === 0) return drained;
    drained.push(...batch.map(({ Body }) => JSON.parse(Body!)));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries: batch.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle })) }));
  }
}

async function mail(): Promise<any[]> {
  const { messages } = await (await fetch(`${endpoint}/_ministack/ses/messages`)).json() as { messages: Record<string, { To: string[]; Subject: string; BodyText: string }[]> };
  return Object.values(messages).flat().map(({ To: to, Subject: subject, BodyText: text }) => ({ to, subject, text }));
}

/** By how many milliseconds the machine's clock is ahead of real time. */
export const ahead = (): number => Number(readFileSync(clockFile(), 'utf8'));

/** Puts the machine's clock forward to an instant, and never back where real time has overtaken that. */
function moveTo(instant: string): void {
  const ms = Date.parse(instant) - Date.now();
  if (ms > ahead()) putForward(ms);
}

/** Puts the machine's clock forward by so many milliseconds of real time, for every call that begins from now on. */
function putForward(ms: number): void {
  writeJson(clockFile(), ms);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, CLOCK_MS);
}

function fail(message: string): never {
  throw new Error(message);
}
