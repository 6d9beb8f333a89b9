import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { StateMachine } from 'aws-local-stepfunctions';
import { describedError } from '../shared/aws/described-error.ts';
import type { Send, Start, StepPayload, View } from '../shared/events/workflow.ts';
import { filled, localise, waitsForToken } from './workflow-definition.ts';
import { openWorkflowJournal, type Call, type Execution, type Status } from './workflow-journal.ts';

/** An execution as `GET /local/executions` shows it; `transitions` are what AWS would charge for. */
export interface ExecutionShown {
  readonly name: string; readonly machine: string; readonly record: string; readonly status: Status; readonly state?: string; readonly since?: string;
  readonly waitingFor?: string; readonly startedAt: string; readonly endedAt?: string; readonly error?: string; readonly transitions: number;
}

export interface Workflows {
  /** Starts an execution, unless there was one of that name. */
  start(start: Start): Promise<void>;
  readonly send: Send;
  /** Takes up what was under way when the last process ended; call it once all that steps need is there. */
  takeUp(): void;
  /** Ends the waits whose time is over by the clock. */
  expire(): void;
  /** The first moment up to `until` at which a wait runs out. */
  nextDeadline(until: string): string | undefined;
  /** Resolves when every execution is over or waits. */
  atRest(): Promise<void>;
  /** Newest first. */
  list(record?: string): ExecutionShown[];
  /** Lets running steps finish and keeps the rest for the next start. */
  stop(): Promise<void>;
}

interface Options {
  readonly file: string;
  /** The folder of the ASL files. */
  readonly machines: string;
  now(): string;
  step(payload: StepPayload, send: Send): Promise<View>;
  log(message: string): void;
}

/** Between two tries of a step, whatever the machine says: nobody waits for a throttled service here. */
const RETRY_MS = 250;
/** The interpreter holds a timer for each wait, which a process can have run for 24 days: each is begun anew before that. */
const REFRESH_MS = 20 * 24 * 60 * 60 * 1000;

interface Running { readonly calls: Map<string, number>; readonly entries: Map<string, number>; active: number; waiting: number; transitions: number; over: boolean; interrupt(): void }
interface Handed { readonly Payload?: StepPayload; readonly local: { seconds?: number | null; timestamp?: string } }

/**
 * Step Functions in this process: the same ASL files, run by an interpreter that forgets everything with the process. What survives is the
 * journal: an execution that was under way is run again from its beginning, with every call answered from the journal, until it comes to
 * where it was.
 */
