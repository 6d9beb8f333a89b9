import { defineRecord } from '../../shared/record/define.ts';
import { integer, longText, optional, shortName } from '../../shared/record/field.ts';
import { formula, MOST } from './exposure.ts';

/** How much risk of one category the organisation is willing to bear; the one named `default` covers what has no category of its own. */
export const riskAppetite = defineRecord({
  name: 'risk-appetite', practice: 'risk', family: 'general', route: 'risk-appetites', prefix: 'RAP', identity: 'name',
  help: 'How much risk of one category the organisation is willing to bear.',
  fields: {
    name: shortName({ help: 'The category of risk, such as security or financial; `default` for what has none.' }),
    statement: optional(longText({ max: 2000, help: 'What is sought, borne and avoided, in words.' })),
    threat: integer({ min: 0, max: MOST, help: `The highest score of a threat that may be accepted without a manager. Score = ${formula}.` }),
    opportunity: integer({ min: 0, max: MOST, help: 'The highest score of an opportunity that may be let go without a manager. Scored like a threat, impact being the benefit.' }),
  },
  fixed: { name: 'it is what risks name as their category.' },
  states: ['active', 'retired'], done: ['retired'],
  events: ['retired'],
  create: { by: ['manager', 'admin', 'system', 'importer'] },
  update: { by: ['manager', 'admin', 'system', 'importer'] },
  comment: { by: ['manager', 'admin'] },
  commands: { retire: { help: 'The default covers this category from now on', from: ['active'], to: 'retired', by: ['manager', 'admin'], happened: 'retired' } },
  unique: { covers: { by: ({ state, name }) => state === 'active' ? [name] : undefined, carries: ['threat', 'opportunity'], help: 'There is an appetite for this category already.' } },
  lists: {},
  summary: ['name', 'threat', 'opportunity'],
});
