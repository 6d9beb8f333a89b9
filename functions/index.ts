import { defineCatalogue } from '../shared/record/catalogue.ts';
import { agreement } from './service-level/agreement.ts';
import { contract } from './supplier/contract.ts';
import { incident } from './incident/incident.ts';
import { person } from './workforce/person.ts';
import { priorityMatrix } from './service-level/priority-matrix.ts';
import { risk } from './risk/risk.ts';
import { riskAppetite } from './risk/risk-appetite.ts';
import { service } from './catalogue/service.ts';
import { supplier } from './supplier/supplier.ts';
import { team } from './workforce/team.ts';

/** Every record type there is; all else is read from here. */
export const definitions = defineCatalogue([
  person, team,
  service,
  agreement, priorityMatrix,
  incident,
  risk, riskAppetite,
  supplier, contract,
]);
