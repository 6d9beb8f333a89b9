import type { Entry } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { instantText, label } from './wording.ts';

export type EntryKind = 'comment' | 'change' | 'clock';

interface LinkData { readonly type: string; readonly target: string; readonly remove?: boolean }

const happened = ({ type }: Entry['events'][number]): string => type.slice(type.lastIndexOf('.') + 1);
const isClock = (event: Entry['events'][number]): boolean => happened(event).startsWith('clock-');

/** What a step is about; a clock may run out in the same step that changes something. */
export function kindsOf(entry: Entry): readonly EntryKind[] {
  const clock = entry.events.some(isClock);
  if (entry.command === 'comment') return clock ? ['comment', 'clock'] : ['comment'];
  const moved = entry.from !== entry.to || Object.keys(entry.changes).length > 0 || entry.note !== undefined || entry.events.some((event) => !isClock(event) && happened(event) !== 'updated');
  return [...(moved || !clock ? ['change' as const] : []), ...(clock ? ['clock' as const] : [])];
}

/** The step in a word or two, such as “Put on hold”; what happened says more than the command's name. */
export function headlineOf(entry: Entry): string {
  if (entry.command === 'comment') return texts.practice.timeline.commented;
  if (!kindsOf(entry).includes('change')) return texts.practice.timeline.clock;
  const own = entry.events.find((event) => !isClock(event));
  const name = own && happened(own);
  const known = texts.practice.timeline.happened as Readonly<Record<string, string>>;
  return name ? known[name] ?? label(name) : label(entry.command);
}

/** What clocks did in a step, a sentence each. */
export const clockSentences = (entry: Entry): readonly string[] => entry.events.filter(isClock).map((event) => {
  const { clock = '', percent, since } = (event.data ?? {}) as { clock?: string; percent?: number; since?: string };
  const words = texts.practice.timeline;
  const at = since === undefined ? undefined : instantText(since);
  return happened(event) === 'clock-breached' ? words.ranOut(label(clock), at) : words.warned(label(clock), percent, at);
});

/** What a step tied or untied, and how it reads from this record. */
export const linkIn = (entry: Entry): LinkData | undefined => entry.events.map(({ data }) => data?.link as LinkData | undefined).find((link) => link !== undefined);

/** A link in words, as it reads from this end: “is caused by” or, from the other, “causes”. */
export function linkWords(type: string, end: 'source' | 'target'): string {
  const pair = (texts.practice.links.types as Readonly<Record<string, { readonly source: string; readonly target: string }>>)[type];
  return pair ? pair[end] : end === 'source' ? label(type) : texts.practice.links.otherEnd(label(type));
}

/** The record that a step's link names: its number, or type and short name. */
export function endOf(target: string, types: readonly { readonly name: string; readonly prefix: string; readonly identity: 'number' | 'name' }[]): { readonly type: string; readonly id: string } | undefined {
  const [type, id] = target.split('/');
  if (id !== undefined) return types.some(({ name }) => name === type) ? { type: type!, id } : undefined;
  const found = types.find(({ prefix, identity }) => identity === 'number' && target.startsWith(prefix) && /^\d+$/.test(target.slice(prefix.length)));
  return found && { type: found.name, id: target };
}
