import { expect, onTestFinished, test } from 'vitest';
import { startRuntime } from '../../local/runtime.ts';
import { MOST_HOPS } from '../../shared/events/envelope.ts';
import type { EventSeen } from '../../shared/record/define.ts';
import { perform } from '../../shared/store/perform.ts';
import { scratchDir } from '../local/scratch.ts';
import { loop } from './loop.ts';

test('cuts a loop of two practices that react to each other, and puts the last event into quarantine', async () => {
  const dataDir = scratchDir();
  const runtime = await startRuntime({ dataDir, port: 0, definitions: loop, log: () => {} });
  onTestFinished(() => runtime.stop());
  const { kernel, bus } = runtime;
  const give = (type: string, command: string, body: object, id?: string) =>
    perform(kernel, { definition: kernel.catalogue.byName(type)!, id, command, body, caller: { tenant: 'acme', name: 'anna', roles: [] }, answer: () => ({}) });
  await give('ping', 'create', { name: 'left' });
  await give('pong', 'create', { name: 'right' });
  await give('ping', 'say', {}, 'left');
  await runtime.settle();

  const carried = bus.after(undefined, 1000).map(({ detail }) => detail as EventSeen).filter(({ metadata }) => !metadata.type.endsWith('.created'));
  expect(carried.map(({ metadata: { hops } }) => hops)).toEqual(Array.from({ length: MOST_HOPS + 2 }, (_, at) => at));
  expect(carried.map(({ metadata: { type } }) => type)).toEqual([...Array.from({ length: MOST_HOPS + 1 }, (_, at) => at % 2 === 0 ? 'ping.said' : 'pong.said'), 'pong.quarantined']);
  expect(carried.at(-1)!.metadata).toMatchObject({ happened: 'said', correlation: carried[0]!.metadata.id, causation: carried.at(-2)!.metadata.id });
  expect(bus.parked()).toEqual([]);
});
