import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernelOn } from '../../../shared/aws/lambda-kernel.ts';
import { resume, startsFor, step, type Send } from '../../../shared/events/workflow.ts';
import { eventsOf } from '../../../shared/events/envelope.ts';
import { serviceOf } from '../../../shared/events/react.ts';
import { defineRecord, type AnyDefinition, type EventSeen } from '../../../shared/record/define.ts';
import { integer, text } from '../../../shared/record/field.ts';
import { refused } from '../../../shared/record/fault.ts';
import type { Entry } from '../../../shared/store/entry.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';
import { perform } from '../../../shared/store/perform.ts';
import { readWaits } from '../../../shared/store/waits.ts';
import { recordKey } from '../../../shared/store/keys.ts';
import { openTable } from '../store/search-desk.ts';

/** An order that is counted and decided. */
const order = defineRecord({
  name: 'order', practice: 'order', family: 'general', route: 'orders', prefix: 'ORD', help: 'An order.',
  fields: { title: text() }, kept: { count: integer(), decision: text() },
  states: ['open', 'shipped'], done: ['shipped'], events: ['counted', 'decided', 'shipped'],
  create: { by: ['system'] }, update: { by: ['system'] },
  commands: {
    count: { help: 'Count', happened: 'counted', by: ['system'], change: ({ record }) => ({ count: (record.count ?? 0) + 1 }) },
    decide: { help: 'Decide', happened: 'decided', by: ['system'], takes: { decision: 'required' } },
    ship: { help: 'Ship', from: ['open'], to: 'shipped', happened: 'shipped', by: ['system'], check: ({ record }) => record.decision ? undefined : refused('undecided', 'Not decided.') },
  },
  workflows: {
    ordering: {
      help: 'Orders', startsOn: 'order.created', name: ({ metadata }) => `order ${metadata.tenant} ${metadata.recordId}`,
      view: ({ state, count }) => ({ state, count }), waits: { decision: ({ decision }) => decision && { decision } },
    },
  },
  lists: { byState: { by: 'state' } }, summary: ['title'],
}) as unknown as AnyDefinition;

let kernel: Kernel;
let close: () => Promise<void>;
beforeAll(async () => {
  const opened = await openTable();
  close = opened.close;
  kernel = kernelOn({ table: opened.table, definitions: [order], log() {} });
});
afterAll(() => close?.());

interface Case { subject: { tenant: string; type: string; id: string; correlation: string; causation: string; hops: number }; sent: [string, object][]; send: Send; give(command: string, body?: object): Promise<void>; events(): Promise<EventSeen[]>; commanded(command: string, more?: object): any; waiting(token: string, more?: object): any }

async function anOrder(): Promise<Case> {
  const tenant = `t${ulid().toLowerCase()}`;
  const give = (command: string, body: object = {}, id?: string): Promise<string> => perform(kernel, { definition: order, id, command, body, caller: serviceOf(tenant), answer: ({ record }) => record.id });
  const id = await give('create', { title: 'Coffee' });
  const sent: [string, object][] = [];
  const subject = { tenant, type: 'order', id, correlation: 'the-beginning', causation: 'the-event', hops: 1 };
  const common = { machine: 'ordering', execution: 'order-1', state: 'S', entered: '2026-01-05T09:00:00.000Z', record: subject };
  return {
    subject, sent, send: async (token, output) => { sent.push([token, output]); },
    give: async (command, body) => { await give(command, body, id); },
    async events() {
      const { items } = await kernel.table.query({ pk: recordKey(tenant, 'order', id).pk, prefix: 'ENTRY#', limit: 100, consistent: true });
      return (items as unknown as Entry[]).flatMap((entry) => eventsOf(entry, 'order')).map(({ detail }) => detail);
    },
    commanded: (command, more) => ({ ...common, command, body: {}, ...more }),
    waiting: (token, more) => ({ ...common, wait: 'decision', token, ...more }),
  };
}

describe('starting', () => {
  it('names the execution after the event and gives it the address of the record and where it comes from', async () => {
    const { subject, events } = await anOrder();
    const [created] = await events();
    expect(startsFor(kernel.catalogue, created!)).toEqual([{
      machine: 'ordering', name: expect.stringContaining(`order-${subject.tenant}-${subject.id}-`),
      input: { record: { ...subject, correlation: created!.metadata.correlation, causation: created!.metadata.id } },
    }]);
  });

  it('starts nothing for other events, nor for a replay of history', async () => {
    const { give, events } = await anOrder();
    await give('count');
    const [created, counted] = await events();
    expect(startsFor(kernel.catalogue, counted!)).toEqual([]);
    expect(startsFor(kernel.catalogue, { ...created!, metadata: { ...created!.metadata, replay: true } })).toEqual([]);
  });

  it('keeps names within what Step Functions allows, and apart', async () => {
    const { events } = await anOrder();
    const [created] = await events();
    const named = (tenant: string): string => startsFor(kernel.catalogue, { ...created!, metadata: { ...created!.metadata, tenant } })[0]!.name;
    const [one, other] = [named(`${'x'.repeat(90)}.a`), named(`${'x'.repeat(90)}.b`)];
    expect(one).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
    expect(one).not.toBe(other);
    expect(named('a.b')).not.toBe(named('a b'));
  });
});

