import type { BusinessCalendar } from '../../shared/clock/calendar.ts';
import { checkCalendar, parseDuration } from '../../shared/clock/index.ts';
import { defineRecord } from '../../shared/record/define.ts';
import { choice, duration, integer, json, list, object, optional, ref, text } from '../../shared/record/field.ts';
import { refused } from '../../shared/record/fault.ts';
import { edited } from '../../shared/record/edited.ts';

const target = object({
  response: optional(duration({ help: 'Until somebody works on it or answers the requester.' })),
  resolution: optional(duration({ help: 'Until the service is restored.' })),
  calendar: optional(choice('agreed', 'always')),
}, { help: 'Durations of service time; `always` counts round the clock whatever the agreed hours are.' });

/** What was agreed about a service: service hours, and how fast what priority is answered and resolved. */
export const agreement = defineRecord({
  name: 'agreement', practice: 'service-level', family: 'service', route: 'agreements', prefix: 'SLA',
  help: 'What was agreed about a service: hours, and targets per priority.',
  fields: {
    title: text(),
    kind: choice('SLA', 'OLA', 'UC', 'XLA'),
    service: optional(ref('service', {}, { help: 'Left out: every service without an agreement of its own.' })),
    calendar: json<BusinessCalendar>(checkCalendar, { help: 'timeZone (IANA), week (opening hours per weekday, several spans make breaks), holidays.' }),
    targets: object({ 1: optional(target), 2: optional(target), 3: optional(target), 4: optional(target), 5: optional(target) }, { help: 'Targets by priority, 1 to 5.' }),
    warnAt: optional(list(integer({ min: 1, max: 99 }), { max: 4, help: 'Percentages of a target at which to warn; 75 when left out. 100 % is the breach.' })),
    autoCloseDays: optional(integer({ min: 1, max: 60, help: 'Business days after which what is resolved is closed.' })),
    reopenDays: optional(integer({ min: 1, max: 365, help: 'Calendar days in which what is resolved may be reopened.' })),
    maxTransfers: optional(integer({ min: 1, max: 10, help: 'Horizontal transfers that need no override.' })),
    updateMinutes: optional(integer({ min: 5, max: 1440, help: 'Minutes between two updates of a major incident; by priority when left out.' })),
  },
  states: ['draft', 'active', 'ended'], done: ['ended'],
  events: ['activated', 'ended'],
  create: { by: ['admin', 'manager', 'system', 'importer'], check: ({ input }) => responseWithinResolution(input.targets) },
  update: {
    by: ['admin', 'manager', 'system', 'importer'],
    check: ({ record, input }) => record.state !== 'draft' && edited({ record: { ...record }, input, fields: ['service', 'kind'] }).length > 0
      ? refused('in-force', 'It is in force for what it was agreed about; end it and make another.') : responseWithinResolution(input.targets),
  },
  comment: { by: ['agent', 'admin', 'manager'] },
  commands: {
    activate: { help: 'From now on its targets count', from: ['draft'], to: 'active', by: ['admin', 'manager', 'system', 'importer'], happened: 'activated' },
    end: { help: 'No longer agreed', from: ['draft', 'active'], to: 'ended', by: ['admin', 'manager'], happened: 'ended' },
  },
  // What practices look up by service when they start a clock; one in force for each service and kind.
  unique: {
    covers: {
      by: ({ state, service, kind }) => state === 'active' ? [kind, service ?? '*'] : undefined,
      carries: ['calendar', 'targets', 'warnAt', 'autoCloseDays', 'reopenDays', 'maxTransfers', 'updateMinutes'],
      help: 'Another agreement of this kind is in force for this service; end it first.',
    },
  },
  lists: { byState: { by: 'state' }, byService: { by: 'service' } },
  summary: ['title', 'kind', 'service'],
  searched: ['title'],
});

type Targets = Readonly<Record<string, { response?: string; resolution?: string } | undefined>>;

function responseWithinResolution(targets: Targets | undefined) {
  const wrong = Object.entries(targets ?? {}).find(([, one]) => one?.response && one.resolution && parseDuration(one.response) > parseDuration(one.resolution));
  return wrong && refused('response-after-resolution', `Priority ${wrong[0]}: the response target is longer than the resolution target.`);
}
