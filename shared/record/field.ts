import * as z from 'zod/mini';
import { parseDuration } from '../clock/duration.ts';

export type FieldKind =
  | 'text' | 'long-text' | 'choice' | 'flag' | 'integer' | 'decimal'
  | 'instant' | 'date' | 'duration' | 'email' | 'zone' | 'ref' | 'list' | 'object' | 'json';

/** One field of a record or of a command's input: how it is checked, inferred, documented and drawn. */
export interface Field<T = unknown, Target extends string = string, Optional extends boolean = boolean, Pick extends FieldMap = FieldMap> {
  readonly kind: FieldKind;
  /** Made on the first call: a cold start describes thousands of fields and checks a few. */
  readonly schema: () => z.ZodMiniType<T>;
  readonly optional: Optional;
  readonly help?: string;
  readonly choices?: readonly string[];
  /** The record type that a `ref` (or a list of them) points to. */
  readonly target?: Target;
  /** What this record relies on of the record it refers to; the catalogue checks that those fields exist there. */
  readonly pick?: Pick;
  /** Hidden from everybody but staff. */
  readonly internal?: boolean;
  /** Longest text, or most entries of a list. */
  readonly max?: number;
  readonly of?: Field;
  readonly shape?: FieldMap;
}

export interface FieldMap { readonly [name: string]: Field }

export type Infer<F> = F extends Field<infer T, string, boolean, FieldMap> ? T : never;
type OptionalKeys<F extends FieldMap> = { [K in keyof F]: F[K]['optional'] extends true ? K : never }[keyof F];
/** The values that a map of fields describes. */
export type Values<F extends FieldMap> =
  & { -readonly [K in Exclude<keyof F, OptionalKeys<F>>]: Infer<F[K]> }
  & { -readonly [K in OptionalKeys<F>]?: Infer<F[K]> };

type Made<T, Target extends string = never> = Field<T, Target, false, {}>;
interface Words { readonly help?: string; readonly max?: number }

const wellFormed = z.refine<string>((value) => value.isWellFormed() && !value.includes('\0'), { error: 'malformed-text' });
const notBlank = z.refine<string>((value) => value.trim() !== '', { error: 'blank' });

function field<T, Target extends string = never>(kind: FieldKind, schema: () => z.ZodMiniType<T>, more: object = {}): Made<T, Target> {
  return { kind, schema: once(schema), optional: false, ...more };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => made ??= make();
}

/** One line of text, not blank, 200 characters unless told. */
export const text = ({ max = 200, help }: Words = {}): Made<string> =>
  field('text', () => z.string().check(z.maxLength(max), wellFormed, notBlank), { max, help });

/**
 * Text of several lines, at most 10,000 characters: worst case 40 KB in UTF-8, so that a record and its timeline entry
 * stay far below DynamoDB's 400 KB an item.
 */
export const longText = ({ max = 10_000, help }: Words = {}): Made<string> =>
  field('long-text', () => z.string().check(z.maxLength(max), wellFormed, notBlank), { max, help });

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/;

/** Whether a text can be a number or short name at all; nothing else is looked for in the table. */
export const isId = (value: string): boolean => idPattern.test(value);

/** The short name that a record is addressed by. */
export const shortName = ({ help }: Words = {}): Made<string> =>
  field('text', () => z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, { error: 'invalid-name' })), { max: 63, help: help ?? 'Lower-case letters, digits, dots and hyphens; for good.' });

/** One of the named values. */
export const choice = <const C extends readonly string[]>(...choices: C): Made<C[number]> =>
  field('choice', () => z.enum(choices as unknown as [string, ...string[]]) as unknown as z.ZodMiniType<C[number]>, { choices });

export const flag = ({ help }: Words = {}): Made<boolean> => field('flag', () => z.boolean(), { help });

export const integer = ({ min = 0, max = 1_000_000_000, help }: { min?: number; max?: number; help?: string } = {}): Made<number> =>
  field('integer', () => z.int().check(z.minimum(min), z.maximum(max)), { max, help });

export const decimal = ({ min = 0, max = 1e12, help }: { min?: number; max?: number; help?: string } = {}): Made<number> =>
  field('decimal', () => z.number().check(z.minimum(min), z.maximum(max), tooFine), { max, help });

