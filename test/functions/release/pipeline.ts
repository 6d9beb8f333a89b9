import { release } from '../../../functions/release/release.ts';
import { given, type Given, type Outcome } from '../../given.ts';

export const hash = 'a'.repeat(64);
export const otherHash = 'b'.repeat(64);
export const noon = '2026-03-02T12:00:00.000Z';

const built = { sha256: hash, build: '2.0', service: 'shop', deployable: true };

/** All that stands around a release that may go into production. */
export const surroundings = {
  'artefact/ART0000002': built, 'artefact/ART0000001': { ...built, sha256: otherHash, build: '1.9' },
  'environment/dev': { stage: 'development' }, 'environment/tst': { stage: 'test' }, 'environment/acc': { stage: 'acceptance' }, 'environment/prd': { stage: 'production' },
  'test-plan/TST0000001': { purpose: 'test', passed: true, sha256: hash, coverage: 100 }, 'test-plan/TST0000002': { purpose: 'acceptance', passed: true, sha256: hash, coverage: 100 },
  'change/CHG0000001': { title: 'A new checkout', type: 'normal', state: 'scheduled' }, 'change/CHG0000002': { title: 'A standard patch', type: 'standard', state: 'closed', closureCode: 'successful' },
};

export const planned = {
  title: 'Shop 2.0', kind: 'minor', service: 'shop', owner: 'rik', signatory: 'boss', artefact: 'ART0000002', rollbackArtefact: 'ART0000001', rollbackPlan: 'Deploy 1.9 again.', approach: 'big-bang',
  developmentIn: 'dev', testIn: 'tst', acceptanceIn: 'acc', productionIn: 'prd', testPlan: 'TST0000001', acceptancePlan: 'TST0000002',
};

/** A release of which everything is planned, not begun. */
export const plan = (more: object = {}): Given => {
  const made = given(release).as('release-manager').at(noon).facing({ others: surroundings }).when('create', { ...planned, ...more });
  if (made.refused) throw new Error(made.refused.join(', '));
  return ['CHG0000001', 'CHG0000002'].reduce((next, change) => next.when('include', { change }).next, made.next);
};

/** Asks for the next deployment as the pipeline does, and lets CI/CD answer. */
export function deploy(at: Given, answer: { state?: string; errorRate?: number; reached?: number } = {}): Outcome {
  const asked = at.as('system').when('deploy');
  if (asked.refused) throw new Error(`deploy: ${asked.refused.join(', ')}`);
  return answered(asked, answer);
}

/** CI/CD answers what a release asked for. */
export function answered(asked: Outcome, answer: { state?: string; errorRate?: number; reached?: number } = {}): Outcome {
  const { deployment: wanted } = asked.data as { deployment: Record<string, unknown> };
  const number = `DEP-${String(wanted.ring).replaceAll(' ', '-')}`;
  const stage = (surroundings as Record<string, { stage?: string }>)[`environment/${wanted.environment}`]!.stage;
  const others = { [`deployment/${number}`]: { ...wanted, number, stage, sha256: wanted.artefact === 'ART0000001' ? otherHash : hash, release: asked.record.number, createdAt: asked.record.updatedAt, state: 'succeeded', ...answer } };
  return asked.next.as('system').facing({ others }).when('recordDeployment', { deployment: number });
}

export function must(outcome: Outcome): Given {
  if (outcome.refused) throw new Error(outcome.refused.join(', '));
  return outcome.next.as('release-manager');
}

/** A release that is deployed in acceptance and signed off: the gate to production is all that is left. */
export function beforeProduction(more: object = {}): Given {
  let at = must(plan(more).when('begin'));
  for (const _ of ['test', 'acceptance']) at = must(must(deploy(at)).when('promote'));
  return must(must(deploy(at)).who('boss').when('signOff', { evidence: 'Six shop assistants ordered and paid.' })).who('rik');
}

export const inProduction = (more: object = {}): Given => must(beforeProduction(more).when('promote'));

export { release };
