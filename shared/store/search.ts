import type { Actor, AnyDefinition, AnyRecord } from '../record/define.ts';
import { isStaff, visible } from '../record/policy.ts';
import { scoreOf } from '../search/bm25.ts';
import { documentOf } from '../search/document.ts';
import { frequencyOf, numbersIn, wantedOf, type Wanted } from '../search/query.ts';
import { bestFirst, rank, type Candidate, type Ranking } from '../search/rank.ts';
import { markerKey, recordKey } from './keys.ts';
import type { Kernel } from './kernel.ts';
import { listPage } from './lists.ts';
import { postingsEach, postingsOf, talliesOf } from './postings.ts';
import { recordOf } from './rows.ts';
import type { Item, Key } from './table.ts';

/** Words are left out rather than more than this many terms be looked up, where all types are searched. */
const MOST_LOOKUPS = 64;
/** A person who may see few of the hits is looked for among so many. */
const MOST_RECORDS = 500;
/** Of what a person reported, so many are looked at even where common words have newer hits than these. */
const MOST_OWN = 200;

interface Place { readonly type: string; readonly id: string }

/**
 * The records that fit the words best, best first, of those that the actor may know of; one whose number (or number in another system)
 * is among the words comes before all others. The last word may be the beginning of one. The index only chooses which records are read: what they
 * score is reckoned from the fields that the actor may read, as they are now, so an index that lags shows nothing wrong.
 * Bounded whatever the size of the table: eight terms in one type, two in each of very many, with one query each and one more for
 * the last; 500 records read, usually 40.
 */
export async function searchRecords(kernel: Kernel, { actor: caller, words, type, limit = 20 }: { actor: Actor; words: string; type?: string; limit?: number }): Promise<AnyRecord[]> {
  const { tenant } = caller;
  const definitions = kernel.catalogue.all.filter(({ name }) => type === undefined || name === type);
  if (definitions.length === 0 || words.trim() === '') return [];
  const [{ actor, named }, tallies] = await Promise.all([lookUp(kernel, { caller, definitions, words }), talliesOf(kernel, { tenant, type })]);
  const searched = definitions.filter(({ name, searched: fields }) => fields?.length && (tallies.get(name)?.documents ?? 0) > 0);
  const wanted = wantedOf(words, Math.min(8, Math.max(2, Math.floor(MOST_LOOKUPS / Math.max(1, searched.length)))));
  const most = postingsEach(searched.length * wanted.length);
  const lists = await Promise.all(searched.flatMap(({ name }) => wanted.map((term, at) =>
    postingsOf(kernel, { tenant, type: name, wanted: term, at, documents: tallies.get(name)!.documents, most }))));
  const ranking = rank({ lists, tallies, terms: wanted.length });
  const candidates = isStaff(actor) ? ranking.candidates
    : inTurns([await ownOf(kernel, { actor, searched, ranking, cut: lists.some(({ cut }) => cut) }), ...searched.map(({ name }) => ranking.candidates.filter((candidate) => candidate.type === name))]);
  return readBest(kernel, { actor, limit: Math.min(limit, 100), named, wanted, ranking, candidates });
}

/** The actor with team and organisation, and the records whose numbers are among the words: ours first, then other systems'. */
async function lookUp(kernel: Kernel, { caller, definitions, words }: { caller: Actor; definitions: readonly AnyDefinition[]; words: string }): Promise<{ actor: Actor; named: Place[] }> {
  const { tenant } = caller;
  const numbers = numbersIn(words);
  const ours = numbers.flatMap((number) => definitions.filter((definition) => definition === kernel.catalogue.byNumber(number.toUpperCase()) && definition.identity !== 'name')
    .map(({ name }) => ({ type: name, id: number.toUpperCase() })));
  const markers = definitions.filter(({ unique }) => unique?.externalNumber).flatMap(({ name }) => numbers.map((number) => ({ type: name, key: markerKey(tenant, name, 'externalNumber', [number]) })));
  const profileKey = recordKey(tenant, 'person', caller.name);
  const keys = [...markers.map(({ key }) => key).slice(0, 99), ...(caller.profile ? [] : [profileKey])];
  const items = keys.length > 0 ? await kernel.table.getAll(keys) : [];
  const at = (key: Key): Item | undefined => items.find(({ pk }) => pk === key.pk);
  const profile = at(profileKey);
  return {
    actor: { ...caller, profile: caller.profile ?? (profile ? recordOf(profile) as Actor['profile'] : {}) },
    named: [...ours, ...markers.flatMap(({ type, key }) => { const marker = at(key); return marker ? [{ type, id: marker.id as string }] : []; })],
  };
}

