import type { AnyRecord, QueryRule, Reader } from '../../shared/record/define.ts';
import { blackoutsOn } from '../../shared/record/presets/blackouts.ts';
import { contentsNow, readers } from './contents.ts';
import { gate, gates, type Facts } from './gates.ts';
import { nextOf, placeOf, stages, type Gate } from './stages.ts';

/** Where a release stands on its way through OTAP, and what keeps the next gate shut. */
export const otap: QueryRule = {
  help: 'Where it stands: what ran in which stage, who opens the gates, and what keeps them shut', by: readers, ofRecord: true,
  run: async ({ record, read, now }) => {
    const release = record!;
    const facts = await factsRead(read, release, now);
    const next = nextOf[release.state];
    return {
      release: release.number, state: release.state, artefact: release.artefact, sha256: facts.artefact?.sha256, rollout: release.rollout, rollback: release.rollback,
      stages: stages.map((stage) => {
        const evidence = release.evidence?.[stage];
        return { stage, environment: release[placeOf[stage]], current: release.state === stage, ...evidence, passed: evidence !== undefined && evidence.sha256 === facts.artefact?.sha256, gate: told(stage, release, facts) };
      }),
      next: next && { gate: next, ...told(next, release, facts) },
    };
  },
};

const told = (name: Gate, release: Record<string, any>, facts: Facts) => ({ by: gates[name].by, ...gate(name, release, facts) });

/** The same facts as at the gate, read for one who asks. */
async function factsRead(read: Reader, release: AnyRecord, now: string): Promise<Facts> {
  const [artefact, rollbackArtefact, testPlan, acceptancePlan, calendar, contents] = await Promise.all([
    release.artefact && read.get('artefact', release.artefact), release.rollbackArtefact && read.get('artefact', release.rollbackArtefact),
    release.testPlan && read.get('test-plan', release.testPlan), release.acceptancePlan && read.get('test-plan', release.acceptancePlan), read.get('deployment-calendar', 'default'), contentsNow(read, release),
  ]);
  return { now, artefact, rollbackArtefact, testPlan, acceptancePlan, contents, blackouts: blackoutsOn(calendar?.blackouts, { environment: release.productionIn, service: release.service, at: now }) };
}
