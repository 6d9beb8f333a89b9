import type { Role } from '../../shared/record/define.ts';
import { forbidden, Refusal, type Fault } from '../../shared/record/fault.ts';
import { placeOf, stages, type Gate, type Stage } from './stages.ts';

/** Of what a gate is told at the moment at which it decides; all but `contents` is read together with the release. */
export interface Facts {
  readonly now: string;
  readonly artefact?: { readonly sha256?: string; readonly deployable?: boolean };
  readonly rollbackArtefact?: { readonly deployable?: boolean };
  readonly testPlan?: Plan;
  readonly acceptancePlan?: Plan;
  readonly contents: readonly Content[];
  /** Those that are on and cover the production environment or the service. */
  readonly blackouts: readonly { readonly title: string; readonly end?: string }[];
}
export interface Plan { readonly passed?: boolean; readonly sha256?: string; readonly coverage?: number; readonly purpose?: string }
export interface Content { readonly change: string; readonly state: string; readonly closureCode?: string }

interface Gated {
  readonly artefact?: string; readonly testPlan?: string; readonly acceptancePlan?: string; readonly rollbackPlan?: string; readonly rollbackArtefact?: string;
  readonly evidence?: { readonly [S in Stage]?: { readonly sha256: string } };
  readonly signOff?: { readonly sha256: string };
  readonly rollout?: { readonly stage: string; readonly status: string; readonly completes: boolean };
  readonly handover?: { readonly knownErrors?: object; readonly documentation?: object; readonly training?: object };
  readonly earlyLifeUntil?: string; readonly lessons?: string;
}

export interface Unmet { readonly condition: string; readonly pointer: string; readonly detail: string }
/** @see gate */
export interface Verdict { readonly met: boolean; readonly unmet: readonly Unmet[] }
type Condition = (release: Gated, facts: Facts) => readonly Unmet[];

const unless = (met: unknown, condition: string, [pointer, detail]: readonly [string, string]): Unmet[] => met ? [] : [{ condition, pointer, detail }];

const registered: Condition = ({ artefact }, facts) => artefact === undefined
  ? unless(false, 'artefact-missing', ['/artefact', 'Name the artefact that is released.'])
  : unless(facts.artefact?.deployable, 'artefact-not-deployable', ['/artefact', `${artefact} is quarantined or retired in the library.`]);

const placed: Condition = (release) => stages.flatMap((stage) =>
  unless((release as Record<string, unknown>)[placeOf[stage]], 'environment-missing', [`/${placeOf[stage]}`, `Name the environment for ${stage}.`]));

const brief = (hash: string | undefined): string => hash ? `${hash.slice(0, 12)}…` : 'nothing';

const deployedIn = (stage: Stage): Condition => ({ evidence }, { artefact }) => {
  const hash = evidence?.[stage]?.sha256;
  return unless(hash !== undefined && hash === artefact?.sha256, `${stage}-not-passed`, [`/evidence/${stage}`, hash
    ? `${brief(hash)} was deployed to ${stage}, and ${brief(artefact?.sha256)} is what is released.` : `Nothing was deployed to ${stage} successfully.`]);
};

const testedBy = (plan: 'testPlan' | 'acceptancePlan', words: { missing: string; not: string }): Condition => (release, facts) => {
  const { passed, sha256, coverage = 0 } = facts[plan] ?? {};
  if (!release[plan]) return unless(false, words.missing, [`/${plan}`, 'Name the test plan whose runs are the evidence.']);
  const same = sha256 !== undefined && sha256 === facts.artefact?.sha256;
  return unless(passed && same, words.not, [`/${plan}`, !sha256 ? `${release[plan]} has no runs yet.` : same
    ? `${release[plan]} has not passed: ${coverage} % of its criteria are covered.` : `The runs of ${release[plan]} are of ${brief(sha256)}, and not of what is released.`]);
};

const tested = testedBy('testPlan', { missing: 'test-plan-missing', not: 'tests-not-passed' });
const accepted = testedBy('acceptancePlan', { missing: 'acceptance-plan-missing', not: 'acceptance-tests-not-passed' });

const signed: Condition = ({ signOff }, { artefact }) => unless(signOff && signOff.sha256 === artefact?.sha256, 'sign-off-missing', ['/signOff', signOff
  ? `The business signed ${brief(signOff.sha256)}, which is not what is released.` : 'The business has not signed off, or took its signature back.']);

const APPROVED = ['scheduled', 'implement', 'review', 'closed'];
const GONE_WRONG = ['failed', 'backed-out'];

