import { integer, object } from '../../shared/record/field.ts';

const mark = (help: string) => integer({ min: 1, max: 5, help });

/** What a supplier is judged by, 1 (unacceptable) to 5 (excellent) each. */
export const scorecard = object({
  quality: mark('Does what they deliver work?'),
  delivery: mark('Is it there when it was promised, within the targets?'),
  communication: mark('Do they answer, and tell of trouble before it hurts?'),
  cost: mark('Is it worth its price, and invoiced as agreed?'),
  compliance: mark('Do they keep to security, privacy and other obligations?'),
}, { help: '1 unacceptable, 2 poor, 3 sufficient, 4 good, 5 excellent.' });

export type Scorecard = Readonly<Record<string, number>>;
export type Category = 'strategic' | 'tactical' | 'operational' | 'commodity';

/** Below this a supplier underperforms: 3 is sufficient. */
const SUFFICIENT = 3;

/** The plain average of the criteria, 1 to 5, to one decimal. */
export function averageOf(scores: Scorecard): number {
  const marks = Object.values(scores);
  return Math.round((marks.reduce((sum, one) => sum + one, 0) / marks.length) * 10) / 10;
}

/** Criteria below sufficient, the worst first: what to talk about. */
export const weakPoints = (scores: Scorecard): string[] =>
  Object.entries(scores).filter(([, one]) => one < SUFFICIENT).sort(([, a], [, b]) => a - b).map(([criterion]) => criterion);

/** Whether the average is not sufficient, or one criterion is unacceptable, which no average makes good. */
export const underperforms = (scores: Scorecard): boolean => averageOf(scores) < SUFFICIENT || Object.values(scores).includes(1);

/** Months between reviews: the more value and risk a supplier carries, the more often it is looked at (ITIL's four categories). */
const every: Record<Category, number> = { strategic: 3, tactical: 6, operational: 12, commodity: 24 };

/** Months until the next review; half as long, rounded up, for one that underperforms. */
export const monthsToReview = (category: Category, underperforming: boolean): number =>
  underperforming ? Math.ceil(every[category] / 2) : every[category];
