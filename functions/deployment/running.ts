import type { QueryRule } from '../../shared/record/define.ts';
import { optional, ref } from '../../shared/record/field.ts';

/** What one answer reads at most; `complete` says whether that was all. */
const MOST_READ = 1000;

export interface Ended {
  readonly number: string; readonly service?: string; readonly environment: string; readonly stage?: string; readonly artefact: string; readonly build?: string; readonly release?: string;
  readonly action?: string; readonly ring?: string; readonly percent?: number; readonly completes?: boolean; readonly finishedAt?: string;
}

/** What version of what runs where. */
export const running: QueryRule = {
  help: 'What version of what runs where', by: ['agent', 'lead', 'operations', 'release-manager', 'change-manager', 'security', 'manager'],
  asks: { environment: optional(ref('environment')), service: optional(ref('service')) },
  run: async ({ input, read }) => {
    const deployments = await read.list('deployment', { ...input, state: 'succeeded' }, MOST_READ);
    return { complete: deployments.length < MOST_READ, items: runningOf(deployments as unknown as Ended[]) };
  },
};

/**
 * For each service and environment what the last complete deployment left there, and in `rolling` what reaches a part of it since then.
 * What only lies ready, at 0 %, does not run.
 */
export function runningOf(deployments: readonly Ended[]) {
  const places = Map.groupBy(deployments, ({ environment, service }) => `${environment}\0${service}`);
  return [...places.values()].flatMap((all) => {
    const latest = all.toSorted((a, b) => (b.finishedAt ?? '').localeCompare(a.finishedAt ?? '') || b.number.localeCompare(a.number));
    const at = latest.findIndex(({ completes, action }) => completes !== false || action === 'remove');
    const whole = latest[at];
    const part = latest.slice(0, at < 0 ? undefined : at).find(({ percent = 100 }) => percent > 0);
    const runs = whole && whole.action !== 'remove' ? told(whole) : undefined;
    const { environment, stage, service } = latest[0]!;
    return runs || part ? [{ environment, stage, service, ...runs, ...(part && { rolling: { ...told(part), ring: part.ring, percent: part.percent } }) }] : [];
  }).sort((a, b) => a.environment.localeCompare(b.environment) || String(a.service).localeCompare(String(b.service)));
}

const told = ({ artefact, build, finishedAt, number, release }: Ended) => ({ artefact, build, since: finishedAt, deployment: number, release });
