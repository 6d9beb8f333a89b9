import { useEffect, useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMe, type RecordType } from '../api/practices.ts';
import { browserViews, readyViews, type View, type Views } from './saved-views.ts';

export interface ViewsInUse { readonly ready: readonly View[]; readonly own: Views; save(change: (views: Views) => Views): void }

/** The views of a type. An address that says nothing is the view that somebody made the first. */
export function useViews(type: RecordType, params: URLSearchParams): ViewsInUse {
  const me = useMe();
  const [, setParams] = useSearchParams();
  const store = useMemo(() => browserViews(me, type.name), [me, type]);
  const [own, setOwn] = useState(() => store.read());
  const ready = useMemo(() => readyViews(type, me), [type, me]);
  const first = own.first === undefined ? undefined : [...ready, ...own.items].find(({ id }) => id === own.first);
  const bare = params.size === 0;
  useEffect(() => {
    if (bare && first?.search) setParams(`${first.search}&view=${first.id}`, { replace: true });
  }, [bare, first]);
  return { ready, own, save: (change) => setOwn(store.change(change)) };
}
