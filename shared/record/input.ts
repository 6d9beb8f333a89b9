import type { Fault } from './fault.ts';
import { schemaOf, type Field, type FieldMap } from './field.ts';

/** A body with more faults than these is told of the first ones, so that the answer stays an answer. */
const MOST_FAULTS = 100;

export type Read = { readonly value: Record<string, unknown>; readonly faults: readonly Fault[] };

/**
 * Checks a client's object against a map of fields and reports every fault at once.
 * @param partial nothing is required, and `null` clears an optional field (RFC 7396); it stays `null` in the value
 * @param refusals fields that exist but may not be sent here, by name, with the reason
 */
export function readInput(fields: FieldMap, body: unknown, { partial = false, refusals = {} }: { partial?: boolean; refusals?: Readonly<Record<string, string>> } = {}): Read {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { value: {}, faults: [{ pointer: '', code: 'not-an-object', detail: 'The body must be a JSON object.' }] };
  }
  const sent = body as Record<string, unknown>;
  const faults: Fault[] = [];
  const cleared: Record<string, null> = {};
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(sent)) {
    if (faults.length === MOST_FAULTS) return { value: {}, faults };
    const pointer = `/${escaped(name)}`;
    const wanted = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!wanted && Object.hasOwn(refusals, name)) faults.push({ pointer, code: 'read-only', detail: `${name} cannot be sent: ${refusals[name]}` });
    else if (!wanted) faults.push({ pointer, code: 'unknown-field', detail: `There is no field ${quote(name)}; ${didYouMean(name, Object.keys(fields))}` });
    else if (value === null && partial && wanted.optional) cleared[name] = null;
    else if (value === null && wanted.optional) continue;
    else known[name] = value;
  }
  const wanted = partial
    ? Object.fromEntries(Object.entries(fields).filter(([name]) => Object.hasOwn(known, name)))
    : fields;
  const parsed = schemaOf(wanted).safeParse(known, { reportInput: true });
  if (parsed.success) return { value: { ...(parsed.data as object), ...cleared }, faults };
  for (const issue of parsed.error.issues) {
    faults.push(...faultsOf(issue as unknown as Issue, wanted));
    if (faults.length >= 2 * MOST_FAULTS) break;
  }
  // A number beyond what a computer counts is too large for the field as well, which says more.
  const once = new Map(faults.map((one) => [`${one.pointer} ${one.code}`, one]));
  return { value: {}, faults: [...once.values()].slice(0, MOST_FAULTS) };
}

interface Issue {
  code: string; path: (string | number)[]; message: string; input?: unknown;
  expected?: string; values?: unknown[]; maximum?: number; minimum?: number; format?: string; origin?: string; keys?: string[];
  params?: Fault;
}

function faultsOf(issue: Issue, fields: FieldMap): Fault[] {
  const pointer = issue.path.map((part) => `/${escaped(String(part))}`).join('');
  const name = issue.path.length ? issue.path.join('.') : 'The body';
  const fault = (code: string, detail: string): Fault[] => [{ pointer, code, detail }];
  const target = find(fields, issue.path);
  if (issue.input === undefined && issue.code !== 'unrecognized_keys' && issue.code !== 'custom') return fault('required', `${name} is required${expectation(target)}.`);
  switch (issue.code) {
    case 'invalid_type': return fault('wrong-type', `${name} must be ${article(issue.expected ?? 'value')}${expectation(target)}.`);
    case 'invalid_value': return fault('not-allowed', `${name} must be one of ${(issue.values ?? []).join(', ')}.`);
    case 'too_big': return fault(issue.origin === 'number' || issue.origin === 'int' ? 'too-large' : 'too-long', `${name} must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : issue.origin === 'array' ? ' entries' : ''}.`);
    case 'too_small': return fault('too-small', `${name} must be at least ${issue.minimum}.`);
    case 'unrecognized_keys': return (issue.keys ?? []).map((key) => ({ pointer: `${pointer}/${escaped(key)}`, code: 'unknown-field', detail: `There is no field ${quote(key)} in ${name}.` }));
    case 'invalid_format': if (issue.message === 'invalid-name') return fault('invalid-name', `${name} takes lower-case letters, digits, dots and hyphens, 63 at most, and begins with a letter or digit.`);
      return fault(issue.message.startsWith('invalid-') && !issue.message.includes(' ') ? issue.message : `invalid-${target?.kind ?? 'format'}`, `${name} must be ${article(describe(target))}.`);
    case 'custom': return issue.params?.detail
      ? fault(issue.params.code, issue.params.detail)
      : fault(issue.message, customWords(name, issue.message) ?? `${name} must be ${article(describe(target))}.`);
    default: return fault('invalid', `${name} must be ${article(describe(target))}.`);
  }
}

const customWords = (name: string, code: string): string | undefined => ({
  blank: `${name} must not be blank.`,
  'malformed-text': `${name} holds characters that are no text.`,
  'too-fine': `${name} must be 0 or at least a billionth.`,
} as Record<string, string>)[code];

/** RFC 6901. */
const escaped = (part: string): string => part.replaceAll('~', '~0').replaceAll('/', '~1');

function find(fields: FieldMap, path: readonly (string | number)[]): Field | undefined {
  const [first, ...rest] = path;
  let target: Field | undefined = first === undefined ? undefined : fields[String(first)];
  for (const part of rest) target = typeof part === 'number' ? target?.of : target?.shape?.[part];
  return target;
}

const EXAMPLES: Partial<Record<Field['kind'], string>> = {
  instant: 'RFC 3339 time such as 2026-01-31T09:00:00Z',
  date: 'date such as 2026-01-31',
  duration: 'ISO 8601 duration such as PT4H',
  email: 'email address',
  ref: 'short name or number',
};

const describe = (target?: Field): string => (target && EXAMPLES[target.kind]) ?? target?.kind ?? 'valid value';
const expectation = (target?: Field): string => target?.choices ? `: one of ${target.choices.join(', ')}` : '';
const article = (noun: string): string => `${/^[aeiou]|^R/i.test(noun) && !noun.startsWith('u') ? 'an' : 'a'} ${noun}`;
const quote = (name: string): string => JSON.stringify(name.slice(0, 64));

/** "did you mean …" for a misspelt name, or the list of what there is. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = known.map((other) => ({ other, off: distance(name.toLowerCase(), other.toLowerCase()) })).sort((a, b) => a.off - b.off)[0];
  if (near && near.off <= Math.max(2, Math.floor(near.other.length / 3))) return `did you mean ${near.other}?`;
  return known.length ? `known are ${known.join(', ')}.` : 'it takes none.';
}

/** Levenshtein's distance, for names of at most 64 characters. */
function distance(a: string, b: string): number {
  const [left, right] = [a.slice(0, 64), b.slice(0, 64)];
  let row = Array.from({ length: right.length + 1 }, (_, i) => i);
  for (let i = 1; i <= left.length; i++) {
    row = row.reduce<number[]>((next, above, j) => {
      next.push(j === 0 ? i : Math.min(above + 1, next[j - 1]! + 1, row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1)));
      return next;
    }, []);
  }
  return row[right.length]!;
}
