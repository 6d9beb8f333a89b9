import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openBus, type Bus, type BusEvent, type Consumer } from '../../local/bus.ts';
import { scratchDir } from './scratch.ts';

const event = (id: string, detail: object = {}): BusEvent =>
  ({ id, tenant: 'demo', source: 'lambdesk.incident', detailType: 'incident.resolved', detail });

function testBus(file = join(scratchDir(), 'bus.sqlite')): Bus {
  const bus = openBus({ file, backoff: () => 1, log() {} });
  onTestFinished(bus.close);
  return bus;
}

function recorder(name: string, more: Partial<Consumer> = {}) {
  const handled: string[] = [];
  return { name, handled, matches: () => true, handle: async ({ id }: BusEvent) => void handled.push(id), ...more };
}

test('keeps events and feed cursor over a restart, oldest first, each id once', async () => {
  const file = join(scratchDir(), 'bus.sqlite');
  const first = openBus({ file });
  first.publish([event('b', { data: { title: 'é' } }), event('a'), event('b', { data: 'another' })], 41);
  first.publish([event('a'), event('c')], 42);
  first.publish([event('d')]);
  await first.close();

  const bus = testBus(file);
  expect(bus.cursor()).toBe(42);
  expect(bus.after(undefined, 10).map(({ id }) => id)).toEqual(['b', 'a', 'c', 'd']);
  expect(bus.after('b', 2).map(({ id }) => id)).toEqual(['a', 'c']);
  expect(bus.after(undefined, 1)).toEqual([event('b', { data: { title: 'é' } })]);
  expect(() => bus.after('z', 1)).toThrow(RangeError);
});

test('stores neither events nor cursor when one of the events cannot be stored', () => {
  const bus = testBus();
  const endless: Record<string, unknown> = {};
  endless['itself'] = endless;
  expect(() => bus.publish([event('a'), event('b', endless)], 5)).toThrow('circular');
  expect(bus.after(undefined, 10)).toEqual([]);
  expect(bus.cursor()).toBe(0);
});

