import type { AnyDefinition } from '../record/define.ts';
import { documentOf } from '../search/document.ts';
import type { Document } from '../search/terms.ts';
import { keptWordsKey, recordKey, tallyKey, tallyShards, wordKey } from './keys.ts';
import type { Kernel } from './kernel.ts';
import { recordOf } from './rows.ts';
import { TransactionFailed, type Item, type Key, type Write } from './table.ts';

interface Which { readonly definition: AnyDefinition; readonly tenant: string; readonly id: string }
/** What the index holds of a record: terms with frequencies, and the length that its postings and the tally know. */
interface Kept { readonly version: number; readonly counted: number; readonly length: number; readonly terms: ReadonlyMap<string, number>; readonly unfinished: boolean }
interface Change { readonly term: string; readonly frequency?: number }

const TRIES = 12;
/** DynamoDB's 100 a transaction, less the kept list and the tally. */
const CHANGES_AT_ONCE = 98;
/** Postings keep the length they were written with until it is this much off, so that a sentence more does not rewrite them all. */
const LENGTH_SLACK = 1.5;

/**
 * Brings the search index up to the record as it is now, whichever event asks for it, by writing the difference to the words that were kept
 * of it last time. Every transaction takes the kept list along, conditional on its version: the list always says what is in the index,
 * whoever else indexes the same record and wherever a run is killed.
 * @throws {Error} when others kept indexing it; the event is to be delivered again
 */
export async function indexRecord(kernel: Kernel, which: Which): Promise<void> {
  if (!which.definition.searched?.length) return;
  for (let tries = 1; tries <= TRIES; tries++) {
    try {
      if (await bringUp(kernel, which)) return;
    } catch (error) {
      if (!(error instanceof TransactionFailed)) throw error;
      await new Promise((done) => { setTimeout(done, Math.random() * Math.min(400, 5 * 2 ** tries)); });
    }
  }
  throw new Error(`Others kept indexing ${which.definition.name} ${which.id}`);
}

/** One pass; true when the index agrees with the record. */
async function bringUp(kernel: Kernel, { definition, tenant, id }: Which): Promise<boolean> {
  const keys = { record: recordKey(tenant, definition.name, id), kept: keptWordsKey(tenant, definition.name, id), tally: tallyKey(tenant, definition.name, Math.floor(Math.random() * tallyShards)) };
  const items = await kernel.table.getAll(Object.values(keys));
  const itemAt = (key: Key): Item | undefined => items.find(({ pk, sk }) => pk === key.pk && sk === key.sk);
  const record = itemAt(keys.record);
  const kept = keptOf(itemAt(keys.kept));
  const document: Document = record ? documentOf(definition, recordOf(record)) : { terms: new Map(), length: 0 };
  const counted = record ? 1 : 0;
  const length = roughly(kept.length, document.length);
  const changes = changesOf(kept, document, length);
  if (changes.length === 0 && counted === kept.counted && !kept.unfinished) return true;

  let { version } = kept;
  const terms = new Map(kept.terms);
  for (let from = 0; from === 0 || from < changes.length; from += CHANGES_AT_ONCE) {
    const some = changes.slice(from, from + CHANGES_AT_ONCE);
    const last = from + CHANGES_AT_ONCE >= changes.length;
    for (const { term, frequency } of some) {
      if (frequency === undefined) terms.delete(term);
      else terms.set(term, frequency);
    }
    const state = last ? { counted, length } : { counted: kept.counted, length: kept.length, unfinished: true };
    await kernel.table.write([
      ...some.map(({ term, frequency }): Write => {
        const key = wordKey({ tenant, type: definition.name, word: term, id });
        return frequency === undefined ? { remove: key, as: 'word' } : { put: { ...key, f: frequency, l: length }, as: 'word' };
      }),
      { put: { ...keys.kept, ...state, terms: Object.fromEntries(terms), version: version + 1 }, ...conditionOf(version), as: 'kept' },
      ...(last ? tallyWrites(keys.tally, itemAt(keys.tally), { documents: counted - kept.counted, length: length - kept.length }) : []),
    ], kernel.newId(kernel.now()));
    version++;
  }
  // Another run may have found nothing to do, for a newer version of the record, just before this one wrote an older one's words.
  return (await kernel.table.get(keys.record))?.version === record?.version;
}

function keptOf(item: Item | undefined): Kept {
  if (!item) return { version: 0, counted: 0, length: 0, terms: new Map(), unfinished: false };
  const { terms, ...rest } = item as unknown as Omit<Kept, 'terms'> & { terms: Record<string, number> };
  return { ...rest, unfinished: rest.unfinished ?? false, terms: new Map(Object.entries(terms)) };
}

const roughly = (kept: number, length: number): number => length > 0 && kept > 0 && Math.max(length / kept, kept / length) <= LENGTH_SLACK ? kept : length;

/** What to put and to remove. All is put again where the length changed, or where a run that changed it was cut short. */
function changesOf(kept: Kept, document: Document, length: number): Change[] {
  const all = length !== kept.length || kept.unfinished;
  return [
    ...[...kept.terms.keys()].filter((term) => !document.terms.has(term)).map((term) => ({ term })),
    ...[...document.terms].filter(([term, frequency]) => all || kept.terms.get(term) !== frequency).map(([term, frequency]) => ({ term, frequency })),
  ];
}

function tallyWrites(key: Key, tally: Item | undefined, more: { documents: number; length: number }): Write[] {
  if (more.documents === 0 && more.length === 0) return [];
  const { documents = 0, length = 0, version = 0 } = (tally ?? {}) as { documents?: number; length?: number; version?: number };
  return [{ put: { ...key, documents: documents + more.documents, length: length + more.length, version: version + 1 }, ...conditionOf(version), as: 'tally' }];
}

const conditionOf = (version: number): { unless: 'exists' } | { version: number } => version === 0 ? { unless: 'exists' } : { version };
