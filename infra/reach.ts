import type { AnyDefinition } from '../shared/record/define.ts';
import { waitedFor } from '../shared/events/workflow.ts';
import { typesNamedBy } from '../shared/record/named.ts';
import {
  counterKey, duePartition, dueShards, idempotencyKey, indexes, listIndex, markerKey, noticeKey, recordKey, secretKey, tallyPartition, watermarkKey, wordPartition,
} from '../shared/store/keys.ts';
import { listsOf } from '../shared/store/rows.ts';

/** DynamoDB actions on items whose partition key fits one of the patterns; on an index, the partition key of the index. */
export interface Permission {
  readonly effect?: 'Deny';
  readonly actions: readonly string[];
  /** Names of indexes; the table itself when left out. */
  readonly indexes?: readonly string[];
  /** As IAM's StringLike reads them: `*` is any text. */
  readonly keys: readonly string[];
}

// Patterns are the store's own keys with a wildcard for every part, so they cannot drift from what is written.
const ANY = '*';
const recordsOf = (type: string): string => recordKey(ANY, type, ANY).pk;
const markersOf = (type: string, marker = ANY): string => markerKey(ANY, type, marker, [ANY]).pk;
const wordsOf = (type: string): string => wordPartition({ tenant: ANY, type, word: ANY });
const remembered = idempotencyKey(ANY, ANY, ANY).pk;
const secret = secretKey().pk;

const read = (...keys: string[]): Permission => ({ actions: ['GetItem', 'BatchGetItem', 'Query'], keys });
const put = (...keys: string[]): Permission => ({ actions: ['PutItem'], keys });
const write = (...keys: string[]): Permission => ({ actions: ['PutItem', 'DeleteItem'], keys });
const listed = (definitions: readonly AnyDefinition[]): Permission =>
  ({ actions: ['Query'], indexes: usedSlots(definitions), keys: definitions.map(({ name }) => recordsOf(name)) });
const signing = [{ actions: ['GetItem'], keys: [secret] }, put(secret)];
const searching = (definitions: readonly AnyDefinition[]): Permission[] => [
  { actions: ['Query'], keys: [tallyPartition(ANY), ...definitions.filter(({ searched }) => searched).map(({ name }) => wordsOf(name))] },
  { actions: ['BatchGetItem'], keys: definitions.filter(({ unique }) => unique?.externalNumber).map(({ name }) => markersOf(name, 'externalNumber')) },
];

/** What the API function of a practice does: its commands, what its pages show, and what its queries ask. */
export function apiReach(all: readonly AnyDefinition[], practice: string): Permission[] {
  const own = ownOf(all, practice);
  const known = namedBy(own, all);
  const asked = own.some(({ queries }) => queries);
  return merged([
    ...commands(all, own), ...signing,
    read(...known.map(({ name }) => recordsOf(name))), listed(known), linked(known.map(({ name }) => name)),
    ...(asked ? searching(known) : []),
  ]);
}

/** What the reaction function of a practice does: its commands, on records that it finds by lists and links, and the lists that it chooses from. */
export function reactReach(all: readonly AnyDefinition[], practice: string): Permission[] {
  const own = ownOf(all, practice);
  const reactions = own.flatMap((one) => Object.values(one.reactions ?? {}));
  const listedTypes = unique(reactions.flatMap(({ reads = [] }) => reads));
  const ends = reactions.filter(({ find }) => 'linked' in find).map(({ on }) => on.split('.')[0]!);
  return merged([
    ...commands(all, own), ...signing, listed([...own, ...all.filter(({ name }) => listedTypes.includes(name))]), linked(ends),
    { actions: ['Query'], keys: unique(ends).map(recordsOf) },
  ]);
}

/** Whatever falls due: commands on every record type with clocks or timers. */
export function sweepReach(all: readonly AnyDefinition[]): Permission[] {
  const due = all.filter(({ clocks, timers }) => clocks || timers);
  return merged([
    { actions: ['Query'], indexes: ['due'], keys: Array.from({ length: dueShards }, (_, shard) => duePartition(ANY, shard)) },
    { actions: ['GetItem', 'PutItem'], keys: [watermarkKey().pk] },
    { actions: ['BatchGetItem'], keys: [...unique([...due, ...namedBy(due, all)].map(({ name }) => recordsOf(name))), ...lookedUp(due)] },
    ...changes(due),
  ]);
}

/** What machines do: commands on the records that have some, and tokens kept beside those. */
export function stepReach(all: readonly AnyDefinition[]): Permission[] {
  const own = all.filter(({ workflows }) => workflows);
  return merged([...commands(all, own), read(...own.map(({ name }) => recordsOf(name)))]);
}

