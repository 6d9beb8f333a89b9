import { createHash } from 'node:crypto';
import type { AnyDefinition, AnyRecord, EventSeen, Workflow } from '../record/define.ts';
import { Refusal } from '../record/fault.ts';
import type { Catalogue } from '../store/catalogue.ts';
import { onceByEvent } from '../store/idempotency.ts';
import type { Kernel } from '../store/kernel.ts';
import { recordKey } from '../store/keys.ts';
import { perform } from '../store/perform.ts';
import { recordOf } from '../store/rows.ts';
import { loggedId } from '../store/logged.ts';
import { forgetWait, keepWait, readWaits, type Address } from '../store/waits.ts';
import { serviceOf } from './react.ts';

/** The record that an execution is about, and the event that started it. */
export interface Subject extends Address { readonly correlation?: string; readonly causation?: string; readonly hops?: number }

/** An execution to be started; the same name starts nothing twice. */
export interface Start { readonly machine: string; readonly name: string; readonly input: { readonly record: Subject } }

/** What a Task state of a machine hands over. */
export type StepPayload = { readonly machine: string; readonly execution: string; readonly state: string; readonly entered: string; readonly record: Subject }
  & ({ readonly command: string; readonly body?: object } | { readonly wait: string; readonly token: string });

/** Ends the wait behind a token; does nothing when it is over already, whether by an answer or by time. */
export type Send = (token: string, output: object) => Promise<void>;

/** The values of a record that its machine may branch on, and the code of a command that was refused. */
export type View = Readonly<Record<string, unknown>> & { readonly refused?: string };

/** The executions that an event starts. A replay of history starts none: what it was about is over. */
export function startsFor(catalogue: Catalogue, { metadata, data }: EventSeen): Start[] {
  if (metadata.replay) return [];
  const type = metadata.type.split('.')[0]!;
  return Object.entries(catalogue.byName(type)?.workflows ?? {}).filter(([, { startsOn }]) => startsOn === metadata.type).map(([machine, { name }]) => ({
    machine, name: executionName(name({ metadata, data })),
    input: { record: { tenant: metadata.tenant, type, id: metadata.recordId, correlation: metadata.correlation, causation: metadata.id, hops: metadata.hops + 1 } },
  }));
}

/** The event types that start a machine of these definitions. */
export const startedBy = (definitions: readonly AnyDefinition[]): string[] =>
  [...new Set(definitions.flatMap(({ workflows }) => Object.values(workflows ?? {}).map(({ startsOn }) => startsOn)))];

/** The record types that some machine waits for. */
export const waitedFor = (definitions: readonly AnyDefinition[]): string[] =>
  definitions.filter(({ workflows }) => Object.values(workflows ?? {}).some(({ waits }) => waits)).map(({ name }) => name);

/**
 * What a Task state does: gives the record a command as the service itself, once however often it is tried, and answers the record's
 * view; or keeps the token of a wait, and answers it at once where the wait is over already.
 * @throws what may pass by itself (contention, throttling), and a bug: the machine tries again
 */
export async function step(kernel: Kernel, payload: StepPayload, send: Send): Promise<View> {
  const { machine, execution, state, entered, record: subject } = payload;
  const definition = definitionOf(kernel, subject);
  const workflow = workflowOf(definition, machine);
  if ('wait' in payload) {
    const { wait: stage, token } = payload;
    const isOver = waitOf(workflow, machine, stage);
    const waiting = { machine, stage, token, execution, state, generation: entered };
    await keepWait(kernel, subject, waiting);
    // After the token is kept: a change in between finds it, an earlier one is seen here.
    const record = await read(kernel, subject);
    const output = record && isOver(record);
    if (!output) return {};
    await send(token, output);
    await forgetWait(kernel, subject, waiting);
    return {};
  }
  const line = { message: 'step', machine, execution, state, command: payload.command, record: loggedId(definition, subject.id), tenant: subject.tenant, correlation: subject.correlation } as const;
  try {
    const view = await perform(kernel, {
      definition, id: subject.id, command: payload.command, body: payload.body ?? {}, caller: serviceOf(subject.tenant),
      once: onceByEvent(`${execution}/${state}/${entered}`),
      cause: { correlation: subject.correlation, causation: subject.causation, hops: subject.hops },
      answer: ({ record }): View => workflow.view(record),
    });
    kernel.log({ ...line, outcome: 'done' });
    return view;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code === 'contended') throw error;
    kernel.log({ ...line, outcome: 'refused', code: error.code });
    const record = await read(kernel, subject);
    return { ...(record && workflow.view(record)), refused: error.code };
  }
}

/** Looks again at every wait for the record that an event is about, and answers those that are over. */
export async function resume(kernel: Kernel, { metadata }: EventSeen, send: Send): Promise<void> {
  const subject = { tenant: metadata.tenant, type: metadata.type.split('.')[0]!, id: metadata.recordId };
  if (waitedFor([kernel.catalogue.byName(subject.type) ?? []].flat()).length === 0) return;
  const waiting = await readWaits(kernel, subject);
  const record = waiting.length > 0 ? await read(kernel, subject) : undefined;
  if (!record) return;
  for (const one of waiting) {
    const output = definitionOf(kernel, subject).workflows?.[one.machine]?.waits?.[one.stage]?.(record);
    if (!output) continue;
    await send(one.token, output);
    await forgetWait(kernel, subject, one);
    kernel.log({ message: 'wait', machine: one.machine, execution: one.execution, state: one.state, wait: one.stage, record: loggedId(definitionOf(kernel, subject), subject.id), tenant: subject.tenant, outcome: 'answered' });
  }
}

function definitionOf({ catalogue }: Kernel, { type }: Address): AnyDefinition {
  const definition = catalogue.byName(type);
  if (!definition) throw new RangeError(`There is no record type ${type}`);
  return definition;
}

function workflowOf(definition: AnyDefinition, machine: string): Workflow<AnyRecord> {
  const workflow = definition.workflows?.[machine];
  if (!workflow) throw new RangeError(`${definition.name} has no machine ${machine}`);
  return workflow;
}

function waitOf(workflow: Workflow<AnyRecord>, machine: string, stage: string): NonNullable<Workflow<AnyRecord>['waits']>[string] {
  const wait = workflow.waits?.[stage];
  if (!wait) throw new RangeError(`${machine} waits for ${stage}, which its definition does not know`);
  return wait;
}

async function read(kernel: Kernel, { tenant, type, id }: Address): Promise<AnyRecord | undefined> {
  const item = await kernel.table.get(recordKey(tenant, type, id));
  return item && recordOf(item);
}

/** Names of executions have at most 80 letters, digits, hyphens and underscores; what is cut off is told apart by a hash. */
function executionName(wanted: string): string {
  const name = wanted.replace(/[^A-Za-z0-9_-]/g, '-');
  if (name === wanted && name.length <= 80) return name;
  return `${name.slice(0, 67)}-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`;
}
