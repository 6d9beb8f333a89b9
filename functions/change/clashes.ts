import type { AnyRecord, QueryRule, Reader } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { instant, optional } from '../../shared/record/field.ts';
import { conflictsOf, nextFreeSlot, type Conflict, type Planned, type Span } from './conflicts.ts';
import { changesBetween, standing } from './schedule.ts';
import { surroundingsOf } from './surroundings.ts';

const DAY = 86_400_000;
const HORIZON = 28;
const staff = ['agent', 'lead', 'operations', 'security', 'change-manager', 'release-manager', 'cab', 'manager'] as const;

/** Whatever speaks against the time of a change, each with its reason. */
export const conflicts: QueryRule = {
  help: 'What speaks against its time: other changes of the same or a related CI or by the same person, blackouts, maintenance windows that it misses', by: staff, ofRecord: true,
  run: async ({ record, read }) => {
    const items = record!.plannedStart ? await clashesOf(read, record!) : [];
    return { plannedStart: record!.plannedStart, plannedEnd: record!.plannedEnd, items };
  },
};

/** The conflicts of a change that has a time. */
export async function clashesOf(read: Reader, change: AnyRecord): Promise<Conflict[]> {
  const planned = plannedOf(change);
  const [others, around] = await Promise.all([othersWithin(read, planned), surroundingsOf(read, change, planned)]);
  return conflictsOf(planned, others, around);
}

/** The earliest time, as long as the one planned, against which nothing speaks. */
export const nextSlot: QueryRule = {
  help: `The next free slot: as long as planned, against which nothing speaks, within ${HORIZON} days`, by: staff, ofRecord: true,
  asks: { from: optional(instant({ help: 'Its planned start when left out, or now when that is past.' })) },
  run: async ({ input, record, read, now }) => {
    if (!record!.plannedStart) throw refused('not-planned', 'Say first when it is planned, and with that how long it takes.');
    const from: string = input.from ?? (record!.plannedStart > now ? record!.plannedStart : now);
    const until = new Date(Date.parse(from) + HORIZON * DAY).toISOString();
    const change = plannedOf(record!);
    const length = Date.parse(change.end) - Date.parse(change.start);
    const horizon = { start: from, end: new Date(Date.parse(until) + length).toISOString() };
    const [others, around] = await Promise.all([othersWithin(read, horizon), surroundingsOf(read, record!, horizon)]);
    const slot = nextFreeSlot(change, others, { ...around, from, until });
    return { from, until, found: slot !== undefined, ...(slot && { plannedStart: slot.start, plannedEnd: slot.end }) };
  },
};

const plannedOf = ({ number, title, plannedStart, plannedEnd, cis = [], assignee }: AnyRecord): Planned => ({ number, title, start: plannedStart, end: plannedEnd, cis, assignee });

/** Changes that take their time within a stretch, in full: lists do not tell which items they touch. */
async function othersWithin(read: Reader, span: Span): Promise<Planned[]> {
  const { items } = await changesBetween(read, span, standing);
  return (await read.many('change', items.map(({ id }) => id))).map(plannedOf);
}