/** Reads records that machines wait for, and removes the tokens that were answered. */
export function resumeReach(all: readonly AnyDefinition[]): Permission[] {
  const records = waitedFor(all).map(recordsOf);
  return merged([
    { actions: ['GetItem', 'Query', 'DeleteItem'], keys: records },
    { effect: 'Deny', actions: ['DeleteItem'], keys: waitedFor(all).map(wordsOf) },
  ]);
}

/** Reads what is searched, and is alone in writing the index. */
export function searchReach(all: readonly AnyDefinition[]): Permission[] {
  const searched = all.filter(({ searched: fields }) => fields?.length).map(({ name }) => name);
  const index = [tallyPartition(ANY), ...searched.map(wordsOf)];
  return merged([
    { actions: ['GetItem', 'BatchGetItem'], keys: searched.map(recordsOf) },
    { actions: ['BatchGetItem', 'PutItem', 'DeleteItem'], keys: index },
  ]);
}

/** The addresses of people and teams, and which notices went out. */
export const mailReach = (): Permission[] => merged([
  { actions: ['GetItem'], keys: [recordsOf('person'), recordsOf('team')] },
  { actions: ['GetItem', 'PutItem'], keys: [noticeKey(ANY, ANY).pk] },
]);

/** Who am I, and search over everything; it writes no record. */
export const platformReach = (all: readonly AnyDefinition[]): Permission[] => merged([
  { actions: ['GetItem', 'BatchGetItem'], keys: all.map(({ name }) => recordsOf(name)) },
  listed(all), ...searching(all), ...signing,
]);

const ownOf = (all: readonly AnyDefinition[], practice: string): AnyDefinition[] => all.filter((definition) => definition.practice === practice);

/**
 * Carrying out commands. Any record may be linked to any other, so records of every type are read by their key (links, references)
 * and checked to exist; that is the one permission that does not stop at what the definition names.
 */
const commands = (all: readonly AnyDefinition[], own: readonly AnyDefinition[]): Permission[] => [
  { actions: ['BatchGetItem', 'ConditionCheckItem'], keys: all.map(({ name }) => recordsOf(name)) },
  { actions: ['BatchGetItem'], keys: [remembered, ...lookedUp(own)] },
  put(remembered),
  ...changes(own),
  { actions: ['UpdateItem'], keys: [counterKey(ANY, ANY).pk] },
];

/** Records, timelines, links and unique markers of these types, but not their words in the search index, whose keys the same pattern fits. */
const changes = (own: readonly AnyDefinition[]): Permission[] => [
  write(...own.flatMap(({ name, unique: markers }) => [recordsOf(name), ...(markers ? [markersOf(name)] : [])])),
  { effect: 'Deny', ...write(...own.map(({ name }) => wordsOf(name))) },
];

const linked = (types: readonly string[]): Permission => ({ actions: ['Query'], indexes: ['links'], keys: unique(types).map(recordsOf) });

const lookedUp = (own: readonly AnyDefinition[]): string[] =>
  unique(own.flatMap(({ lookups }) => Object.values(lookups ?? {}).map(({ of, marker }) => markersOf(of, marker))));

const namedBy = (own: readonly AnyDefinition[], all: readonly AnyDefinition[]): AnyDefinition[] => {
  const names = typesNamedBy(own);
  return all.filter(({ name }) => names.has(name));
};

/** Lists take the same few slots in every type, so only as many indexes are reached as the longest needs. */
const usedSlots = (definitions: readonly AnyDefinition[]): string[] =>
  Array.from({ length: Math.max(0, ...definitions.map((definition) => listsOf(definition).length)) }, (_, slot) => listIndex(slot)).filter((index) => index in indexes);

const unique = (values: readonly string[]): string[] => [...new Set(values)];

/**
 * One permission for each action, with all its keys: a request that names several items is judged by one statement at a time, and a
 * batch of a record and a marker would fit neither of two.
 */
function merged(permissions: readonly Permission[]): Permission[] {
  const byAction = new Map<string, Permission>();
  for (const { effect, actions, indexes: on, keys } of permissions.filter((permission) => permission.keys.length > 0)) {
    for (const action of actions) {
      const at = JSON.stringify([effect, action, on]);
      byAction.set(at, { effect, actions: [action], indexes: on, keys: unique([...byAction.get(at)?.keys ?? [], ...keys]) });
    }
  }
  return [...byAction.values()].map((permission) => ({ ...permission, keys: permission.keys.filter((key) => !permission.keys.some((other) => other !== key && covers(other, key))) }));
}

/**
 * Whether one pattern lets through all that another does, which then only takes room: a role has 10,240 characters. `T#*#incident#*` covers
 * the markers of incidents, `T#*#unique#incident#*`, too.
 */
const covers = (wide: string, narrow: string): boolean => new RegExp(`^${wide.replaceAll('*', '.*')}$`).test(narrow);
