import { always, parseDuration } from '../../../shared/clock/index.ts';
import { defineRecord, type AnyDefinition } from '../../../shared/record/define.ts';
import { duration, flag, instant, integer, list, longText, optional, ref, shortName, text } from '../../../shared/record/field.ts';
import { refused } from '../../../shared/record/fault.ts';
import { isStaff, related } from '../../../shared/record/policy.ts';

/** Something to be done: a record with all that the store does for records, so that its contract needs no practice. */
export const job = defineRecord({
  name: 'job', practice: 'test', family: 'general', route: 'jobs', prefix: 'JOB', help: 'Something to be done.',
  fields: {
    title: text(), requester: ref('hand'), notes: optional(longText()), reference: optional(text({ max: 64 })), priority: optional(integer({ min: 1, max: 5 })),
    crew: optional(ref('crew', { secret: optional(flag()) })), within: optional(duration()), remindAt: optional(instant()), tools: optional(list(ref('crew'))),
  },
  kept: { secret: flag(), reminded: integer() },
  states: ['open', 'waiting', 'finished'], done: ['finished'], events: ['waited', 'finished', 'reminded', 'passed'],
  derive: { secret: ({ record, refs }) => record.secret || refs.crew?.secret || undefined },
  create: { by: ['anyone'] }, update: { by: ['agent', 'requester', 'system'] },
  commands: {
    wait: { help: 'Wait', from: ['open'], to: 'waiting', by: ['agent'], happened: 'waited' },
    finish: { help: 'Finish', to: 'finished', by: ['agent', 'system'], happened: 'finished' },
    /** Takes whatever crew stands behind the present one, as routing does: nothing in the body names it. */
    pass: { help: 'Pass on', by: ['agent'], happened: 'passed', change: () => ({ crew: 'vault' }) },
    remind: {
      help: 'Remind', by: ['system'], happened: 'reminded',
      check: ({ record }) => record.title === 'stubborn' ? refused('stubborn', 'It never listens.') : undefined,
      change: ({ record }) => ({ reminded: (record.reminded ?? 0) + 1, remindAt: undefined }),
    },
  },
  clocks: { work: { help: 'Until it is finished', runsIn: ['open'], pausesIn: ['waiting'], target: ({ record }) => record.within ? parseDuration(record.within) : undefined } },
  calendar: () => always,
  timers: { reminder: { help: 'Somebody asked to be reminded', at: ({ remindAt }) => remindAt, run: 'remind' } },
  unique: { reference: { by: ({ reference }) => reference ? [reference] : undefined, carries: ['title'], help: 'There is a job of this reference.' } },
  lists: { byState: { by: 'state' }, byCrew: { by: 'crew', queue: true }, byRequester: { by: 'requester' } },
  summary: ['title', 'requester', 'priority', 'crew', 'secret', 'reference'],
  visible: (record, actor) => record.secret ? actor.roles.includes('security') : isStaff(actor) || related(actor, record),
}) as unknown as AnyDefinition;

/** Who works together; a crew is addressed by its name. */
export const crew = defineRecord({
  name: 'crew', practice: 'test', family: 'general', route: 'crews', prefix: 'CRW', identity: 'name', help: 'Who works together.',
  fields: { name: shortName(), secret: optional(flag()) }, states: ['here'], done: [], events: [], create: { by: ['agent'] }, update: { by: ['agent'] }, commands: {}, lists: {}, summary: ['name', 'secret'], visible: () => true,
}) as unknown as AnyDefinition;

/** Who asks and does. */
export const hand = defineRecord({
  name: 'hand', practice: 'test', family: 'general', route: 'hands', prefix: 'HND', identity: 'name', help: 'Who asks and does.',
  fields: { name: shortName() }, states: ['here'], done: [], events: [], create: { by: ['agent'] }, update: { by: ['agent'] }, commands: {}, lists: {}, summary: ['name'], visible: () => true,
}) as unknown as AnyDefinition;
