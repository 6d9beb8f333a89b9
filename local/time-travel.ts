import { sweep as sweepOnce } from '../shared/events/sweep.ts';
import { duePartition, dueShards, hourOf } from '../shared/store/keys.ts';
import type { Kernel } from '../shared/store/kernel.ts';
import type { MovableClock } from './clock.ts';
import type { Workflows } from './workflows.ts';

const HOUR = 3_600_000;

/**
 * Moves the clock forward, stopping wherever something falls due, so that it happens at its own time and what follows from it can
 * fall due in turn.
 * @param settle relays and handles all events there are
 * @param sweep announces all that fell due; in this process when left out
 */
export async function travel({ kernel, clock, workflows, until, settle, sweep = () => sweepAll(kernel) }: { kernel: Kernel; clock: MovableClock; workflows: Pick<Workflows, 'expire' | 'nextDeadline'>; until: string; settle(): Promise<void>; sweep?: () => Promise<void> }): Promise<void> {
  const go = async (instant: string): Promise<void> => {
    clock.moveTo(instant);
    await sweep();
    workflows.expire();
    await settle();
  };
  const next = async (from: string): Promise<string | undefined> => {
    const deadline = workflows.nextDeadline(until);
    return await nextDue(kernel, from, deadline ?? until) ?? deadline;
  };
  const began = clock.now();
  // What fell due since the last sweep is announced before the clock moves.
  await go(began);
  // From the last stop, and not from now: real time goes on meanwhile, and what it overtook would wait for the stop after it.
  let at: string | undefined;
  for (let from = began; (at = await next(from)) !== undefined; from = at) await go(at);
  await go(until);
}

/** Sweeps until nothing is left behind. */
export async function sweepAll(kernel: Kernel): Promise<void> {
  while ((await sweepOnce(kernel)).behind);
}

/** The first instant after `from`, up to `until`, at which a clock or timer falls due. */
async function nextDue(kernel: Kernel, from: string, until: string): Promise<string | undefined> {
  for (let hour = Date.parse(`${hourOf(from)}:00:00.000Z`); hour <= Date.parse(until); hour += HOUR) {
    const found = await Promise.all(Array.from({ length: dueShards }, async (_, shard) => {
      const { items } = await kernel.table.query({ index: 'due', pk: duePartition(hourOf(new Date(hour).toISOString()), shard), after: undefined, upTo: `${until}~`, limit: 50 });
      return items.map((item) => (item.dus as string).split('#')[0]!).find((due) => due > from);
    }));
    const due = found.filter((one) => one !== undefined).sort()[0];
    if (due !== undefined) return due;
  }
  return undefined;
}
