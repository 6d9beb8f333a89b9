import type { RecordType } from '../api/practices.ts';
import { anyFieldOf } from './any-field.ts';
import { TITLE } from './list-order.ts';
import type { Columns } from './saved-views.ts';

/** Beside number, title, state and times, so many are shown until somebody chooses. */
const SHOWN = 5;
const titles = new Set(['title', 'displayName', 'name']);
/** How pressing something is, in whatever words a practice has for it. */
const weight = /priority|severity|criticality|risk|exposure|score/i;

/** The columns that a list of this type can have, in order. */
export const columnsOf = (type: RecordType): readonly string[] => [
  ...(type.identity === 'name' ? [] : ['number']), TITLE, ...(type.identity === 'name' ? ['name'] : []), 'state', ...(type.clocks.length > 0 ? ['dueAt'] : []),
  ...type.summary.filter((name) => !titles.has(name) && anyFieldOf(type, name)), 'createdAt', 'updatedAt',
];

/** The columns until somebody chooses others: what it is, where it stands, by what people look for it, and how pressing it is. */
export function usualColumns(type: RecordType): readonly Columns[] {
  const listed = new Set(Object.values(type.lists).map(({ by }) => by));
  const rank = (name: string): number => {
    const kind = anyFieldOf(type, name)?.kind ?? 'json';
    if (weight.test(name) && !['object', 'list'].includes(kind)) return 0;
    if (listed.has(name) && kind !== 'text') return 1;
    return ['choice', 'ref', 'instant', 'date', 'integer', 'decimal'].includes(kind) ? 2 : 3;
  };
  const own = type.summary.filter((name) => !titles.has(name));
  const shown = new Set([...own.toSorted((one, other) => rank(one) - rank(other)).slice(0, SHOWN), 'number', TITLE, 'state', type.clocks.length > 0 ? 'dueAt' : 'updatedAt']);
  return columnsOf(type).map((id) => ({ id, visible: shown.has(id) }));
}

/** Somebody's choice of columns, without those that there are no more and with those that came since, hidden. */
export function keptColumns(type: RecordType, kept: readonly Columns[] | undefined): readonly Columns[] {
  if (!kept) return usualColumns(type);
  const all = columnsOf(type);
  return [...kept.filter(({ id }) => all.includes(id)), ...all.filter((id) => !kept.some((one) => one.id === id)).map((id) => ({ id, visible: false }))];
}
