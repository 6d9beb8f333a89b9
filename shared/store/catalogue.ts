import type { AnyDefinition } from '../record/define.ts';

/** The definitions, found by what clients and keys call them. */
export interface Catalogue {
  readonly all: readonly AnyDefinition[];
  byName(name: string): AnyDefinition | undefined;
  byRoute(route: string): AnyDefinition | undefined;
  /** The type that a number such as INC0000001 belongs to. */
  byNumber(number: string): AnyDefinition | undefined;
}

/** Indexes definitions for look-up; `functions/index.ts` checks that they fit together. */
export function catalogueOf(definitions: readonly AnyDefinition[]): Catalogue {
  const names = new Map(definitions.map((definition) => [definition.name, definition]));
  const routes = new Map(definitions.map((definition) => [definition.route, definition]));
  const prefixes = new Map(definitions.map((definition) => [definition.prefix, definition]));
  return {
    all: definitions,
    byName: (name) => names.get(name),
    byRoute: (route) => routes.get(route),
    byNumber: (number) => prefixes.get(/^([A-Z]{2,5})\d{7,}$/.exec(number)?.[1] ?? ''),
  };
}
