import { defineRecord } from '../../shared/record/define.ts';
import { invalid } from '../../shared/record/fault.ts';
import { date, email, flag, list, object, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { isStaff } from '../../shared/record/policy.ts';
import { noLoopInManagers } from './manager-chain.ts';

/** Somebody who works for or with the organisation: who reports, who solves, who decides. */
export const person = defineRecord({
  name: 'person', practice: 'workforce', family: 'general', route: 'people', prefix: 'PER', identity: 'name',
  help: 'Somebody who reports, solves or decides.',
  fields: {
    name: shortName(),
    displayName: text(),
    email: optional(email()),
    team: optional(ref('team', {}, { help: 'The team that they work in.' })),
    manager: optional(ref('person', { manager: optional(ref('person')) }, { help: 'N+1: whom they report to.' })),
    organisation: optional(text({ max: 64 })),
    vip: optional(flag({ help: 'Raises the priority of what they report by one level, never to 1.' })),
    skills: optional(list(text({ max: 40 }), { max: 30 })),
    language: optional(text({ max: 12 })),
  },
  kept: {
    absence: object({ from: date(), until: date(), delegate: optional(ref('person')) }),
  },
  fixed: { name: 'the short name is what everything refers to.' },
  states: ['active', 'left'], done: ['left'],
  events: ['absence-recorded', 'returned', 'departed'],
  create: { by: ['admin', 'manager', 'system', 'importer'] },
  update: { by: ['admin', 'manager', 'system'], check: noLoopInManagers },
  comment: { by: ['admin', 'manager'] },
  commands: {
    recordAbsence: {
      help: 'Away from one day to another; the delegate votes and is asked meanwhile', by: ['self', 'lead', 'manager', 'admin'], happened: 'absence-recorded',
      takes: { absence: 'required' }, visibility: 'internal',
      check: ({ input: { absence } }) => absence!.from <= absence!.until ? undefined
        : invalid([{ pointer: '/absence/until', code: 'before-start', detail: 'The last day of an absence must not be before its first.' }]),
    },
    return: { help: 'Back earlier than recorded', by: ['self', 'lead', 'manager', 'admin'], happened: 'returned', change: () => ({ absence: undefined }), visibility: 'internal' },
    leave: { help: 'Has left the organisation; what they did stays', from: ['active'], to: 'left', by: ['admin', 'manager'], happened: 'departed' },
  },
  lists: { byTeam: { by: 'team' }, byManager: { by: 'manager' } },
  summary: ['name', 'displayName', 'email', 'team', 'manager', 'organisation', 'vip', 'skills', 'absence'],
  searched: ['name', 'displayName'],
  visible: (record, actor) => isStaff(actor) || record.name === actor.name,
});
