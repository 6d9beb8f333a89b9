import { fieldOf, type Field, type RecordType } from '../api/practices.ts';

const field = (name: string, kind: Field['kind'], more: Partial<Field> = {}): Field => ({ name, kind, required: true, ...more });
const person = (name: string): Field => field(name, 'ref', { target: 'person' });

/** What every record has, whatever its type. */
const ofAll: Readonly<Record<string, Field>> = {
  number: field('number', 'text'), version: field('version', 'integer'), dueAt: field('dueAt', 'instant'), createdAt: field('createdAt', 'instant'),
  updatedAt: field('updatedAt', 'instant'), createdBy: person('createdBy'), watchers: field('watchers', 'list', { target: 'person', of: person('watchers') }),
};

/** How to draw, filter and sort any property of a record of this type: its own fields, its state, and what every record has. */
export const anyFieldOf = (type: RecordType, name: string): Field | undefined =>
  fieldOf(type, name) ?? (name === 'state' ? field('state', 'choice', { choices: type.states.map((state) => state.name) }) : ofAll[name]);

/** The record type that a field, or a list of them, points to. */
export const targetOf = (of: Field | undefined): string | undefined => (of?.kind === 'ref' ? of.target : of?.kind === 'list' && of.of?.kind === 'ref' ? of.of.target : undefined);
