import { defineRecord } from '../../shared/record/define.ts';
import { refused } from '../../shared/record/fault.ts';
import { choice, flag, instant, json, list, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { blackoutList, MOST_BLACKOUTS, type Blackout } from '../../shared/record/presets/blackouts.ts';
import type { BusinessCalendar } from '../../shared/clock/calendar.ts';

const maintenance = ref('maintenance', {
  title: text(), kind: choice('window', 'blackout'), start: optional(instant()), end: optional(instant()), recurrence: optional(json<BusinessCalendar>(() => [])), all: optional(flag()),
  environments: optional(list(ref('environment'))), services: optional(list(ref('service'))),
});

/** When nothing may go into production: all blackouts of a tenant in one place, so that a gate can read them in the moment in which it decides. */
export const deploymentCalendar = defineRecord({
  name: 'deployment-calendar', practice: 'deployment', family: 'technical', route: 'deployment-calendars', prefix: 'DCA', identity: 'name',
  help: 'When nothing may go into production; kept from the blackouts that are planned.',
  fields: { name: shortName({ help: 'There is one, `default`.' }) },
  kept: { blackouts: blackoutList },
  states: ['kept', 'closed'], done: ['closed'],
  events: ['noted', 'closed'],
  create: { by: ['system'] },
  update: { by: ['system'] },
  commands: {
    note: {
      help: 'A blackout was planned, moved or called off', from: ['kept'], happened: 'noted', by: ['system', 'operations'], asks: { maintenance },
      // Read anew, so that it does not matter which of several events comes first.
      check: ({ record, refs }) => seenIn(refs).kind === 'blackout' || record.blackouts?.some((one) => one.maintenance === seenIn(refs).id) ? undefined : refused('no-blackout', 'It is no blackout.'),
      change: ({ record, refs, now }) => ({ blackouts: withIt(record.blackouts ?? [], seenIn(refs), now) as any }),
    },
    close: { help: 'No longer kept', to: 'closed', happened: 'closed', by: ['system'] },
  },
  unique: { current: { by: ({ name, state }) => state === 'kept' ? [name] : undefined, carries: ['blackouts'], help: 'There is one already.' } },
  lists: {},
  summary: ['name'],
  reactions: {
    begun: { on: 'maintenance.created', help: 'The first blackout opens the calendar', when: ({ data }) => data.record.kind === 'blackout', find: { create: true }, run: 'create', with: () => ({ name: 'default' }) },
    planned: { on: 'maintenance.created', help: 'Note a blackout', when: ({ data }) => data.record.kind === 'blackout', ...noting() },
    moved: { on: 'maintenance.updated', help: 'Note where a blackout was moved', ...noting() },
    over: { on: 'maintenance.ended', help: 'Strike out a blackout that is over', ...noting() },
    calledOff: { on: 'maintenance.canceled', help: 'Strike out a blackout that was called off', ...noting() },
  },
});

type Seen = Omit<Blackout, 'maintenance'> & { readonly id: string; readonly state: string; readonly kind: string };
const seenIn = (refs: object): Seen => (refs as { maintenance: Seen }).maintenance;

/** All that are in force or to come, the nearest first, with what is known of one of them now. */
function withIt(blackouts: readonly Blackout[], { id, state, kind, title, start, end, recurrence, all, environments, services }: Seen, now: string): Blackout[] {
  const others = blackouts.filter((one) => one.maintenance !== id && !(one.end && one.end <= now));
  const gone = kind !== 'blackout' || state === 'ended' || state === 'canceled';
  const noted = gone ? others : [...others, { maintenance: id, title, start, end, recurrence, all, environments, services }];
  return noted.toSorted((a, b) => a.start.localeCompare(b.start)).slice(0, MOST_BLACKOUTS);
}

function noting() {
  return { find: { named: () => 'default' }, run: 'note' as const, with: ({ metadata }: { metadata: { recordId: string } }) => ({ maintenance: metadata.recordId }) };
}
