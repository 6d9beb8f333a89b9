import { MOST } from './exposure.ts';

const DAY = 86_400_000;

/**
 * Days until a risk is looked at again, unless somebody says when: a month above half the scale, a quarter above an eighth of it, half a
 * year below. A higher score never waits longer.
 */
export const reviewDays = (score: number): number => score > MOST / 2 ? 30 : score > MOST / 8 ? 91 : 182;

/** The date, in UTC, on which a risk with this score is reviewed next. */
export const nextReview = (score: number, now: string): string => new Date(Date.parse(now) + reviewDays(score) * DAY).toISOString().slice(0, 10);
