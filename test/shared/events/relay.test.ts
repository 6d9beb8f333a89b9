import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definitions } from '../../../functions/index.ts';
import type { BusEvent } from '../../../shared/events/envelope.ts';
import { relay, type NewItem } from '../../../shared/events/relay.ts';
import { catalogueOf } from '../../../shared/store/catalogue.ts';
import { entry } from './entries.ts';

const catalogue = catalogueOf(definitions);
const item = (id: string, version: number, more: Parameters<typeof entry>[2] = {}): NewItem => ({ sequence: `${id}/${version}`, item: { ...entry(id, version, more) } });
const idOf = ({ detail }: BusEvent): string => detail.metadata.id;

/** A bus that refuses what it is told to, and remembers the calls and what it took. */
function busThat(refuses: (event: BusEvent, call: number) => boolean = () => false) {
  const calls: string[][] = [];
  const taken: string[] = [];
  return {
    calls, taken,
    publish: async (events: readonly BusEvent[]): Promise<boolean[]> => {
      calls.push(events.map(idOf));
      return events.map((event) => {
        const took = !refuses(event, calls.length);
        if (took) taken.push(idOf(event));
        return took;
      });
    },
  };
}

describe('the relay', () => {
  test('publishes what is an entry, ten events a call, and of one record one a call', async () => {
    const bus = busThat();
    const items = [...Array.from({ length: 12 }, (_, n) => item(`INC${n}`, 1)), item('INC0', 2), { sequence: 'x', item: { pk: 'T#campsite#incident#INC0', sk: '#' } }, { sequence: 'y', item: { pk: 'z', sk: 'LINK#a' } }];
    expect(await relay(catalogue, items, bus.publish)).toEqual([]);
    expect(bus.calls.map((call) => call.length)).toEqual([10, 3]);
    expect(bus.taken.indexOf('INC0-2')).toBeGreaterThan(bus.taken.indexOf('INC0-1'));
  });

  test('has nothing to do for nothing', async () => {
    const bus = busThat();
    expect(await relay(catalogue, [], bus.publish)).toEqual([]);
    expect(bus.calls).toEqual([]);
  });

  test('lets the neighbours of a refused event pass, and what follows it on its record wait', async () => {
    const bus = busThat((event) => idOf(event) === 'INC1-1');
    const items = [item('INC1', 1), item('INC2', 1), item('INC1', 2), item('INC2', 2), item('INC1', 3)];
    expect((await relay(catalogue, items, bus.publish)).sort()).toEqual(['INC1/1', 'INC1/2', 'INC1/3']);
    expect(bus.taken).toEqual(['INC2-1', 'INC2-2']);
  });

  test('takes an entry for published when all its events are', async () => {
    const two = { events: [{ id: 'first', type: 'resolved' }, { id: 'second', type: 'clock-breached' }] };
    expect(await relay(catalogue, [item('INC1', 1, two)], busThat((event) => idOf(event) === 'second').publish)).toEqual(['INC1/1']);
  });

  test('stays below what one call may hold', async () => {
    const bus = busThat();
    const large = { note: 'x'.repeat(60_000) };
    expect(await relay(catalogue, Array.from({ length: 10 }, (_, n) => item(`INC${n}`, 1, large)), bus.publish)).toEqual([]);
    expect(bus.calls.map((call) => call.length)).toEqual([3, 3, 3, 1]);
  });

  test('knows a type that is in the catalogue no more', async () => {
    const events: BusEvent[] = [];
    await relay(catalogue, [item('OLD1', 1, { type: 'gone' })], async (some) => { events.push(...some); return some.map(() => true); });
    expect(events).toMatchObject([{ source: 'lambdesk.unknown', detailType: 'gone.started' }]);
  });

  test('keeps the order of every record, loses nothing and says all that failed, whatever the bus refuses', async () => {
    const record = fc.constantFrom('INC1', 'INC2', 'INC3', 'INC4');
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(record, fc.integer({ min: 1, max: 3 })), { maxLength: 40 }), fc.array(fc.nat(80), { maxLength: 10 }), async (shape, refusedAt) => {
      const versions = new Map<string, number>();
      const items = shape.map(([id, many]) => {
        const version = (versions.get(id) ?? 0) + 1;
        versions.set(id, version);
        return item(id, version, { events: Array.from({ length: many }, (_, n) => ({ id: `${id}-${version}-${n}`, type: 'started' })) });
      });
      const all = items.flatMap(({ sequence, item: one }) => (one.events as { id: string }[]).map(({ id }) => ({ id, sequence, pk: one.pk as string })));
      const refused = new Set(refusedAt.map((n) => all[n]?.id));
      const bus = busThat((event) => refused.has(idOf(event)));
      const failed = new Set(await relay(catalogue, items, bus.publish));
      for (const pk of new Set(all.map((one) => one.pk))) {
        const wanted = all.filter((one) => one.pk === pk).map(({ id }) => id);
        const first = wanted.findIndex((id) => refused.has(id));
        expect(bus.taken.filter((id) => wanted.includes(id))).toEqual(first < 0 ? wanted : wanted.slice(0, first));
      }
      for (const { id, sequence } of all) if (!bus.taken.includes(id)) expect(failed).toContain(sequence);
      for (const call of bus.calls) expect(call.length).toBeLessThanOrEqual(10);
    }), { numRuns: 200 });
  });
});
