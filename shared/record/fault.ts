/** One thing wrong with what a client sent: where (JSON pointer), a stable code, and what is allowed instead. */
export interface Fault { readonly pointer: string; readonly code: string; readonly detail: string }

export type RefusalKind = 'invalid' | 'refused' | 'not-found' | 'forbidden' | 'stale' | 'precondition-required' | 'unreadable' | 'too-many';

/**
 * A no to a client, with a stable kebab-case code; a value, never thrown by rules. Only `shared/http` turns it into an answer.
 * `invalid` 422, `refused` 409, `not-found` 404, `forbidden` 403, `stale` 412, `precondition-required` 428, `unreadable` 400,
 * `too-many` 429.
 */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly code: string;
  readonly faults: readonly Fault[];
  readonly allowedCommands?: readonly string[];

  constructor(kind: RefusalKind, { code, detail, faults = [], allowedCommands }: { code: string; detail: string; faults?: readonly Fault[]; allowedCommands?: readonly string[] }) {
    super(detail);
    this.name = 'Refusal';
    this.kind = kind;
    this.code = code;
    this.faults = faults;
    this.allowedCommands = allowedCommands;
  }
}

/** A command that the record's present situation does not allow: 409. */
export const refused = (code: string, detail: string): Refusal => new Refusal('refused', { code, detail });

/** The actor may see the record, but not do this: 403. */
export const forbidden = (code: string, detail: string): Refusal => new Refusal('forbidden', { code, detail });

/** No such record, or none that this actor may know of: 404. */
export const notFound = (what: string): Refusal => new Refusal('not-found', { code: 'not-found', detail: `There is no ${what}.` });

/** Fields that are wrong, all of them: 422. */
export const invalid = (faults: readonly Fault[]): Refusal => new Refusal('invalid', {
  code: 'invalid-fields',
  detail: faults.length === 1 ? faults[0]!.detail : `${faults.length} fields are wrong.`,
  faults,
});
