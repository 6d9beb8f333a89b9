import { defineRecord } from '../../shared/record/define.ts';
import { choice, email, flag, integer, list, optional, ref, shortName, text } from '../../shared/record/field.ts';

/** A group of people that owns work together, on a line of support. */
export const team = defineRecord({
  name: 'team', practice: 'workforce', family: 'general', route: 'teams', prefix: 'TEA', identity: 'name',
  help: 'A group of people that owns work together.',
  fields: {
    name: shortName(),
    displayName: text(),
    line: optional(integer({ min: 1, max: 4, help: '1 is the service desk; horizontal escalation goes to the next line.' })),
    lead: optional(ref('person')),
    email: optional(email()),
    nextTeam: optional(ref('team', {}, { help: 'Where horizontal escalation leads.' })),
    skills: optional(list(text({ max: 40 }), { max: 30 })),
    purpose: optional(choice('support', 'security', 'management')),
    fallback: optional(flag({ help: 'Takes incidents for which no service says a team; one team does.' })),
  },
  fixed: { name: 'the short name is what everything refers to.' },
  states: ['active', 'dissolved'], done: ['dissolved'],
  events: ['dissolved'],
  create: { by: ['admin', 'manager', 'system', 'importer'] },
  update: { by: ['admin', 'manager', 'system'] },
  comment: { by: ['admin', 'manager'] },
  commands: {
    dissolve: { help: 'No longer takes work', from: ['active'], to: 'dissolved', by: ['admin', 'manager'], happened: 'dissolved' },
  },
  unique: {
    fallback: { by: ({ state, fallback }) => state === 'active' && fallback ? ['default'] : undefined, carries: ['name'], help: 'Another team takes them; change that one first.' },
  },
  lists: {},
  summary: ['name', 'displayName', 'line', 'lead', 'nextTeam', 'skills', 'purpose'],
  searched: ['name', 'displayName'],
  visible: () => true,
});
