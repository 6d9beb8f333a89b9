import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import { openJournal, type BusEvent, type Journal, type ParkedEvent } from './bus-journal.ts';

export type { BusEvent, ParkedEvent };

/** One target of the bus, like an EventBridge rule with its target: `name` is the key of its durable position. */
export type Consumer = {
  name: string;
  matches(event: BusEvent): boolean;
  handle(event: BusEvent): Promise<void>;
  /** Where a consumer begins that has no position yet: with the oldest event (default), or with what comes next. */
  from?: 'oldest' | 'next';
};

export type Bus = {
  /** Stores events and, in the same transaction, the feed cursor they were read up to. Known ids are ignored. */
  publish(events: BusEvent[], cursor?: number): void;
  /** The feed cursor stored last; 0 before the first. */
  cursor(): number;
  /** At most `limit` events published after the one with this id, oldest first. Throws RangeError for an unknown id. */
  after(id: string | undefined, limit: number): BusEvent[];
  /** Events that a consumer gave up on, oldest first. */
  parked(): ParkedEvent[];
  /** Starts handing events to a consumer: in order, each at least once, and again after a crash in `handle`. */
  subscribe(consumer: Consumer): void;
  /** Resolves when every consumer has handled or parked all events, those published meanwhile included. Never await it in `handle`. */
  drain(): Promise<void>;
  /** Lets running `handle` calls finish, starts no new ones, and closes the file. */
  close(): Promise<void>;
};

const ATTEMPTS = 5;
const BATCH = 200;

/**
 * A durable event bus for one process. A consumer's failing event is tried 5 times, `backoff(n)` ms after the n-th
 * failure, and is then parked, so that it delays the events behind it by a second at most and never stops them.
 */
export function openBus({ file, backoff = (failures) => 25 * 3 ** (failures - 1), log = console.error }: {
  file: string; backoff?: (failures: number) => number; log?: (message: string) => void;
}): Bus {
  const journal = openJournal(file);
  const closing = new AbortController();
  const pumps = new Map<string, ReturnType<typeof startPump>>();

  return {
    publish(events, cursor) {
      journal.publish(events, cursor);
      for (const pump of pumps.values()) pump.wake();
    },
    cursor: journal.cursor,
    after: journal.after,
    parked: journal.parked,
    subscribe(consumer) {
      if (pumps.has(consumer.name)) throw new Error(`The bus already has a consumer named ${consumer.name}`);
      pumps.set(consumer.name, startPump({ journal, consumer, backoff, log, signal: closing.signal }));
    },
    async drain() {
      let end: number;
      do {
        end = journal.end();
        await Promise.all([...pumps.values()].map((pump) => pump.idle()));
      } while (end !== journal.end());
    },
    async close() {
      closing.abort();
      for (const pump of pumps.values()) pump.wake();
      await Promise.all([...pumps.values()].map((pump) => pump.stopped));
      journal.close();
    },
  };
}

type PumpParts = {
  journal: Journal; consumer: Consumer; backoff: (failures: number) => number;
  log: (message: string) => void; signal: AbortSignal;
};

function startPump({ journal, consumer, backoff, log, signal }: PumpParts) {
  let position = journal.positionOf(consumer.name, consumer.from ?? 'oldest');
  let saved = position;
  let wake = () => {};
  const waiting: (() => void)[] = [];

  const sleepUntilWoken = () => new Promise<void>((resolve) => {
    wake = resolve;
    for (const settled of waiting.splice(0)) settled();
  });

  function save() {
    if (saved === position) return;
    journal.moveTo(consumer.name, position);
    saved = position;
  }

  async function run() {
    // Not before the caller has finished wiring what `handle` needs.
    await nextTurn();
    while (!signal.aborted) {
      const batch = journal.readAfter(position, BATCH);
      if (batch.length === 0) {
        await sleepUntilWoken();
        continue;
      }
      for (const { seq, event } of batch) {
        const outcome = await deliver(event);
        if (outcome === 'interrupted') break;
        position = seq;
        // After the handling and not before: a crash in between repeats the event, the other order would lose it.
        if (outcome === 'handled') save();
        if (signal.aborted) break;
      }
      save();
      await nextTurn();
    }
  }

  async function deliver(event: BusEvent): Promise<'handled' | 'not for us' | 'interrupted'> {
    for (let attempt = 1; ; attempt++) {
      try {
        if (!consumer.matches(event)) return 'not for us';
        await consumer.handle(event);
        return 'handled';
      } catch (error) {
        if (attempt === ATTEMPTS) {
          journal.park({ consumer: consumer.name, event, error: String(error), attempts: attempt });
          log(`${consumer.name} gave up on ${event.detailType} ${event.id} after ${attempt} attempts: ${(error as Error)?.stack ?? error}`);
          return 'handled';
        }
        await delay(backoff(attempt), undefined, { signal }).catch(() => {});
        if (signal.aborted) return 'interrupted';
      }
    }
  }

  const stopped = run();
  return {
    stopped,
    wake: () => wake(),
    /** Resolves once the pump has found nothing left to hand over, or has stopped. */
    idle: () => Promise.race([stopped, new Promise<void>((resolve) => {
      waiting.push(resolve);
      wake();
    })]),
  };
}
