/** One figure of a bench; `atMost` (or `atLeast`) is its target. */
export interface Measure {
  readonly bench: string;
  readonly what: string;
  readonly figure: number;
  readonly unit: string;
  readonly atMost?: number;
  readonly atLeast?: number;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const isOver = ({ figure, atMost = Infinity, atLeast = -Infinity }: Measure): boolean => figure > atMost || figure < atLeast;

/** The measures as one table for people. */
export function tableOf(measures: readonly Measure[]): string {
  const target = ({ atMost, atLeast }: Measure): string => atMost !== undefined ? `<= ${atMost}` : atLeast !== undefined ? `>= ${atLeast}` : '';
  const rows = [['bench', 'measure', 'figure', 'unit', 'target', ''], ...measures.map((measure) =>
    [measure.bench, measure.what, shown(measure.figure), measure.unit, target(measure), target(measure) && (isOver(measure) ? 'OVER' : 'ok')])];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string => row.map((cell, column) => column === 2 ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)).join('  ').trimEnd();
  return rows.map(line).join('\n');
}

const shown = (figure: number): string => Number.isInteger(figure) ? String(figure) : figure.toFixed(figure < 10 ? 2 : 1);
