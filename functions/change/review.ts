import { refused, type Refusal } from '../../shared/record/fault.ts';

export const closureCodes = ['successful', 'with-issues', 'failed', 'backed-out'] as const;

const DAY = 86_400_000;
const DAYS = 3;

/** Until when a review should be done; what needs none is closed then. */
export const reviewBy = (now: string): string => new Date(Date.parse(now) + DAYS * DAY).toISOString();

/** An emergency is always looked back on, for it was made in a hurry, and so is whatever did not simply succeed. */
export const needsReview = ({ type, closureCode }: { readonly type?: string; readonly closureCode?: string }): boolean => type === 'emergency' || closureCode !== 'successful';

export const mayClose = (change: { readonly type?: string; readonly closureCode?: string; readonly review?: unknown }): Refusal | undefined =>
  needsReview(change) && !change.review
    ? refused('review-required', `${change.type === 'emergency' ? 'An emergency' : `A change that is ${change.closureCode}`} is reviewed before it is closed; give review, or close with findings.`) : undefined;