/** What a person reported goes first, or all that others reported would have to be read to find it. */
async function ownOf(kernel: Kernel, { actor, searched, ranking, cut }: { actor: Actor; searched: readonly AnyDefinition[]; ranking: Ranking; cut: boolean }): Promise<Candidate[]> {
  if (ranking.candidates.length <= 100 && !cut) return [];
  const pages = await Promise.all(searched.filter(({ lists }) => Object.values(lists).some(({ by }) => by === 'requester')).map(async (definition) => {
    const { items } = await listPage(kernel, { definition, actor, filters: { requester: [actor.name] }, limit: MOST_OWN });
    return items.map(({ id }) => ({ type: definition.name, id }));
  }));
  const known = new Map(ranking.candidates.map((candidate) => [`${candidate.type}#${candidate.id}`, candidate]));
  return pages.flat().flatMap(({ type, id }) => known.get(`${type}#${id}`) ?? (cut ? [{ type, id, score: 0 }] : [])).sort(bestFirst).slice(0, MOST_OWN);
}

/** One of each in turn: what a person reported, and types that everybody may read, are not kept waiting by what others reported. */
const inTurns = <T>(groups: readonly (readonly T[])[]): T[] =>
  Array.from({ length: Math.max(...groups.map(({ length }) => length)) }, (_, at) => groups.flatMap((group) => group.slice(at, at + 1))).flat();

interface Reading { readonly actor: Actor; readonly limit: number; readonly named: readonly Place[]; readonly wanted: readonly Wanted[]; readonly ranking: Ranking; readonly candidates: readonly Candidate[] }

/** Reads the records that look best, and more of them where what was read may not be seen. */
async function readBest(kernel: Kernel, reading: Reading): Promise<AnyRecord[]> {
  const { actor, limit, named, candidates } = reading;
  const keyOf = ({ type, id }: Place): Key => recordKey(actor.tenant, type, id);
  const places = new Map([...named, ...candidates].map((place) => [keyOf(place).pk, place]));
  const waiting = [...places.values()].slice(0, MOST_RECORDS);
  const first = new Set(named.map((place) => keyOf(place).pk));
  const byNumber = new Map<string, AnyRecord>();
  const hits: { id: string; score: number; record: AnyRecord }[] = [];
  for (let many = isStaff(actor) ? Math.min(100, Math.max(40, 2 * limit)) : 100; waiting.length > 0 && hits.length < limit; many = 100) {
    for (const item of await kernel.table.getAll(waiting.splice(0, many).map(keyOf))) {
      const definition = kernel.catalogue.byName(places.get(item.pk)!.type)!;
      const record = recordOf(item);
      if (!visible(actor, definition, record)) continue;
      if (first.has(item.pk)) byNumber.set(item.pk, record);
      const score = first.has(item.pk) ? 0 : scoreNow(definition, record, reading);
      if (score > 0) hits.push({ id: record.id, record, score });
    }
  }
  const best = hits.sort(bestFirst).map(({ record }) => record);
  return [...[...first].flatMap((pk) => byNumber.get(pk) ?? []), ...best].slice(0, limit);
}

function scoreNow(definition: AnyDefinition, record: AnyRecord, { actor, wanted, ranking }: Reading): number {
  const document = documentOf(definition, record, actor);
  return scoreOf({ frequencies: wanted.map((term) => frequencyOf(document, term)), rarities: ranking.rarities, length: document.length, averageLength: ranking.averageLength(definition.name) });
}
