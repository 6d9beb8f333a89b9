import { defineRecord } from '../../shared/record/define.ts';
import { choice, list, longText, object, optional, ref, shortName, text } from '../../shared/record/field.ts';
import { isStaff } from '../../shared/record/policy.ts';

/** What the organisation provides to those who use it, described once for users, customers and technicians. */
export const service = defineRecord({
  name: 'service', practice: 'catalogue', family: 'service', route: 'services', prefix: 'SVC', identity: 'name',
  help: 'What the organisation provides to those who use it.',
  fields: {
    name: shortName(),
    displayName: text(),
    description: optional(longText()),
    owner: optional(ref('person')),
    supportTeam: optional(ref('team', {}, { help: 'Where its incidents go unless a route says otherwise.' })),
    routes: optional(list(object({
      category: text({ max: 80 }), team: ref('team'), skill: optional(text({ max: 40, help: 'Give it to somebody of the team with this skill.' })),
    }), { max: 40, help: 'Where incidents of a category go.' })),
    criticality: optional(choice('low', 'medium', 'high')),
    audience: optional(list(text({ max: 64 }), { help: 'Organisations that it is for; everybody when left out.' })),
    suppliers: optional(list(ref('supplier'))),
    runbook: optional(text({ max: 500 })),
  },
  fixed: { name: 'the short name is what everything refers to.' },
  states: ['draft', 'published', 'retired'], done: ['retired'],
  events: ['published', 'retired'],
  create: { by: ['admin', 'manager', 'system', 'importer'] },
  update: { by: ['admin', 'manager', 'system'] },
  comment: { by: ['agent', 'admin'] },
  commands: {
    publish: { help: 'People may use it and report on it', from: ['draft'], to: 'published', by: ['admin', 'manager', 'system', 'importer'], happened: 'published' },
    retire: { help: 'No longer provided', from: ['draft', 'published'], to: 'retired', by: ['admin', 'manager'], happened: 'retired' },
  },
  lists: { byState: { by: 'state' }, byOwner: { by: 'owner' } },
  summary: ['name', 'displayName', 'owner', 'supportTeam', 'criticality', 'audience', 'suppliers'],
  searched: ['name', 'displayName', 'description'],
  visible: (record, actor) => isStaff(actor) || (record.state === 'published' && (!record.audience || record.audience.includes(actor.profile?.organisation ?? ''))),
});