/** DynamoDB keeps nothing nearer to 0 than 1E-130, and nobody counts in billionths. */
const tooFine = z.refine<number>((value) => value === 0 || Math.abs(value) >= 1e-9, { error: 'too-fine' });

/** A point in time, RFC 3339; kept in UTC with milliseconds. */
export const instant = ({ help }: Words = {}): Made<string> =>
  field('instant', () => z.pipe(z.iso.datetime({ offset: true, abort: true }).check(fourDigitYear), z.transform((value: string) => new Date(value).toISOString())) as unknown as z.ZodMiniType<string>, { help });

/** An offset can carry a time into the year before 0 or after 9999, which is written otherwise and sorts wrongly. */
const fourDigitYear = z.refine<string>((value) => /^\d{4}-/.test(writtenInUtc(value)), { error: 'invalid-instant' });

function writtenInUtc(value: string): string {
  const time = Date.parse(value);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

/** A calendar date, `2026-12-31`. */
export const date = ({ help }: Words = {}): Made<string> => field('date', () => z.iso.date(), { help });

/** An ISO 8601 duration such as `PT4H` or `P2D`, of a century at most; years and months have no fixed length and are refused. */
export const duration = ({ help }: Words = {}): Made<string> =>
  field('duration', () => z.string().check(z.regex(/^P(?=\d|T\d)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/, { error: 'invalid-duration', abort: true }), withinCentury), { help });

const withinCentury = z.refine<string>((value) => secondsIn(value) <= CENTURY, { error: 'invalid-duration' });

const CENTURY = 36_525 * 24 * 60 * 60;

function secondsIn(value: string): number {
  try {
    return parseDuration(value);
  } catch {
    return Infinity;
  }
}

export const email = ({ help }: Words = {}): Made<string> => field('email', () => z.email().check(z.maxLength(254)), { help });

/**
 * The short name or number of another record.
 * @param pick what this practice relies on of that record; it is read together with it and passed to rules as `refs`
 */
export const ref = <const Target extends string, const P extends FieldMap = {}>(target: Target, pick: P = {} as P, { help }: Words = {}): Field<string, Target, false, P> =>
  ({ kind: 'ref', schema: once(() => z.string().check(z.regex(idPattern, { error: 'invalid-reference' }))), optional: false, target, pick, help });

/** A list of at most `max` (50) values. */
export const list = <F extends Field>(of: F, { max = 50, help }: Words = {}): Field<Infer<F>[], NonNullable<F['target']>, false, {}> =>
  ({ kind: 'list', schema: once(() => z.array(of.schema()).check(z.maxLength(max)) as unknown as z.ZodMiniType<Infer<F>[]>), optional: false, of, max, help, ...(of.target && { target: of.target as NonNullable<F['target']> }) });

/** A structured value; keys that it does not know are refused. */
export const object = <const M extends FieldMap>(shape: M, { help }: Words = {}): Made<Values<M>> =>
  field('object', () => schemaOf(shape) as unknown as z.ZodMiniType<Values<M>>, { shape, help });

/** A value with a check of its own, for what the other kinds cannot say; the check answers one line a fault. */
export const json = <T>(check: (value: unknown) => readonly { pointer: string; code: string; detail: string }[], { help }: Words = {}): Made<T> =>
  field('json', () => z.pipe(z.unknown(), z.transform((value, context) => {
    for (const fault of check(value)) {
      context.issues.push({ code: 'custom', input: value, path: fault.pointer.split('/').slice(1).map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')), params: fault, message: fault.detail });
    }
    return value as T;
  })) as unknown as z.ZodMiniType<T>, { help });

/** The same field, which may be left out. */
export const optional = <T, Target extends string, P extends FieldMap>(of: Field<T, Target, boolean, P>, { help }: Words = {}): Field<T, Target, true, P> =>
  ({ ...of, optional: true, ...(help && { help }) });

/** The same field, hidden from everybody but staff. */
export const internal = <F extends Field>(of: F): F => ({ ...of, internal: true });

/** The strict zod schema of a map of fields. */
export function schemaOf(fields: FieldMap): z.ZodMiniType {
  return z.strictObject(Object.fromEntries(Object.entries(fields)
    .map(([name, { schema, optional: may }]) => [name, may ? z.optional(schema()) : schema()])));
}