describe('a step', () => {
  it('gives its command once, however often it is tried, and answers the view each time', async () => {
    const { commanded, send, events } = await anOrder();
    for (let tries = 0; tries < 3; tries++) expect(await step(kernel, commanded('count'), send)).toEqual({ state: 'open', count: 1 });
    expect((await events()).filter(({ metadata }) => metadata.type === 'order.counted')).toHaveLength(1);
  });

  it('gives it again when the state is entered again, or by another execution', async () => {
    const { commanded, send } = await anOrder();
    await step(kernel, commanded('count'), send);
    await step(kernel, commanded('count', { entered: '2026-01-05T09:00:01.000Z' }), send);
    expect(await step(kernel, commanded('count', { execution: 'order-2' }), send)).toEqual({ state: 'open', count: 3 });
  });

  it('answers a refusal with its code and the view, for the machine to branch on', async () => {
    const { commanded, send, subject } = await anOrder();
    expect(await step(kernel, commanded('ship'), send)).toEqual({ state: 'open', refused: 'undecided' });
    expect(await step(kernel, commanded('count', { record: { ...subject, id: 'ORD9999999' } }), send)).toEqual({ refused: 'not-found' });
  });

  it('says in its event what began the execution', async () => {
    const { commanded, send, events } = await anOrder();
    await step(kernel, commanded('count'), send);
    expect((await events()).at(-1)!.metadata).toMatchObject({ actor: 'system', correlation: 'the-beginning', causation: 'the-event', hops: 1 });
  });

  it('fails where the machine asks for what its definition does not know', async () => {
    const { commanded, waiting, send } = await anOrder();
    await expect(step(kernel, commanded('count', { machine: 'nothing' }), send)).rejects.toThrow('order has no machine nothing');
    await expect(step(kernel, waiting('t', { wait: 'nothing' }), send)).rejects.toThrow('waits for nothing');
  });
});

describe('a wait', () => {
  it('keeps its token until the record says that it is over, answers it, and forgets it', async () => {
    const { waiting, send, sent, give, events, subject } = await anOrder();
    await step(kernel, waiting('one'), send);
    await resume(kernel, (await events()).at(-1)!, send);
    expect([sent.length, (await readWaits(kernel, subject)).length]).toEqual([0, 1]);
    await give('decide', { decision: 'yes' });
    for (let times = 0; times < 3; times++) await resume(kernel, (await events()).at(-1)!, send);
    expect(sent).toEqual([['one', { decision: 'yes' }]]);
    expect(await readWaits(kernel, subject)).toEqual([]);
  });

  it('is answered at once when it is over before it begins', async () => {
    const { waiting, send, sent, give } = await anOrder();
    await give('decide', { decision: 'no' });
    await step(kernel, waiting('one'), send);
    expect(sent).toEqual([['one', { decision: 'no' }]]);
  });

  it('loses no answer, whichever of keeping and deciding comes first', async () => {
    for (let round = 0; round < 10; round++) {
      const { waiting, send, sent, give, events } = await anOrder();
      await Promise.all([
        step(kernel, waiting('one'), send),
        give('decide', { decision: 'yes' }).then(async () => resume(kernel, (await events()).at(-1)!, send)),
      ]);
      expect(sent.length).toBeGreaterThanOrEqual(1);
      expect(sent.every(([token]) => token === 'one')).toBe(true);
    }
  });

  it('keeps a token that is handed over twice once, and the tokens of two tries both', async () => {
    const { waiting, send, subject } = await anOrder();
    await step(kernel, waiting('one'), send);
    await step(kernel, waiting('one'), send);
    expect(await readWaits(kernel, subject)).toHaveLength(1);
    await step(kernel, waiting('two'), send);
    expect((await readWaits(kernel, subject)).map(({ token }) => token).sort()).toEqual(['one', 'two']);
  });

  it('puts an end to earlier rounds of the same state, and never to a later one', async () => {
    const { waiting, send, subject } = await anOrder();
    await step(kernel, waiting('second', { entered: '2026-01-05T10:00:00.000Z' }), send);
    await step(kernel, waiting('first, delivered late'), send);
    expect((await readWaits(kernel, subject)).map(({ token }) => token)).toContain('second');
    await step(kernel, waiting('third', { entered: '2026-01-05T11:00:00.000Z' }), send);
    expect((await readWaits(kernel, subject)).map(({ token }) => token)).toEqual(['third']);
  });

  it('is tried again when its answer does not arrive', async () => {
    const { waiting, send, sent, give, events } = await anOrder();
    await step(kernel, waiting('one'), send);
    await give('decide', { decision: 'yes' });
    const last = (await events()).at(-1)!;
    await expect(resume(kernel, last, async () => { throw new Error('no connection'); })).rejects.toThrow('no connection');
    await resume(kernel, last, send);
    expect(sent).toEqual([['one', { decision: 'yes' }]]);
  });
});