/** Whether a change may go into production with a release: it was authorised, and did not fail since. */
export const isApproved = ({ state, closureCode = '' }: Pick<Content, 'state' | 'closureCode'>): boolean => APPROVED.includes(state) && !GONE_WRONG.includes(closureCode);

const approved: Condition = (_, { contents }) => contents.length === 0
  ? unless(false, 'no-changes', ['/contents', 'It contains no change: nothing says what is released, or who approved it.'])
  : contents.flatMap((one, at) => unless(isApproved(one), 'change-not-approved', [`/contents/${at}`, `${one.change} is ${one.state}${one.closureCode ? ` (${one.closureCode})` : ''}, and not approved.`]));

const reversible: Condition = ({ rollbackPlan, rollbackArtefact }, facts) => [
  ...unless(rollbackPlan, 'rollback-plan-missing', ['/rollbackPlan', 'Say how it is undone.']),
  ...unless(!rollbackArtefact || facts.rollbackArtefact?.deployable, 'rollback-artefact-not-deployable', ['/rollbackArtefact', `${rollbackArtefact}, to which it would be rolled back, is quarantined or retired.`]),
];

const allowed: Condition = (_, { blackouts }) => blackouts.flatMap(({ title, end }) =>
  unless(false, 'blackout', ['/productionIn', `Production is closed${end ? ` until ${end}` : ''}: ${title}.`]));

const complete: Condition = ({ rollout }) => unless(rollout?.stage === 'production' && rollout.status === 'done' && rollout.completes, 'rollout-not-complete', ['/rollout', 'It does not run everywhere yet, or is not verified.']);

const handedOver: Condition = ({ handover = {} }) => [
  ...unless(handover.knownErrors, 'known-errors-missing', ['/handover/knownErrors', 'Support has not been told the known errors.']),
  ...unless(handover.documentation, 'documentation-missing', ['/handover/documentation', 'The documentation for support is not done.']),
  ...unless(handover.training, 'training-missing', ['/handover/training', 'Support has not been trained.']),
];

const settled: Condition = ({ earlyLifeUntil = '' }, { now }) => unless(earlyLifeUntil <= now, 'early-life-not-over', ['/earlyLifeUntil', `Early-life support lasts until ${earlyLifeUntil}.`]);

const learnt: Condition = ({ lessons }) => unless(lessons, 'review-missing', ['/lessons', 'Say what was learnt.']);

/** Who opens a gate, and what has to be so; the entry gate of a stage is the exit gate of the one before it. */
export const gates: Readonly<Record<Gate, { readonly by: readonly Role[]; readonly conditions: readonly Condition[] }>> = {
  development: { by: ['release-manager'], conditions: [registered, placed] },
  test: { by: ['release-manager', 'lead'], conditions: [registered, deployedIn('development')] },
  acceptance: { by: ['release-manager', 'lead'], conditions: [registered, deployedIn('test'), tested] },
  production: {
    by: ['release-manager'],
    conditions: [registered, deployedIn('development'), deployedIn('test'), tested, deployedIn('acceptance'), accepted, signed, approved, reversible, allowed],
  },
  'sign-off': { by: [], conditions: [registered, deployedIn('acceptance'), accepted] },
  'early-life-support': { by: ['release-manager'], conditions: [complete] },
  review: { by: ['lead', 'manager'], conditions: [handedOver, settled] },
  closed: { by: ['release-manager', 'manager'], conditions: [learnt] },
};

/** Whether a gate opens, and every condition that keeps it shut. */
export function gate(name: Gate, release: Gated, facts: Facts): Verdict {
  const unmet = gates[name].conditions.flatMap((condition) => condition(release, facts));
  return { met: unmet.length === 0, unmet };
}

/** The refusal of a gate that stays shut: every unmet condition as an error of its own. */
export function gateRefusal(name: Gate, { met, unmet }: Verdict): Refusal | undefined {
  if (met) return undefined;
  const faults: Fault[] = unmet.map(({ condition, pointer, detail }) => ({ pointer, code: condition, detail }));
  return new Refusal('refused', { code: 'gate-shut', detail: `The gate to ${name} stays shut: ${unmet.map(({ detail }) => detail).join(' ')}`.slice(0, 2000), faults });
}

/** Only those named for a gate may open it; the service itself goes by the pipeline. */
export const gatekeeper = (name: Gate, roles: readonly Role[]): Refusal | undefined =>
  roles.some((role) => role === 'admin' || role === 'system' || role === 'importer' || gates[name].by.includes(role)) ? undefined : forbidden('not-the-gatekeeper', `The gate to ${name} is opened by: ${gates[name].by.join(', ')}.`);
