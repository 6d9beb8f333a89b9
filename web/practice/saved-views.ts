import type { Me, RecordType } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import { writeAddress, type Condition } from './list-address.ts';
import { ME } from './list-match.ts';
import { store, stored } from './stored.ts';

export interface Columns { readonly id: string; readonly visible: boolean }

/** A name for a filter, a sorting and columns. `search` is the address without the page. */
export interface View { readonly id: string; readonly name: string; readonly search: string; readonly columns?: readonly Columns[] }

export interface Views { readonly items: readonly View[]; /** The one to begin with. */ readonly first?: string }

/** Where somebody's views are kept. */
export interface ViewStore {
  read(): Views;
  /** Changes what is kept by now: another tab may have kept something since it was read. Answers what is kept then. */
  change(change: (views: Views) => Views): Views;
}

/** Views in this browser, by tenant, person and record type. */
export function browserViews({ tenant, name }: Pick<Me, 'tenant' | 'name'>, type: string): ViewStore {
  const key = `lambdesk.views/${tenant}/${name}/${type}`;
  const read = (): Views => {
    const kept = stored<Views>(key);
    return Array.isArray(kept?.items) ? kept : { items: [] };
  };
  return {
    read,
    change(change) {
      const views = change(read());
      store(key, views);
      return views;
    },
  };
}

export const ALL = 'all';

/** The views that everybody has: what a type's own fields allow. */
export function readyViews(type: RecordType, me: Me): readonly View[] {
  const words = texts.practice.views;
  const open = type.states.filter(({ done }) => !done).map(({ name }) => name);
  const openOnly: Condition[] = open.length > 0 && open.length < type.states.length ? [{ field: 'state', operator: '=', values: open }] : [];
  const view = (id: string, name: string, conditions: readonly Condition[]): View => ({ id, name, search: writeAddress({ filter: { conditions, any: false }, page: 1 }).toString() });
  const own = ['assignee', 'owner', 'requester'].find((name) => type.summary.includes(name));
  const team = type.fields.find(({ name, kind, target }) => kind === 'ref' && target === 'team' && type.summary.includes(name))?.name;
  return [
    view(ALL, words.all, []),
    ...(openOnly.length ? [view('open', words.open, openOnly)] : []),
    ...(own ? [view('mine', words.mine, [{ field: own, operator: '=', values: [ME] }, ...openOnly])] : []),
    ...(team && me.team ? [view('team', words.team, [{ field: team, operator: '=', values: [me.team] }, ...openOnly])] : []),
  ];
}

/** Keeps a view, in place of the one with its id. */
export const withView = ({ items, first }: Views, view: View): Views =>
  ({ items: items.some(({ id }) => id === view.id) ? items.map((one) => (one.id === view.id ? view : one)) : [...items, view], first });

/** Forgets a view; the list begins as it did before it was made the first. */
export const withoutView = ({ items, first }: Views, id: string): Views => ({ items: items.filter((one) => one.id !== id), first: first === id ? undefined : first });
