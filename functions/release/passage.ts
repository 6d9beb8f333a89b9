import type { Context } from '../../shared/record/define.ts';
import { forbidden, invalid, refused, type Fault, type Refusal } from '../../shared/record/fault.ts';
import { blackoutsOn } from '../../shared/record/presets/blackouts.ts';
import { gate, gatekeeper, gateRefusal, type Verdict } from './gates.ts';
import { approachFaults, type Rolling } from './rollout.ts';
import { mismatchedPlaces, nextOf, type Gate } from './stages.ts';
import { isAway } from '../../shared/record/presets/availability.ts';

type C = Context<any, any, any, any>;

/** What a gate says now, of the release and of all that was read together with it. */
export function verdict(name: Gate, { record, input, refs, facts, now }: C): Verdict {
  const release = { ...record, ...input };
  const { artefact, rollbackArtefact, testPlan, acceptancePlan } = refs;
  return gate(name, release, {
    now, artefact, rollbackArtefact, testPlan, acceptancePlan, contents: record.contents ?? [],
    blackouts: blackoutsOn(facts.calendar?.blackouts, { environment: release.productionIn, service: release.service, at: now }),
  });
}

/** Refuses to open the gate behind the present state: to who is not named for it, and while anything is unmet. */
export function opens(context: C): Refusal | undefined {
  const { record, actor } = context;
  const name = nextOf[record.state]!;
  return actor.roles.includes('importer') ? undefined : gatekeeper(name, actor.roles) ?? gateRefusal(name, verdict(name, context));
}

/** What was decided on in planning does not change under way. */
export function frozen({ record, input, actor }: C): Refusal | undefined {
  if (actor.roles.includes('importer')) return undefined;
  if (record.state !== 'planning' && 'artefact' in input) return refused('build-under-way', 'Another build starts again in development: use rework.');
  const late = Object.keys(input).filter((name) => !LATE.includes(name));
  return ['production', 'early-life-support', 'review'].includes(record.state) && late.length > 0 ? refused('in-production', `It is in production; ${late.join(', ')} can no longer be changed.`) : undefined;
}

const LATE = ['description', 'owner', 'rollbackPlan', 'rollbackArtefact', 'plannedEnd'];

/** Whether what a release names goes together; all that does not, at once. */
export function fits({ record, input, refs, actor }: C): Refusal | undefined {
  if (actor.roles.includes('importer')) return undefined;
  const after = { ...record, ...input };
  const fault = (wrong: unknown, pointer: string, code: string, detail: string): Fault[] => wrong ? [{ pointer, code, detail }] : [];
  const faults = [
    ...approachFaults(after as Rolling), ...mismatchedPlaces(refs),
    ...fault(refs.artefact?.service && refs.artefact.service !== after.service, '/artefact', 'other-service', `${after.artefact} is a build of ${refs.artefact?.service}.`),
    ...fault(after.rollbackArtefact && after.rollbackArtefact === after.artefact, '/rollbackArtefact', 'same-build', 'To go back means to go to another build.'),
    ...fault(refs.testPlan?.purpose === 'acceptance', '/testPlan', 'wrong-purpose', `${after.testPlan} is a plan for acceptance.`),
    ...fault(refs.acceptancePlan?.purpose === 'test', '/acceptancePlan', 'wrong-purpose', `${after.acceptancePlan} is a plan for test.`),
    ...fault(after.signatory && after.signatory === after.owner, '/signatory', 'own-release', 'Nobody signs for a release of their own.'),
    ...fault(after.plannedStart && after.plannedEnd && after.plannedEnd <= after.plannedStart, '/plannedEnd', 'before-start', 'It must end after it begins.'),
  ];
  return faults.length ? invalid(faults) : undefined;
}

/** Who signs for the business; the delegate while that person is away. */
export function maySign({ record, refs, actor, now }: C): Refusal | undefined {
  const { absence } = refs.signatory ?? {};
  const standsIn = isAway(absence, now) && absence.delegate === actor.name && actor.name !== record.owner;
  if (!record.signatory) return refused('no-signatory', 'Nobody was named to sign for the business; set signatory first.');
  return actor.name === record.signatory || standsIn ? undefined : forbidden('not-the-signatory', `${record.signatory} signs for the business.`);
}

/** Refuses what is about a change that the release does not contain. */
export const contains = ({ record, asked }: C): Refusal | undefined =>
  record.contents?.some(({ change }: { change: string }) => change === asked.change) ? undefined : refused('not-contained', `${asked.change} is no part of it.`);
