import type { AnyRecord, QueryRule } from '../../shared/record/define.ts';
import { choice, optional } from '../../shared/record/field.ts';
import { impacts, likelihoods } from './exposure.ts';

/** What one answer reads at most; `complete` says whether that was all. */
const MOST_READ = 1000;

/** The risk profile: how many open risks stand where in the 5 × 5 matrix, how exposed each category is, and what exceeds the appetite. */
export const profile: QueryRule = {
  help: 'Open risks in the matrix of likelihood and impact, exposure per category, and what is above appetite', by: ['agent', 'lead', 'security', 'operations', 'change-manager', 'release-manager', 'manager'],
  asks: { kind: optional(choice('threat', 'opportunity')) },
  run: async ({ input, read }) => {
    const kind = input.kind ?? 'threat';
    const risks = await read.list('risk', { state: 'open,assessed,treated,accepted', kind }, MOST_READ);
    return { kind, complete: risks.length < MOST_READ, ...profileOf(risks) };
  },
};

/**
 * Counts risks by their present estimate, which is the residual one once they are treated. `exposure` of a category is the sum of its
 * scores; rows of the matrix run from the lowest likelihood, columns from the lowest impact.
 */
export function profileOf(risks: readonly AnyRecord[]) {
  const present = risks.map((risk) => ({ likelihood: risk.residualLikelihood ?? risk.likelihood, impact: risk.residualImpact ?? risk.impact }));
  const categories = [...new Set(risks.map(({ category }) => category ?? 'default'))].sort();
  return {
    notAssessed: risks.filter(({ score }) => score === undefined).length,
    matrix: likelihoods.map((likelihood) => ({
      likelihood, ...Object.fromEntries(impacts.map((impact) => [impact, present.filter((one) => one.likelihood === likelihood && one.impact === impact).length])),
    })),
    categories: categories.map((category) => {
      const own = risks.filter((risk) => (risk.category ?? 'default') === category);
      return { category, risks: own.length, exposure: own.reduce((sum, { exposure = 0 }) => sum + exposure, 0), aboveAppetite: own.filter(({ aboveAppetite }) => aboveAppetite).length };
    }),
    aboveAppetite: risks.filter(({ aboveAppetite }) => aboveAppetite).sort((a, b) => b.exposure - a.exposure)
      .map(({ number, title, state, category, owner, exposure, appetite }) => ({ number, title, state, category, owner, exposure, appetite })),
  };
}
