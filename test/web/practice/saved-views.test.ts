import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../web/practice/list-address.ts';
import { browserViews, readyViews, withoutView, withView, type View } from '../../../web/practice/saved-views.ts';
import { keeper, lantern } from './made-up.ts';

const view: View = { id: 'a', name: 'Mine', search: 'state=lit' };
const shelf = () => {
  const kept = new Map<string, string>();
  return { kept, getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
};

describe('ready-made views', () => {
  it('are what the type’s own fields allow', () => {
    const ready = readyViews(lantern, keeper);
    expect(ready.map(({ id }) => id)).toEqual(['all', 'open', 'mine', 'team']);
    expect(readAddress(new URLSearchParams(ready[2]!.search)).filter.conditions).toEqual([{ field: 'assignee', operator: '=', values: ['me'] }, { field: 'state', operator: '=', values: ['dark', 'lit'] }]);
    expect(ready[3]!.search).toContain('team=north');
    expect(readyViews({ ...lantern, summary: ['title'], states: [{ name: 'kept', done: false }] }, keeper).map(({ id }) => id)).toEqual(['all']);
    expect(readyViews(lantern, { ...keeper, team: undefined }).map(({ id }) => id)).not.toContain('team');
  });
});

describe('views that somebody keeps', () => {
  it('come back for the same person and type, and for nobody else', () => {
    const storage = shelf();
    browserViews(storage, keeper, 'lantern').write({ items: [view], first: 'a' });
    expect(browserViews(storage, keeper, 'lantern').read()).toEqual({ items: [view], first: 'a' });
    for (const other of [browserViews(storage, { ...keeper, name: 'zoe' }, 'lantern'), browserViews(storage, { ...keeper, tenant: 'b' }, 'lantern'), browserViews(storage, keeper, 'post')]) expect(other.read()).toEqual({ items: [] });
  });

  it('are none when what is kept cannot be read', () => {
    const storage = shelf();
    browserViews(storage, keeper, 'lantern').write({ items: [] });
    for (const broken of ['{', '7', '{"items":3}']) {
      storage.kept.set([...storage.kept.keys()][0]!, broken);
      expect(browserViews(storage, keeper, 'lantern').read()).toEqual({ items: [] });
    }
  });

  it('are replaced by their id, and forgotten as the first one too', () => {
    const views = withView(withView({ items: [] }, view), { ...view, id: 'b' });
    expect(withView(views, { ...view, name: 'Ours' }).items.map(({ id, name }) => [id, name])).toEqual([['a', 'Ours'], ['b', 'Mine']]);
    expect(withoutView({ ...views, first: 'a' }, 'a')).toEqual({ items: [{ ...view, id: 'b' }], first: undefined });
    expect(withoutView({ ...views, first: 'b' }, 'a').first).toBe('b');
  });
});
