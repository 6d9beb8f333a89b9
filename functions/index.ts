import { defineCatalogue } from '../shared/record/catalogue.ts';
import { agreement } from './service-level/agreement.ts';
import { incident } from './incident/incident.ts';
import { person } from './workforce/person.ts';
import { priorityMatrix } from './service-level/priority-matrix.ts';
import { service } from './catalogue/service.ts';
import { team } from './workforce/team.ts';

/** Every record type there is; all else is read from here. */
export const definitions = defineCatalogue([
  person, team,
  service,
  agreement, priorityMatrix,
  incident,
]);
