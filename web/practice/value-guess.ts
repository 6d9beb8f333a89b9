export type Guess = 'nothing' | 'flag' | 'number' | 'instant' | 'date' | 'duration' | 'text' | 'list' | 'object';

const shapes: readonly (readonly [Guess, RegExp])[] = [
  ['instant', /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/], ['date', /^\d{4}-\d\d-\d\d$/], ['duration', /^P(?!$)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/],
];

/** What a value without a description is, by its shape: answers of queries come without fields. */
export function guess(value: unknown): Guess {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return 'nothing';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number') return 'number';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  return shapes.find(([, shape]) => shape.test(String(value)))?.[0] ?? 'text';
}

export type Row = Readonly<Record<string, unknown>>;

/** The rows of a list that reads as a table: objects, all of them. */
export const rowsOf = (value: unknown): readonly Row[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object' && one !== null && !Array.isArray(one)) ? value as Row[] : undefined;

/** Every name that any row has, in the order in which they first come. */
export const columnsOf = (rows: readonly Row[]): readonly string[] => [...new Set(rows.flatMap((row) => Object.keys(row).filter((name) => guess(row[name]) !== 'nothing')))];
