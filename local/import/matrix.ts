import { basePriorityOf } from '../../functions/incident/priority.ts';
import { priorityMatrix } from '../../functions/service-level/priority-matrix.ts';
import { readInput } from '../../shared/record/input.ts';
import type { Row } from './servicenow.ts';
import type { Level } from './words.ts';

/** Priority by impact, then by urgency. */
export type Matrix = Readonly<Record<Level, Readonly<Record<Level, number>>>>;

/** Rows whose priority is not what a matrix makes of their impact and urgency. */
export interface Misfit { readonly impact: Level; readonly urgency: Level; readonly priority: number; readonly inForce: number; readonly rows: readonly { readonly number: string; readonly line: number }[] }

const levels: readonly Level[] = ['high', 'medium', 'low'];
export const cells: readonly (readonly [Level, Level])[] = levels.flatMap((impact) => levels.map((urgency) => [impact, urgency] as const));

const matrixOf = (priority: (impact: Level, urgency: Level) => number): Matrix => {
  const rowOf = (impact: Level) => ({ high: priority(impact, 'high'), medium: priority(impact, 'medium'), low: priority(impact, 'low') });
  return { high: rowOf('high'), medium: rowOf('medium'), low: rowOf('low') };
};

export const standardMatrix: Matrix = matrixOf((impact, urgency) => basePriorityOf({ impact, urgency }));

/**
 * The matrix by which the rows were given their priorities: the commonest where they contradict each other, the standard one where a
 * combination does not occur.
 * @returns also the combinations that occur, as `impact×urgency`
 */
export function matrixIn(rows: readonly Row[]): { matrix: Matrix; occurring: readonly string[] } {
  const groups = Map.groupBy(rows.filter(rated), ({ impact, urgency }) => `${impact}×${urgency}`);
  const commonest = (some: readonly Row[]): number =>
    [...Map.groupBy(some, ({ priority }) => priority!)].sort(([, a], [, b]) => b.length - a.length)[0]![0];
  const matrix = matrixOf((impact, urgency) => {
    const some = groups.get(`${impact}×${urgency}`);
    return some ? commonest(some) : standardMatrix[impact][urgency];
  });
  return { matrix, occurring: [...groups.keys()] };
}

/** The rows that a matrix does not fit, by combination and priority. */
export const misfitsOf = (rows: readonly Row[], matrix: Matrix): Misfit[] =>
  [...Map.groupBy(rows.filter((row) => rated(row) && row.priority !== matrix[row.impact!][row.urgency!]), ({ impact, urgency, priority }) => `${impact}×${urgency}=${priority}`).values()]
    .map((some) => {
      const { impact, urgency, priority } = some[0]!;
      return { impact: impact!, urgency: urgency!, priority: priority!, inForce: matrix[impact!][urgency!], rows: some.map(({ number, line }) => ({ number, line })) };
    });

const rated = ({ impact, urgency, priority }: Row): boolean => impact !== undefined && urgency !== undefined && priority !== undefined;

export const sameMatrix = (a: Matrix, b: Matrix): boolean => cells.every(([impact, urgency]) => a[impact][urgency] === b[impact][urgency]);

/**
 * A matrix as JSON: `{ "high": { "high": 1, "medium": 2, "low": 3 }, "medium": …, "low": … }`, impact first.
 * @throws {TypeError} what is wrong with it
 */
export function parseMatrix(text: string): Matrix {
  const { name: _, ...fields } = priorityMatrix.fields;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`it is no JSON: ${(error as Error).message}`);
  }
  const { faults } = readInput(fields, value);
  if (faults.length > 0) throw new TypeError(faults.map(({ detail }) => detail).join(' '));
  return value as Matrix;
}
