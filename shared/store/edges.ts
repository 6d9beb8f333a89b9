import { isDeepStrictEqual } from 'node:util';
import type { AnyDefinition, AnyRecord, Edge, EdgeRule } from '../record/define.ts';
import { invalid, refused, type Refusal } from '../record/fault.ts';
import { edgesKey, furtherEdgeKey, recordKey } from './keys.ts';
import { recordOf } from './rows.ts';
import type { Item, Key, Write } from './table.ts';

/** An edge as the record that it leads to knows it. */
export interface Incoming { readonly type: string; readonly source: string; readonly group?: string; readonly holds?: true }

/** The item beside a record that knows the edges leading to it; those beyond the first few, `further` in number, are items of their own. */
export interface Incidence { readonly version: number; readonly edges: readonly Incoming[]; readonly further: number; readonly held: number; readonly closed?: true }

/** So many edges are kept in the one item: about 7 KB, what most records of a graph never reach. */
export const MOST_BESIDE = 64;
/** DynamoDB takes 100 writes at once, of which a command wants some for itself. */
const MOST_WRITES = 90;

interface Change { readonly definition: AnyDefinition; readonly tenant: string; readonly before?: AnyRecord; readonly after: AnyRecord }
interface Reads { get(key: Key): Item | undefined }

/** What must be read before {@link edgeWrites} can say how the edges of a record change: the far ends, and of a record that is closed its own. */
export function edgeKeys({ definition, tenant, before, after }: Change): Key[] {
  const { edges: rule, name } = definition;
  if (!rule) return [];
  const keyOf = (id: string): Key => recordKey(tenant, name, id);
  const closing = isClosing(rule, before, after) ? [edgesKey(keyOf(after.id)), ...usersOf(rule, after).map(({ target }) => keyOf(target))] : [];
  return [...changesOf(rule, before, after).map(({ target }) => edgesKey(keyOf(target))), ...closing];
}

/**
 * The writes that keep both ends of a record's edges true. Every item that is read here is written, or its version checked, in the same
 * transaction: of two commands at the same moment, one that adds an edge and one that closes its target, only one can happen.
 * @throws {Refusal} held, for a record that is closed while an edge holds it; closed-target, for an edge to a closed one; too-many-edges
 */
export function edgeWrites({ definition, tenant, before, after, read }: Change & { read: Reads }): Write[] {
  const { edges: rule, name } = definition;
  if (!rule) return [];
  const byTarget = Map.groupBy(changesOf(rule, before, after), ({ target }) => target);
  const writes = [...byTarget].flatMap(([target, changes]) => farEndWrites({ definition, target: recordKey(tenant, name, target), id: target, changes, read }));
  if (isClosing(rule, before, after)) writes.push(...closingWrites({ definition, tenant, after, read }));
  if (writes.length > MOST_WRITES) throw invalid([{ pointer: '', code: 'too-many-edges', detail: 'So many relations cannot be changed at once; change them in several steps.' }]);
  return writes;
}

type EdgeChange = { readonly target: string; readonly was?: Incoming; readonly is?: Incoming };

function changesOf(rule: EdgeRule<any>, before: AnyRecord | undefined, after: AnyRecord): EdgeChange[] {
  const [was, is] = [before, after].map((record) => new Map((record ? rule.of(record) : []).map((edge) => [`${edge.type}#${edge.target}`, { target: edge.target, incoming: incomingOf(rule, record!, edge) }])));
  return [...new Set([...was!.keys(), ...is!.keys()])]
    .map((key) => ({ target: (is!.get(key) ?? was!.get(key))!.target, was: was!.get(key)?.incoming, is: is!.get(key)?.incoming }))
    .filter((change) => !isDeepStrictEqual(change.was, change.is));
}

const incomingOf = (rule: EdgeRule<any>, record: AnyRecord, edge: Edge): Incoming =>
  ({ type: edge.type, source: record.id, ...(edge.group !== undefined && { group: edge.group }), ...(rule.holds(record, edge) && { holds: true as const }) });

const isClosing = (rule: EdgeRule<any>, before: AnyRecord | undefined, after: AnyRecord): boolean => rule.closed(after) && !(before && rule.closed(before));

export const incidenceOf = (item: Item | undefined): Incidence => item as unknown as Incidence ?? { version: 0, edges: [], further: 0, held: 0 };

function farEndWrites({ definition, target, id, changes, read }: { definition: AnyDefinition; target: Key; id: string; changes: readonly EdgeChange[]; read: Reads }): Write[] {
  const beside = incidenceOf(read.get(edgesKey(target)));
  const edges = [...beside.edges];
  const further: Write[] = [];
  let { further: others, held } = beside;
  for (const { was, is } of changes) {
    if (beside.closed && is && (!was || (is.holds && !was.holds))) throw refused('closed-target', `${definition.name} ${id} is closed and takes no more relations.`);
    const at = edges.findIndex(({ type, source }) => type === (is ?? was)!.type && source === (is ?? was)!.source);
    held += Number(is?.holds ?? false) - Number(was?.holds ?? false);
    if (at >= 0) edges.splice(at, 1, ...is ? [is] : []);
    else if (!was && edges.length < MOST_BESIDE) edges.push(is!);
    else {
      others += Number(is !== undefined) - Number(was !== undefined);
      further.push(is ? { put: { ...furtherEdgeKey(target, is), ...is }, as: 'further edge' } : { remove: furtherEdgeKey(target, was!), as: 'further edge' });
    }
  }
  return [incidenceWrite(target, beside, { edges, further: others, held }), ...further];
}

function incidenceWrite(record: Key, was: Incidence, is: Partial<Incidence>): Write {
  const put = { ...edgesKey(record), ...was, ...is, version: was.version + 1 };
  return was.version > 0 ? { put, version: was.version, as: 'edges' } : { put, unless: 'exists', as: 'edges' };
}

function closingWrites({ definition, tenant, after, read }: { definition: AnyDefinition; tenant: string; after: AnyRecord; read: Reads }): Write[] {
  const rule = definition.edges!;
  const own = recordKey(tenant, definition.name, after.id);
  const beside = incidenceOf(read.get(edgesKey(own)));
  const users = usersOf(rule, after).flatMap(({ target, needs }) => {
    const key = recordKey(tenant, definition.name, target);
    const item = read.get(key);
    return item ? [{ target, key, version: item.version as number, needs: needs(recordOf(item)) }] : [];
  });
  const needing = users.filter(({ needs }) => needs).map(({ target }) => target);
  const many = beside.held + needing.length;
  if (many > 0) throw heldRefusal([...needing, ...beside.edges.filter(({ holds }) => holds).map(({ source }) => source)], many);
  return [
    incidenceWrite(own, beside, { closed: true }),
    ...users.map(({ key, version }): Write => ({ exists: key, version, as: 'edge user' })),
  ];
}

/** The records that may need the one that is closed because of its own edges, each with the test of it. */
const usersOf = (rule: EdgeRule<any>, record: AnyRecord): { target: string; needs: (target: AnyRecord) => boolean }[] =>
  [...new Map(rule.of(record).flatMap((edge) => {
    const needs = rule.heldBy(record, edge);
    return needs ? [[edge.target, { target: edge.target, needs }] as const] : [];
  })).values()];

const SHOWN = 5;

function heldRefusal(holders: readonly string[], many: number): Refusal {
  const shown = holders.slice(0, SHOWN);
  return refused('held', `${shown.join(', ')}${many > shown.length ? ` and ${many - shown.length} more` : ''} depend${many === 1 ? 's' : ''} on it: retire or unrelate first.`);
}
