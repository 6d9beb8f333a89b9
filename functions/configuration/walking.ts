import type { AnyRecord, Near, Reader } from '../../shared/record/define.ts';
import type { Walk } from './impact.ts';
import { nodeOf } from './relations.ts';

/** Takes a walk through the CIs that an actor may see; answers what it found and the records that it looked at, by name. */
export async function walkThrough<T>(read: Reader, walk: Walk<T>): Promise<{ found: T; seen: ReadonlyMap<string, AnyRecord> }> {
  const seen = new Map<string, AnyRecord>();
  let step = walk.next();
  while (!step.done) {
    const near: Near[] = await read.near('ci', step.value);
    for (const { record } of near) seen.set(record.id, record);
    step = walk.next(new Map(near.map((one) => [one.record.id, nodeOf(one)])));
  }
  return { found: step.value, seen };
}
