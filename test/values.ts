import fc, { type Arbitrary } from 'fast-check';
import type { Field, FieldMap } from '../shared/record/field.ts';

/** Valid values of a field. A reference is to one of a few names that exist. */
export function valid(field: Field): Arbitrary<unknown> {
  const { kind, choices, max = 200, of, shape } = field;
  switch (kind) {
    case 'choice': return fc.constantFrom(...choices!);
    case 'flag': return fc.boolean();
    case 'integer': return fc.integer({ min: 0, max: Math.min(max, 400) }).filter((value) => accepts(field, value));
    case 'decimal': return fc.double({ min: 0, max: Math.min(max, 1e6), noNaN: true }).filter((value) => accepts(field, value));
    case 'instant': return fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((time) => time.toISOString());
    case 'date': return fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }).map((time) => time.toISOString().slice(0, 10));
    case 'duration': return fc.constantFrom('PT0S', 'PT1H', 'PT4H30M', 'P2D', 'P1W');
    case 'email': return fc.constantFrom('anna@example.org', 'b.jacobs@mail.example');
    case 'zone': return fc.constantFrom('UTC', 'Europe/Brussels');
    case 'ref': return fc.constantFrom('anna', 'bram', 'network', 'default');
    case 'list': return fc.array(valid(of!), { maxLength: Math.min(max, 3) });
    case 'object': return values(shape!);
    // The only structure of its own is a calendar; whatever else is offered there is for the definition to refuse.
    case 'json': return fc.constantFrom({ timeZone: 'Europe/Brussels', week: { monday: [['09:00', '17:00']] } }, { timeZone: 'UTC', week: { friday: [['00:00', '24:00']] }, holidays: ['2026-12-25'] });
    default: return fc.oneof(fc.constantFrom('anna', 'security', 'fixed', 'Réception ☕', 'x'), fc.string({ minLength: 1, maxLength: Math.min(max, 12) })).filter((value) => accepts(field, value));
  }
}

/** Valid values of all fields; optional ones come and go. */
export const values = (fields: FieldMap): Arbitrary<Record<string, unknown>> => fc.record(
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, valid(field)])),
  { requiredKeys: Object.entries(fields).filter(([, { optional }]) => !optional).map(([name]) => name) },
);

/** The value of a field that takes most room: three bytes a character, lists as long as they may be. */
export function largest(field: Field): unknown {
  const { kind, choices, max = 200, of, shape } = field;
  switch (kind) {
    case 'choice': return [...choices!].sort((one, other) => other.length - one.length)[0];
    case 'flag': return true;
    case 'integer': case 'decimal': return max;
    case 'instant': return '2026-12-31T23:59:59.999Z';
    case 'date': return '2026-12-31';
    case 'duration': return 'P99DT23H59M59S';
    case 'email': return `${'x'.repeat(60)}@${'y'.repeat(60)}.example`;
    case 'ref': return 'x'.repeat(64);
    case 'list': return Array.from({ length: max }, () => largest(of!));
    case 'object': return Object.fromEntries(Object.entries(shape!).map(([name, one]) => [name, largest(one)]));
    case 'json': return {};
    default: return accepts(field, '€'.repeat(max)) ? '€'.repeat(max) : 'x'.repeat(max);
  }
}

const accepts = ({ schema }: Field, value: unknown): boolean => schema().safeParse(value).success;
