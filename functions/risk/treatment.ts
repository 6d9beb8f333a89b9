import { invalid, refused, type Refusal } from '../../shared/record/fault.ts';
import type { Estimate } from './exposure.ts';

/** ITIL and PRINCE2 name the same ways to answer a threat and to answer an opportunity; accepting is a command of its own. */
export const responses = { threat: ['avoid', 'reduce', 'transfer', 'share'], opportunity: ['exploit', 'enhance', 'share'] } as const;
export type Response = (typeof responses)[keyof typeof responses][number];

type Kind = keyof typeof responses;

/** Nobody exploits a threat, and what is due must lie ahead. */
export function fitsKind({ kind, response, due, today }: { kind: Kind; response?: Response; due?: string; today: string }): Refusal | undefined {
  const faults = [
    ...(response && !(responses[kind] as readonly string[]).includes(response) ? [{ pointer: '/response', code: 'not-allowed', detail: `The response to ${kind === 'threat' ? 'a threat' : 'an opportunity'} must be one of ${responses[kind].join(', ')}.` }] : []),
    ...(due && due < today ? [{ pointer: '/treatmentDue', code: 'in-the-past', detail: `treatmentDue must not be before today, ${today}.` }] : []),
  ];
  return faults.length ? invalid(faults) : undefined;
}

/** What is left of a threat is not more than there was, and an opportunity that was acted on is not less: otherwise assess it anew. */
export function residualFits({ kind, score, residual }: { kind: Kind; score: number; residual: number }): Refusal | undefined {
  if (kind === 'threat' ? residual <= score : residual >= score) return undefined;
  return refused('residual-beyond-score', `${residual} after treatment against ${score} before: the treatment made it worse, or the assessment was wrong. Assess it anew first.`);
}

interface Residual { readonly residualLikelihood?: Estimate['likelihood']; readonly residualImpact?: Estimate['impact']; readonly residualProximity?: Estimate['proximity'] }

/** What is estimated to be left after treatment, as an estimate like the one before it. */
export const residualOf = ({ residualLikelihood, residualImpact, residualProximity }: Residual): Estimate =>
  ({ likelihood: residualLikelihood, impact: residualImpact, proximity: residualProximity });
