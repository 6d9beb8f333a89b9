import { defineRecord } from '../../shared/record/define.ts';
import { integer, object, shortName } from '../../shared/record/field.ts';

const level = () => integer({ min: 1, max: 5 });
const row = () => object({ high: level(), medium: level(), low: level() }, { help: 'By urgency.' });

/** How a tenant makes a priority of impact and urgency; the one named `default` is in force. */
export const priorityMatrix = defineRecord({
  name: 'priority-matrix', practice: 'service-level', family: 'service', route: 'priority-matrices', prefix: 'MTX', identity: 'name',
  help: 'How impact and urgency make a priority.',
  fields: { name: shortName(), high: row(), medium: row(), low: row() },
  fixed: { name: 'it is what the matrix is addressed by.' },
  states: ['active', 'retired'], done: ['retired'],
  events: ['retired'],
  create: { by: ['admin', 'manager', 'system', 'importer'] },
  update: { by: ['admin', 'manager', 'system', 'importer'] },
  comment: { by: ['admin', 'manager'] },
  commands: { retire: { help: 'No longer used', from: ['active'], to: 'retired', by: ['admin', 'manager'], happened: 'retired' } },
  unique: { inForce: { by: ({ state, name }) => state === 'active' ? [name] : undefined, carries: ['high', 'medium', 'low'], help: 'There is a matrix of this name.' } },
  lists: {},
  summary: ['name', 'high', 'medium', 'low'],
  visible: () => true,
});
