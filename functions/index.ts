import { defineCatalogue } from '../shared/record/catalogue.ts';
import { agreement } from './service-level/agreement.ts';
import { artefact } from './deployment/artefact.ts';
import { audit } from './configuration/audit.ts';
import { baseline } from './configuration/baseline.ts';
import { cabMeeting } from './change/cab-meeting.ts';
import { change } from './change/change.ts';
import { changeAuthority } from './change/change-authority.ts';
import { changeHistory } from './change/change-history.ts';
import { changeModel } from './change/change-model.ts';
import { ci } from './configuration/ci.ts';
import { contract } from './supplier/contract.ts';
import { deployment } from './deployment/deployment.ts';
import { deploymentCalendar } from './deployment/deployment-calendar.ts';
import { environment } from './platform/environment.ts';
import { incident } from './incident/incident.ts';
import { postIncidentReview } from './incident/post-incident-review.ts';
import { maintenance } from './platform/maintenance.ts';
import { person } from './workforce/person.ts';
import { priorityMatrix } from './service-level/priority-matrix.ts';
import { release } from './release/release.ts';
import { risk } from './risk/risk.ts';
import { riskAppetite } from './risk/risk-appetite.ts';
import { service } from './catalogue/service.ts';
import { supplier } from './supplier/supplier.ts';
import { team } from './workforce/team.ts';
import { testPlan } from './validation/test-plan.ts';

/** Every record type there is; all else is read from here. */
export const definitions = defineCatalogue([
  person, team,
  service,
  ci, baseline, audit,
  environment, maintenance,
  agreement, priorityMatrix,
  incident, postIncidentReview,
  change, changeModel, changeAuthority, changeHistory, cabMeeting,
  testPlan, artefact, deployment, deploymentCalendar, release,
  risk, riskAppetite,
  supplier, contract,
]);
