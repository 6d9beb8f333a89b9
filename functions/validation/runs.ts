import type { Context } from '../../shared/record/define.ts';
import { invalid, type Refusal } from '../../shared/record/fault.ts';
import { merged, verdictOf, type Criterion, type Result } from './coverage.ts';
import type { Report } from './junit.ts';

/** Runs and sources of which a plan keeps what they said. */
export const RUNS_KEPT = 20;

interface Plan {
  readonly criteria: readonly Criterion[];
  readonly results?: readonly Result[];
  readonly strays?: readonly { readonly source: string; readonly failures: number }[];
  readonly requiredCoverage?: number;
}

/** What the results that stand amount to. */
export function verdictFor({ criteria, results = [], strays = [], requiredCoverage = 100 }: Plan): 'passed' | 'failed' | 'in-progress' {
  return verdictOf({ criteria, results, strayFailures: strays.reduce((sum, { failures }) => sum + failures, 0), required: requiredCoverage });
}

type Ran = Context<any, any, any, any>;

/** What a run makes of a plan: results on the same build add up, those on another begin anew. */
export function ranWith(reportOf: (context: Ran) => Report) {
  const after = (context: Ran): Plan & { results: Result[]; strays: { source: string; failures: number }[] } => {
    const { record, refs, asked } = context;
    const { results, strayFailures } = reportOf(context);
    const same = record.sha256 === refs.artefact.sha256;
    const others = same ? (record.strays ?? []).filter(({ source }: { source: string }) => source !== sourceOf(asked)) : [];
    return {
      ...record, results: merged(same ? record.results ?? [] : [], results),
      strays: strayFailures ? [...others, { source: sourceOf(asked), failures: strayFailures }].slice(-RUNS_KEPT) : others,
    };
  };
  return {
    to: (context: Ran) => verdictFor(after(context)),
    change: (context: Ran) => {
      const { record, refs, asked, actor, now } = context;
      const { tests, failures, errors, skipped } = reportOf(context);
      const { results, strays } = after(context);
      const run = (record.runCount ?? 0) + 1;
      return {
        artefact: asked.artefact, sha256: refs.artefact.sha256, results, strays, runCount: run,
        runs: [...(record.runs ?? []), { run, at: now, by: actor.name, sha256: refs.artefact.sha256, source: sourceOf(asked), tests, failures, errors, skipped }].slice(-RUNS_KEPT),
      };
    },
    also: (context: Ran) => {
      const verdict = verdictFor(after(context));
      return verdict === 'in-progress' ? [] : [{ type: verdict }];
    },
  };
}

const sourceOf = ({ source }: { source?: string }): string => source ?? 'by hand';

/** What somebody lists by hand, as a report. */
export function asListed(results: readonly Result[]): Report {
  const count = (wanted: string): number => results.filter((one) => one.outcome === wanted).length;
  return { tests: results.length, failures: count('failed'), errors: 0, skipped: count('skipped'), strayFailures: 0, results };
}

/** Results must each name a criterion of the plan, and none twice. */
export function unknownCriteria(criteria: Plan['criteria'], results: readonly { criterion: string }[], pointer?: string): Refusal | undefined {
  const faults = results.flatMap(({ criterion }, at) => criteria.some(({ id }) => id === criterion) && !results.slice(0, at).some((other) => other.criterion === criterion) ? []
    : [{ pointer: pointer ?? `/results/${at}/criterion`, code: 'unknown-criterion', detail: `${criterion} is no criterion of the plan, or was named before.` }]);
  return faults.length ? invalid(faults) : undefined;
}