export function openWorkflows({ file, machines, now, step, log }: Options): Workflows {
  const journal = openWorkflowJournal(file);
  const running = new Map<string, Running>();
  const pending = new Map<string, { resolve(result: unknown): void; reject(error: Error): void }>();
  let stopping = false;

  const settle = (token: string): ReturnType<typeof pending.get> => {
    const one = pending.get(token);
    pending.delete(token);
    return one;
  };
  const send: Send = async (token, output) => {
    if (journal.succeed(token, JSON.stringify(output))) settle(token)?.resolve(structuredClone(output));
  };

  function run(execution: Execution): void {
    const { name, machine, input } = execution;
    const definition = JSON.parse(execution.definition) as object;
    const { machine: local, tasks } = localise(definition);
    const interpreter = new StateMachine(local, { validationOptions: { noValidate: true } });
    const tokens = new Set<string>();
    const one: Running = {
      calls: new Map(), entries: new Map(), active: 0, waiting: 0, transitions: 0, over: false,
      interrupt() {
        one.over = true;
        abort();
        for (const token of tokens) settle(token)?.reject(interrupted());
      },
    };
    const { result, eventLogs, abort } = interpreter.run(JSON.parse(input), {
      noThrowOnAbort: true, context: { Execution: { Name: name, Id: `local:${machine}:${name}` }, StateMachine: { Name: machine } },
      overrides: {
        taskResourceLocalHandlers: Object.fromEntries(tasks.map((state) => [state, async (handed) => {
          one.active++;
          try {
            // By then the event log has told that the state was entered, or that it was not.
            await nextTurn();
            return await call({ execution, definition, state, one, tokens, handed: handed as unknown as Handed }) as never;
          } finally {
            one.active--;
          }
        }])),
        retryIntervalOverrides: Object.fromEntries(tasks.map((state) => [state, RETRY_MS])),
      },
    });
    running.set(name, one);
    void follow(one, eventLogs);
    const end = async (status: Status, error?: string): Promise<void> => {
      // The event log comes after.
      await nextTurn();
      if (one.over) return;
      one.over = true;
      running.delete(name);
      journal.finish({ name, status, at: now(), error, transitions: one.transitions });
    };
    result.then(() => end('SUCCEEDED'), (error: Error) => {
      const cause = (error.cause ?? error) as Error;
      if (!one.over) log(`${machine} ${name} failed: ${describedError(cause)}`);
      return end('FAILED', `${cause.name}: ${cause.message}`);
    }).catch((error: unknown) => log(`${name} could not be ended: ${describedError(error)}`));
  }

  async function call({ execution: { name, startedAt }, definition, state, one, tokens, handed }: { execution: Execution; definition: object; state: string; one: Running; tokens: Set<string>; handed: Handed }): Promise<unknown> {
    if (one.over) throw interrupted();
    const n = (one.calls.get(state) ?? 0) + 1;
    one.calls.set(state, n);
    const known = journal.call(name, state, n);
    if (known?.result !== undefined) return JSON.parse(known.result);
    if (known?.error !== undefined) throw failure(known);
    const entry = one.entries.get(state) ?? 1;
    const before = journal.call(name, state, n - 1);
    const at = now();
    const byToken = waitsForToken(definition, state);
    const entered = known ?? journal.open({
      execution: name, state, n, entry, token: randomUUID(), entered: before?.entry === entry ? before.entered : at,
      stage: (handed.Payload as { wait?: string } | undefined)?.wait, deadline: deadlineOf(handed, at, byToken),
    }, one.transitions);
    const { Payload: payload } = filled(handed, { entered: entered.entered, token: entered.token, started: startedAt });
    if (payload && !byToken) return finish(entered, async () => ({ Payload: await step(payload, send) }));
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    // The step may fail while nobody listens to the wait yet.
    promise.catch(() => {});
    pending.set(entered.token, { resolve, reject });
    tokens.add(entered.token);
    if (payload) await finish(entered, () => step(payload, send), false);
    one.active--;
    one.waiting++;
    try {
      return await promise;
    } finally {
      one.waiting--;
      one.active++;
    }
  }

  /** Writes down what came of a step before the machine hears of it. */
  async function finish<T>(entered: Call, work: () => Promise<T>, ends = true): Promise<T | undefined> {
    try {
      const result = await work();
      if (ends) journal.succeed(entered.token, JSON.stringify(result));
      return result;
    } catch (error) {
      const { name: code, message } = error as Error;
      // A wait that was answered before its step failed is over all the same.
      if (!journal.fail(entered.token, { error: code, cause: message })) return undefined;
      settle(entered.token)?.reject(error as Error);
      throw error;
    }
  }

  const interruptAll = (): void => {
    for (const one of running.values()) one.interrupt();
    running.clear();
  };
  const takeUp = (): void => {
    interruptAll();
    for (const execution of journal.unfinished()) run(execution);
  };
  const refresh = setInterval(takeUp, REFRESH_MS);
  refresh.unref();

  return {
    send, takeUp,
    async start({ machine, name, input }) {
      const path = join(machines, `${machine}.asl.json`);
      if (!existsSync(path)) throw new RangeError(`There is no machine ${machine}`);
      const definition = readFileSync(path, 'utf8').replaceAll('${StepFunction}', 'local');
      const { type, id } = input.record;
      const begun = journal.begin({ name, machine, type, record: id, input: JSON.stringify(input), definition: JSON.stringify(JSON.parse(definition)), at: now() });
      if (begun) run(begun);
    },
    expire() {
      for (const { token, stage } of journal.due(now())) {
        if (stage === undefined) {
          if (journal.succeed(token, '{}')) settle(token)?.resolve({});
        } else if (journal.fail(token, timedOut)) settle(token)?.reject(failure(timedOut));
      }
    },
    nextDeadline: (until) => journal.due(until)[0]?.deadline,
    async atRest() {
      for (let calm = 0; calm < 3;) {
        const busy = [...running.values()].some(({ active, waiting }) => active > 0 || waiting === 0);
        calm = busy ? 0 : calm + 1;
        await (busy ? delay(2) : nextTurn());
      }
    },
    list: (record) => journal.list(record).map(({ name, machine, record: id, status, state, since, startedAt, endedAt, error, transitions }) => {
      const waitingFor = status === 'RUNNING' ? journal.waitingOf(name).find(({ stage }) => stage)?.stage : undefined;
      return { name, machine, record: id, status, state, since, ...(waitingFor && { waitingFor }), startedAt, endedAt, error, transitions };
    }),
    async stop() {
      if (stopping) return;
      stopping = true;
      clearInterval(refresh);
      const last = [...running.values()];
      interruptAll();
      while (last.some(({ active }) => active > 0)) await delay(2);
      journal.close();
    },
  };
}

async function follow(one: Running, events: AsyncGenerator<{ type: string; state?: { name: string } }>): Promise<void> {
  for await (const { type, state } of events) {
    if (type === 'StateEntered') one.entries.set(state!.name, (one.entries.get(state!.name) ?? 0) + 1);
    if (type === 'StateEntered' || type === 'StateRetried') one.transitions++;
  }
}

/** When a wait is over by time; a step has no time but its own. */
function deadlineOf({ Payload, local: { seconds, timestamp } }: Handed, at: string, byToken: boolean): string | undefined {
  if (timestamp) return new Date(timestamp).toISOString();
  return typeof seconds === 'number' && (byToken || !Payload) ? new Date(Date.parse(at) + seconds * 1000).toISOString() : undefined;
}

const timedOut = { error: 'States.Timeout', cause: 'The wait is over by time.' } as const;

/** The interpreter knows an error by its name. A time-out is not for the wildcard of retries, as on AWS. */
const failure = ({ error, cause = '' }: Pick<Call, 'error' | 'cause'>): Error =>
  Object.assign(new Error(cause), { name: error, ...(error === timedOut.error && { isRetryable: false }) });

/** Ends the interpreter's run and nothing else: no Retry and no Catch sees it. */
const interrupted = (): Error => Object.assign(new Error('The process stops; the execution goes on with the next.'), { name: 'Interrupted', isRetryable: false, isCatchable: false });
