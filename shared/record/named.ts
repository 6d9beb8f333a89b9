import type { AnyDefinition } from './define.ts';
import type { Field, FieldMap } from './field.ts';

/**
 * The record types that definitions name: their own, those that fields, questions and lookups refer to, and people, because every actor is one.
 * What a practice may read is cut to these.
 */
export const typesNamedBy = (own: readonly AnyDefinition[]): ReadonlySet<string> => new Set(['person', ...own.flatMap((definition) => [
  definition.name,
  ...targetsOf(definition.fields), ...targetsOf(definition.kept),
  ...Object.values(definition.commands).flatMap(({ asks }) => targetsOf(asks)),
  ...Object.values(definition.queries ?? {}).flatMap(({ asks, reads = [] }) => [...targetsOf(asks), ...reads]),
  ...Object.values(definition.reactions ?? {}).flatMap(({ reads = [] }) => reads),
  ...Object.values(definition.lookups ?? {}).map(({ of }) => of),
])]);

const targetsOf = (fields: FieldMap | undefined): string[] => Object.values(fields ?? {}).flatMap(targetsIn);
const targetsIn = ({ target, of, shape }: Field): string[] => [...(target ? [target] : []), ...(of ? targetsIn(of) : []), ...targetsOf(shape)];
