import type { QueryRule } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { instant, optional, ref } from '../../shared/record/field.ts';

const DAY = 86_400_000;
const MOST_READ = 1000;
const STANDARD_DAYS = 30;
const MOST_DAYS = 366;

export interface Fact {
  readonly number: string; readonly delivery?: string; readonly service?: string; readonly environment: string; readonly state: string; readonly action?: string; readonly completes?: boolean;
  readonly committedAt?: string; readonly createdAt: string; readonly finishedAt?: string; readonly faultyAt?: string;
}

/** The four figures of DORA over a period, from the deployments that reached production. */
export const dora: QueryRule = {
  help: 'Deployment frequency, lead time for changes, change-failure rate and time to restore, over a period', by: ['agent', 'lead', 'operations', 'release-manager', 'change-manager', 'manager'],
  asks: { from: optional(instant({ help: `${STANDARD_DAYS} days before the end when left out.` })), until: optional(instant({ help: 'Now when left out.' })), service: optional(ref('service')) },
  run: async ({ input, read, now }) => {
    const until = input.until ?? now;
    const from = input.from ?? new Date(Date.parse(until) - STANDARD_DAYS * DAY).toISOString();
    const days = (Date.parse(until) - Date.parse(from)) / DAY;
    if (!(days > 0 && days <= MOST_DAYS)) throw refused('period-out-of-range', `The period must end after it begins, and last ${MOST_DAYS} days at most.`);
    const facts = await read.list('deployment', { stage: 'production', ...(input.service && { service: input.service }) }, MOST_READ) as unknown as Fact[];
    // Lists are newest first, so what is missing is older than the last one read.
    return { from, until, complete: facts.length < MOST_READ || facts.at(-1)!.createdAt < from, ...doraOf(facts, { from, until }) };
  },
};

/**
 * The figures of `[from, until)`, after Forsgren, Humble and Kim, Accelerate (2018). A delivery is all deployments of one rollout: a release
 * in three rings is delivered once, with its last ring.
 * - frequency: deliveries completed, a day and a week
 * - lead time: seconds from the oldest commit to completion, median
 * - change-failure rate: deliveries that failed, were rolled back or harmed production, of all that reached it
 * - time to restore: seconds from the failure until the same service in the same environment was rolled back or delivered anew, median;
 *   failures that still last are counted apart
 */
export function doraOf(facts: readonly Fact[], { from, until }: { from: string; until: string }) {
  const settled = facts.filter(({ finishedAt, state }) => finishedAt && state !== 'canceled');
  const within = (at: string): boolean => from <= at && at < until;
  const groups = [...Map.groupBy(settled.filter((fact) => !undoes(fact)), ({ delivery, number }) => delivery ?? number).values()];
  const deliveries = groups.map((group) => {
    const done = group.find(({ state, completes }) => state === 'succeeded' && completes !== false);
    const broke = group.flatMap(({ state, finishedAt, faultyAt }) => faultyAt ?? (state === 'failed' ? finishedAt! : [])).sort()[0];
    const reached = group.map(({ finishedAt }) => finishedAt!).sort()[0]!;
    return { done, broke, reached, delivery: group[0]!.delivery ?? group[0]!.number, place: placeOf(group[0]!) };
  });
  const completed = deliveries.filter(({ done }) => done && within(done.finishedAt!));
  const attempted = deliveries.filter(({ reached }) => within(reached));
  const failed = attempted.filter(({ broke }) => broke);
  const leads = completed.flatMap(({ done }) => done!.committedAt ? [secondsBetween(done!.committedAt, done!.finishedAt!)] : []);
  const restores = failed.map(({ broke, place, delivery }) => {
    const cure = settled.filter((fact) => placeOf(fact) === place && fact.state === 'succeeded' && fact.finishedAt! >= broke! && (undoes(fact) || (fact.completes !== false && (fact.delivery ?? fact.number) !== delivery)))
      .map(({ finishedAt }) => finishedAt!).sort()[0];
    return cure && secondsBetween(broke!, cure);
  });
  const restored = restores.filter((seconds) => typeof seconds === 'number');
  const days = (Date.parse(until) - Date.parse(from)) / DAY;
  return {
    deploymentFrequency: { deliveries: completed.length, perDay: completed.length / days, perWeek: completed.length * 7 / days },
    leadTime: { deliveries: leads.length, medianSeconds: median(leads) },
    changeFailureRate: { attempted: attempted.length, failed: failed.length, rate: attempted.length ? failed.length / attempted.length : undefined, deliveries: failed.map(({ delivery }) => delivery) },
    timeToRestore: { restored: restored.length, lasting: restores.length - restored.length, medianSeconds: median(restored) },
  };
}

const undoes = ({ action }: Fact): boolean => action === 'roll-back' || action === 'remove';
const placeOf = ({ service, environment }: Fact): string => `${environment}\0${service}`;
const secondsBetween = (start: string, end: string): number => Math.max(0, Math.round((Date.parse(end) - Date.parse(start)) / 1000));

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : sorted.length ? (sorted[middle - 1]! + sorted[middle]!) / 2 : undefined;
}
