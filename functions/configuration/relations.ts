import type { AnyRecord, Near } from '../../shared/record/define.ts';
import { invalid, type Refusal } from '../../shared/record/fault.ts';

/** What a CI can be; what tells one of a kind from another goes into its attributes. */
export const ciTypes = [
  'application', 'database', 'server', 'virtual-machine', 'container', 'cloud-resource', 'storage', 'network-device', 'network', 'access-point', 'workstation', 'mobile', 'printer',
  'terminal', 'sensor', 'service', 'location', 'document', 'other',
] as const;
export const relationTypes = ['depends-on', 'runs-on', 'connected-to', 'part-of', 'used-by'] as const;
export type RelationType = (typeof relationTypes)[number];
export interface Relation { readonly type: RelationType; readonly target: string; readonly group?: string }
export interface Redundancy { readonly group: string; readonly needs: number }

/**
 * Which end of a relation the other end relies on. A whole relies on its parts and a user on what it uses; a connection alone carries no
 * failure, because what relies on a line or a switch says so with `depends-on`.
 */
const reliedOn: Readonly<Record<RelationType, 'source' | 'target' | 'neither'>> = {
  'depends-on': 'target', 'runs-on': 'target', 'connected-to': 'neither', 'part-of': 'source', 'used-by': 'source',
};

/** Whether the CI that has the relation relies on the other. */
export const reliesOnTarget = ({ type }: { readonly type: string }): boolean => reliedOn[type as RelationType] === 'target';
/** Whether the other relies on the CI that has the relation. */
export const isReliedOnBy = ({ type }: { readonly type: string }): boolean => reliedOn[type as RelationType] === 'source';

/** A CI as walks see it, whichever end of its relations it is at. */
export interface Node {
  /** In service; what is planned or retired neither fails nor helps out. */
  readonly live: boolean;
  readonly needs: readonly { readonly id: string; readonly group?: string }[];
  readonly neededBy: readonly string[];
  /** How many of a group it needs, by the group's name; one where nothing is said. */
  readonly quorum: ReadonlyMap<string, number>;
  /** It has more relations than were read. */
  readonly more: boolean;
}

export const nodeOf = ({ record, edges, more }: Near): Node => {
  const relations = relationsOf(record);
  const grouped = (id: string, group: string | undefined) => group === undefined ? { id } : { id, group };
  return {
    live: record.state === 'live', more,
    needs: [...relations.filter(reliesOnTarget).map(({ target, group }) => grouped(target, group)), ...edges.filter(isReliedOnBy).map(({ source, group }) => grouped(source, group))],
    neededBy: [...new Set([...edges.filter(reliesOnTarget).map(({ source }) => source), ...relations.filter(isReliedOnBy).map(({ target }) => target)])],
    quorum: new Map((record.redundancy as Redundancy[] | undefined ?? []).map(({ group, needs }) => [group, needs])),
  };
};

export const relationsOf = (record: { readonly relations?: readonly Relation[] } | AnyRecord): readonly Relation[] => record.relations ?? [];

/** The relations with one added, or put into another group. */
export const related = (relations: readonly Relation[], one: Relation): Relation[] => [...relations.filter((other) => !isSame(other, one)), one];
export const isSame = (one: Relation, other: Omit<Relation, 'group'>): boolean => one.type === other.type && one.target === other.target;

/** A CI is not related to itself, nor twice in the same way. */
export function checkRelations(name: string, relations: readonly Relation[], redundancy: readonly Redundancy[] = []): Refusal | undefined {
  const twice = (keys: readonly string[]) => keys.flatMap((key, at) => keys.indexOf(key) < at ? [at] : []);
  const faults = [
    ...relations.flatMap(({ target }, at) => target === name ? [{ pointer: `/relations/${at}/target`, code: 'not-allowed', detail: 'A CI is not related to itself.' }] : []),
    ...twice(relations.map(({ type, target }) => `${type} ${target}`)).map((at) => ({ pointer: `/relations/${at}`, code: 'repeated', detail: 'The two are related in this way already.' })),
    ...relations.flatMap(({ type, group }, at) => group !== undefined && reliedOn[type] === 'neither' ? [{ pointer: `/relations/${at}/group`, code: 'not-allowed', detail: 'A connection carries no failure, and so no redundancy.' }] : []),
    ...twice(redundancy.map(({ group }) => group)).map((at) => ({ pointer: `/redundancy/${at}`, code: 'repeated', detail: 'What a group needs is said once.' })),
  ];
  return faults.length ? invalid(faults) : undefined;
}
