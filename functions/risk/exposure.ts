/** Five levels each, in words that people can tell apart, after the 5 × 5 matrix in common use with ISO 31000. */
export const likelihoods = ['rare', 'unlikely', 'possible', 'likely', 'almost-certain'] as const;
export const impacts = ['negligible', 'minor', 'moderate', 'major', 'severe'] as const;
/** How soon it can happen: in more than a year, within a year, within three months. */
export const proximities = ['distant', 'near', 'imminent'] as const;

export interface Estimate {
  readonly likelihood?: (typeof likelihoods)[number];
  readonly impact?: (typeof impacts)[number];
  readonly proximity?: (typeof proximities)[number];
}

/** The highest score there is: almost certain, severe and imminent. */
export const MOST = likelihoods.length * impacts.length * proximities.length;

/** What people are told of the formula wherever a score is shown. */
export const formula = `likelihood (1 to 5) × impact (1 to 5) × proximity (1 distant, 2 near, 3 imminent): 1 to ${MOST}`;

/**
 * Exposure to a risk, 1 to 75: likelihood × impact × proximity, the three estimates that ITIL 4's risk management asks for, each counted
 * by its place on its scale. For an opportunity impact is the benefit, so the same number says how much would be missed. Undefined until
 * all three are estimated.
 */
export function scoreOf({ likelihood, impact, proximity }: Estimate): number | undefined {
  if (!likelihood || !impact || !proximity) return undefined;
  return (likelihoods.indexOf(likelihood) + 1) * (impacts.indexOf(impact) + 1) * (proximities.indexOf(proximity) + 1);
}
