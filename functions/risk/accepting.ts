import type { Actor } from '../../shared/record/define.ts';
import { forbidden, type Refusal } from '../../shared/record/fault.ts';

export interface Appetite { readonly threat?: number; readonly opportunity?: number }
interface Scored { readonly kind: 'threat' | 'opportunity'; readonly score?: number; readonly residualScore?: number; readonly appetite?: number }

/** Where a tenant states no appetite: what is possible, moderate and a year off at most (3 × 3 × 2) needs no manager. */
const STANDARD = 18;

/** The highest score that is borne without a manager: the category's own, else the tenant's default, else the standard one. */
export const appetiteFor = (kind: Scored['kind'], { own, standing }: { own?: Appetite; standing?: Appetite }): number =>
  own?.[kind] ?? standing?.[kind] ?? STANDARD;

/**
 * Whether more is at stake than the organisation is willing to bear. Of a threat what counts is what treatment left of it; an opportunity
 * that was acted on is no longer let go, however high it scores.
 */
export function exceedsAppetite({ kind, score, residualScore, appetite }: Scored): boolean {
  if (appetite === undefined) return false;
  if (kind === 'opportunity' && residualScore !== undefined) return false;
  return (residualScore ?? score ?? 0) > appetite;
}

/** Only a manager bears, for the organisation, what exceeds its appetite. */
export function managerAboveAppetite(risk: Scored, actor: Actor): Refusal | undefined {
  if (!exceedsAppetite(risk) || actor.roles.some((role) => role === 'manager' || role === 'admin')) return undefined;
  return forbidden('above-appetite', risk.kind === 'threat'
    ? `The score of ${risk.residualScore ?? risk.score} is above the appetite of ${risk.appetite}: treat it further, or ask a manager to accept it.`
    : `An opportunity of ${risk.score} is above the ${risk.appetite} that may be let go: act on it, or ask a manager.`);
}