test('delivers again what was handled, but not noted, before a crash', async () => {
  const directory = scratchDir();
  const [file, journal] = [join(directory, 'bus.sqlite'), join(directory, 'handled')];
  const child = spawn(process.execPath, [join(import.meta.dirname, 'crash-in-handle.ts'), file, journal], { stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
  expect(readFileSync(journal, 'utf8')).toBe('a\nb\n');

  const bus = testBus(file);
  const search = recorder('search');
  bus.subscribe(search);
  await bus.drain();
  expect(search.handled).toEqual(['b', 'c']);
  expect(bus.cursor()).toBe(7);
});

test('gives every consumer the events it matches, at its own pace', async () => {
  const bus = testBus();
  const gate = Promise.withResolvers<void>();
  const slow = recorder('slow', { handle: async () => gate.promise });
  const quick = recorder('quick', { matches: ({ id }) => id !== 'b' });
  bus.subscribe(slow);
  bus.subscribe(quick);
  bus.publish([event('a'), event('b'), event('c')]);
  while (quick.handled.length < 2) await nextTurn();
  expect(quick.handled).toEqual(['a', 'c']);
  gate.resolve();
  await bus.drain();
});

test('parks a poison event after five attempts and goes on with its neighbours in order', async () => {
  const bus = testBus();
  let attempts = 0;
  const healthy = recorder('healthy');
  const picky = recorder('picky');
  picky.handle = async ({ id }) => {
    if (id === 'poison' && ++attempts) throw new Error('cannot swallow this');
    picky.handled.push(id);
  };
  bus.subscribe(picky);
  bus.subscribe(healthy);
  bus.publish([event('a'), event('poison'), event('b')]);
  await bus.drain();
  expect(picky.handled).toEqual(['a', 'b']);
  expect(healthy.handled).toEqual(['a', 'poison', 'b']);
  expect(attempts).toBe(5);
  expect(bus.parked()).toEqual([{ consumer: 'picky', event: event('poison'), error: 'Error: cannot swallow this', attempts: 5 }]);
});

test('parks an event on which matching itself fails', async () => {
  const bus = testBus();
  const consumer = recorder('search', { matches: ({ id }) => { if (id === 'a') throw new Error('no'); return true; } });
  bus.subscribe(consumer);
  bus.publish([event('a'), event('b')]);
  await bus.drain();
  expect(consumer.handled).toEqual(['b']);
  expect(bus.parked()).toHaveLength(1);
});

test('does not lose an event whose handling recovers on a later attempt', async () => {
  const bus = testBus();
  let failures = 4;
  const consumer = recorder('mail');
  consumer.handle = async ({ id }) => {
    if (failures-- > 0) throw new Error('later');
    consumer.handled.push(id);
  };
  bus.subscribe(consumer);
  bus.publish([event('a')]);
  await bus.drain();
  expect(consumer.handled).toEqual(['a']);
  expect(bus.parked()).toEqual([]);
});

test('drains what consumers publish to each other meanwhile', async () => {
  const bus = testBus();
  const echo = (name: string, from: string, to: string) => recorder(name, {
    matches: ({ id }) => id.startsWith(from),
    handle: async ({ id }) => {
      // Long enough for the other to run out of work and rest.
      for (let turn = 0; turn < 5; turn++) await nextTurn();
      const hop = Number(id.slice(1));
      if (hop < 20) bus.publish([event(`${to}${hop + 1}`)]);
    },
  });
  bus.subscribe(echo('one', 'x', 'y'));
  bus.subscribe(echo('two', 'y', 'x'));
  bus.publish([event('x1')]);
  await bus.drain();
  expect(bus.after(undefined, 100)).toHaveLength(20);
});

test('begins a new consumer with the oldest event, or with the next one if it says so', async () => {
  const bus = testBus();
  bus.publish([event('old')]);
  const [index, mail] = [recorder('index'), recorder('mail', { from: 'next' })];
  bus.subscribe(index);
  bus.subscribe(mail);
  bus.publish([event('new')]);
  await bus.drain();
  expect(index.handled).toEqual(['old', 'new']);
  expect(mail.handled).toEqual(['new']);
});

test('lets a running consumer finish when closing, and repeats nothing that was finished', async () => {
  const file = join(scratchDir(), 'bus.sqlite');
  const first = openBus({ file });
  const [started, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  first.subscribe({ name: 'slow', matches: () => true, handle: () => (started.resolve(), gate.promise) });
  first.publish([event('a'), event('b')]);
  await started.promise;
  const closed = first.close();
  gate.resolve();
  await closed;

  const bus = testBus(file);
  const slow = recorder('slow');
  bus.subscribe(slow);
  await bus.drain();
  expect(slow.handled).toEqual(['b']);
});

test('keeps a failing event for the next start when closing interrupts its retries', async () => {
  const file = join(scratchDir(), 'bus.sqlite');
  const failed = Promise.withResolvers<void>();
  const first = openBus({ file, backoff: () => 60_000, log() {} });
  first.subscribe({ name: 'flaky', matches: () => true, handle: async () => { failed.resolve(); throw new Error('down'); } });
  first.publish([event('a')]);
  await failed.promise;
  await first.close();

  const bus = testBus(file);
  const flaky = recorder('flaky');
  bus.subscribe(flaky);
  await bus.drain();
  expect(flaky.handled).toEqual(['a']);
});

test('delivers in order whatever batches arrive and whatever fails now and then', async () => {
  const batches = fc.array(fc.array(fc.nat(30), { maxLength: 8 }), { maxLength: 12 });
  await fc.assert(fc.asyncProperty(batches, fc.infiniteStream(fc.boolean()), async (rounds, failing) => {
    const bus = openBus({ file: ':memory:', backoff: () => 0, log() {} });
    const consumer = recorder('any');
    let inARow = 0;
    consumer.handle = async ({ id }) => {
      if (inARow < 4 && failing.next().value) {
        inARow++;
        throw new Error('now and then');
      }
      inARow = 0;
      consumer.handled.push(id);
    };
    bus.subscribe(consumer);
    for (const round of rounds) {
      bus.publish(round.map((id) => event(String(id))));
      await nextTurn();
    }
    await bus.drain();
    expect(consumer.handled).toEqual([...new Set(rounds.flat().map(String))]);
    await bus.close();
  }), { numRuns: 60 });
});
