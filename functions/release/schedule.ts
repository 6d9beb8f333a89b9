import type { QueryRule } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { instant, optional, ref } from '../../shared/record/field.ts';

const MOST_READ = 1000;
const DAY = 86_400_000;
const STANDARD_DAYS = 90;

/** What is released when, and what of it overlaps. */
export const schedule: QueryRule = {
  help: 'What is released when, with what overlaps on the same service', by: ['anyone'],
  asks: { from: optional(instant({ help: 'Now when left out.' })), until: optional(instant({ help: `${STANDARD_DAYS} days later when left out.` })), service: optional(ref('service')) },
  run: async ({ input, read, now }) => {
    const from = input.from ?? now;
    const until = input.until ?? new Date(Date.parse(from) + STANDARD_DAYS * DAY).toISOString();
    if (until <= from) throw refused('period-out-of-range', 'The period must end after it begins.');
    const releases = await read.list('release', { state: 'planning,development,test,acceptance,production,early-life-support,review', ...(input.service && { service: input.service }) }, MOST_READ);
    return { from, until, complete: releases.length < MOST_READ, items: scheduleOf(releases as unknown as Planned[], { from, until }) };
  },
};

interface Planned { readonly number: string; readonly title: string; readonly service: string; readonly state: string; readonly approach: string; readonly plannedStart?: string; readonly plannedEnd?: string }

/** Releases that are planned within `[from, until)`, the earliest first; those on the same service that overlap are named. */
export function scheduleOf(releases: readonly Planned[], { from, until }: { from: string; until: string }) {
  const planned = releases.filter((one): one is Planned & { plannedStart: string } => one.plannedStart !== undefined && one.plannedStart < until && endOf(one) >= from)
    .sort((a, b) => a.plannedStart!.localeCompare(b.plannedStart!));
  return planned.map((one) => ({
    number: one.number, title: one.title, service: one.service, state: one.state, approach: one.approach, plannedStart: one.plannedStart, plannedEnd: one.plannedEnd,
    overlaps: planned.filter((other) => other !== one && other.service === one.service && other.plannedStart < endOf(one) && one.plannedStart < endOf(other)).map(({ number }) => number),
  }));
}

const endOf = ({ plannedStart, plannedEnd }: Planned): string => plannedEnd ?? plannedStart!;
