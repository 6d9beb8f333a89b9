export type Outcome = 'passed' | 'failed' | 'skipped';
export interface Criterion { readonly id: string; readonly kind: 'utility' | 'warranty'; readonly optional?: boolean }
export interface Result { readonly criterion: string; readonly outcome: Outcome }

export interface Coverage {
  /** Share of the criteria that some test passed or failed, in whole per cent, rounded down. */
  readonly percent: number;
  readonly utility: number;
  readonly warranty: number;
  readonly untested: readonly string[];
  readonly failed: readonly string[];
}

/** How far the criteria are tested; a criterion that was only skipped is not. */
export function coverageOf(criteria: readonly Criterion[], results: readonly Result[]): Coverage {
  const outcomes = new Map(results.map(({ criterion, outcome }) => [criterion, outcome]));
  const isTested = ({ id }: Criterion): boolean => outcomes.has(id) && outcomes.get(id) !== 'skipped';
  const share = (some: readonly Criterion[]): number => some.length ? Math.floor(some.filter(isTested).length * 100 / some.length) : 0;
  return {
    percent: share(criteria), utility: share(criteria.filter(({ kind }) => kind === 'utility')), warranty: share(criteria.filter(({ kind }) => kind === 'warranty')),
    untested: criteria.filter((one) => !isTested(one)).map(({ id }) => id), failed: criteria.filter(({ id }) => outcomes.get(id) === 'failed').map(({ id }) => id),
  };
}

/**
 * What a plan amounts to: `failed` as soon as a test says no, `passed` when every criterion that is not optional passed and enough of all are
 * covered, else `in-progress`. A test that fails without belonging to a criterion fails the plan too: a red run passes nothing.
 * @param required per cent of the criteria that must be covered
 */
export function verdictOf({ criteria, results, strayFailures, required }: { criteria: readonly Criterion[]; results: readonly Result[]; strayFailures: number; required: number }): 'passed' | 'failed' | 'in-progress' {
  const { failed, untested, percent } = coverageOf(criteria, results);
  if (failed.length > 0 || strayFailures > 0) return 'failed';
  const missing = criteria.filter(({ id, optional }) => !optional && untested.includes(id));
  return criteria.length > 0 && missing.length === 0 && percent >= required ? 'passed' : 'in-progress';
}

/** The results that stand after a run: its own over those of earlier runs on the same build; a run on another build begins anew. */
export const merged = (before: readonly Result[], run: readonly Result[]): Result[] =>
  [...before.filter(({ criterion }) => !run.some((one) => one.criterion === criterion)), ...run];
