import { readFileSync } from 'node:fs';
import { outputsFile } from './folders.ts';

/** The output of the stack of ears: the URL of its queue. */
export const EARS = 'EarsUrl';

/** The output with the name of the records' table. */
export const TABLE = 'TableName';

/** Outputs of all stacks that the last deployment made, by name. */
export const outputs = (): Readonly<Record<string, string>> =>
  Object.assign({}, ...Object.values(JSON.parse(readFileSync(outputsFile(), 'utf8')) as Record<string, Record<string, string>>)) as Record<string, string>;
