import type { Attributes } from './attributes.ts';
import { isSame, type Redundancy, type Relation } from './relations.ts';

/** What is recorded of a CI, as far as it is compared. */
export interface Configuration {
  readonly state?: string;
  readonly displayName?: string; readonly type?: string; readonly description?: string; readonly service?: string; readonly environment?: string;
  readonly owner?: string; readonly team?: string; readonly supplier?: string; readonly criticality?: string;
  readonly attributes?: Readonly<Record<string, string | number | null>>;
  readonly relations?: readonly Relation[];
  readonly redundancy?: readonly Redundancy[];
}

export interface Difference { readonly field: string; readonly was?: unknown; readonly is?: unknown }

const plain = ['state', 'displayName', 'type', 'description', 'service', 'environment', 'owner', 'team', 'supplier', 'criticality'] as const;

/**
 * What differs between a CI as it was and as it is: one line for each field, attribute (`attributes.version`), relation
 * (`relations.runs-on`) and redundant group (`redundancy.servers`).
 * @param partial what is left out of `is` was not looked at, rather than gone; an attribute of null is gone
 */
export function differencesOf(was: Configuration, is: Configuration, { partial = false }: { partial?: boolean } = {}): Difference[] {
  const looked = (field: keyof Configuration): boolean => !partial || is[field] !== undefined;
  return [
    ...plain.filter((field) => looked(field) && was[field] !== is[field]).map((field) => difference(field, was[field], is[field])),
    ...looked('attributes') ? namedDifferences('attributes', was.attributes ?? {}, is.attributes ?? {}, partial) : [],
    ...looked('redundancy') ? namedDifferences('redundancy', quorumOf(was), quorumOf(is)) : [],
    ...looked('relations') ? relationDifferences(was.relations ?? [], is.relations ?? []) : [],
  ];
}

const quorumOf = ({ redundancy = [] }: Configuration): Readonly<Record<string, number>> => Object.fromEntries(redundancy.map(({ group, needs }) => [group, needs]));

function namedDifferences(of: string, was: Readonly<Record<string, unknown>>, is: Readonly<Record<string, unknown>>, partial = false): Difference[] {
  const names = [...new Set([...partial ? [] : Object.keys(was), ...Object.keys(is)])].sort();
  const [before, after] = [was, is].map((values) => (name: string): unknown => Object.hasOwn(values, name) ? values[name] ?? undefined : undefined) as [(name: string) => unknown, (name: string) => unknown];
  return names.filter((name) => before(name) !== after(name)).map((name) => difference(`${of}.${name}`, before(name), after(name)));
}

function relationDifferences(was: readonly Relation[], is: readonly Relation[]): Difference[] {
  const same = (one: Relation) => (other: Relation): boolean => isSame(one, other) && one.group === other.group;
  return [
    ...was.filter((one) => !is.some(same(one))).map((one) => difference(`relations.${one.type}`, shown(one), undefined)),
    ...is.filter((one) => !was.some(same(one))).map((one) => difference(`relations.${one.type}`, undefined, shown(one))),
  ];
}

const shown = ({ target, group }: Relation): string => group === undefined ? target : `${target} (${group})`;
const difference = (field: string, was: unknown, is: unknown): Difference => ({ field, ...(was !== undefined && { was }), ...(is !== undefined && { is }) });

/** The fields that a baseline shows. */
export const configurationOf = (record: Configuration & { readonly attributes?: Attributes }): Configuration =>
  Object.fromEntries([...plain, 'attributes', 'relations', 'redundancy'].flatMap((field) => record[field as keyof Configuration] === undefined ? [] : [[field, record[field as keyof Configuration]]]));
