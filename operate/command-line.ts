import { parseArgs } from 'node:util';
import type { FieldMap } from '../shared/record/field.ts';
import { readInput } from '../shared/record/input.ts';

/** A command line that cannot be used, with everything that is wrong with it. */
export class Misused extends Error {
  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'Misused';
  }
}

/** @throws {Misused} when there is a fault */
export function insistOnNone(faults: readonly string[]): void {
  if (faults.length > 0) throw new Misused(faults);
}

/**
 * Reads `--name value` and `--switch`.
 * @param values what takes a value, with the fields that say which
 * @returns the values by name, which switches are set, and what is wrong; the values are as they came when something is
 */
export function readCommandLine(args: readonly string[], { values, switches }: { values: FieldMap; switches: readonly string[] }): { given: Readonly<Record<string, string | undefined>>; set: ReadonlySet<string>; faults: readonly string[] } {
  const options = { ...Object.fromEntries(Object.keys(values).map((name) => [name, { type: 'string' as const }])), ...Object.fromEntries(switches.map((name) => [name, { type: 'boolean' as const }])) };
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true, allowPositionals: true, options });
  const faults: string[] = [];
  const given: Record<string, string> = {};
  const set = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') faults.push(`${JSON.stringify(token.value)} belongs to no option.`);
    if (token.kind !== 'option') continue;
    const { name, rawName, value } = token;
    if (Object.hasOwn(values, name)) {
      if (Object.hasOwn(given, name)) faults.push(`${rawName} is given twice.`);
      else if (value === undefined || value.startsWith('--')) faults.push(`${rawName} is given without a value.`);
      else given[name] = value;
    } else if (!switches.includes(name)) faults.push(`There is no option ${rawName}.`);
    else if (value !== undefined) faults.push(`${rawName} takes no value.`);
    else set.add(name);
  }
  const blamed = (name: string): boolean => faults.some((fault) => fault.startsWith(`--${name} `));
  const wrong = readInput(values, given).faults.filter(({ pointer }) => !blamed(pointer.slice(1)));
  return { given, set, faults: [...faults, ...wrong.map(({ detail }) => `--${detail}`)] };
}
