import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readAddress } from '../../../web/practice/list-address.ts';
import { browserViews, readyViews, withoutView, withView, type View } from '../../../web/practice/saved-views.ts';
import { keeper, lantern } from './made-up.ts';

const view: View = { id: 'a', name: 'Mine', search: 'state=lit' };
let kept: Map<string, string>;
beforeEach(() => {
  kept = new Map();
  vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) });
});
afterEach(() => { vi.unstubAllGlobals(); });

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
    browserViews(keeper, 'lantern').change(() => ({ items: [view], first: 'a' }));
    expect(browserViews(keeper, 'lantern').read()).toEqual({ items: [view], first: 'a' });
    for (const other of [browserViews({ ...keeper, name: 'zoe' }, 'lantern'), browserViews({ ...keeper, tenant: 'b' }, 'lantern'), browserViews(keeper, 'post')]) expect(other.read()).toEqual({ items: [] });
  });

  it('are kept beside those that another tab keeps meanwhile', () => {
    const [one, other] = [browserViews(keeper, 'lantern'), browserViews(keeper, 'lantern')];
    one.read();
    other.change((views) => withView(views, { ...view, id: 'b' }));
    expect(one.change((views) => withView(views, view)).items.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('are none when what is kept cannot be read', () => {
    browserViews(keeper, 'lantern').change(() => ({ items: [] }));
    for (const broken of ['{', '7', '{"items":3}']) {
      kept.set([...kept.keys()][0]!, broken);
      expect(browserViews(keeper, 'lantern').read()).toEqual({ items: [] });
    }
  });

  it('are not kept, and nothing else goes wrong, where the browser keeps nothing', () => {
    vi.stubGlobal('localStorage', { getItem: () => { throw new Error('shut'); }, setItem: () => { throw new Error('full'); } });
    expect(browserViews(keeper, 'lantern').change((views) => withView(views, view)).items).toEqual([view]);
    expect(browserViews(keeper, 'lantern').read()).toEqual({ items: [] });
  });

  it('are replaced by their id, and forgotten as the first one too', () => {
    const views = withView(withView({ items: [] }, view), { ...view, id: 'b' });
    expect(withView(views, { ...view, name: 'Ours' }).items.map(({ id, name }) => [id, name])).toEqual([['a', 'Ours'], ['b', 'Mine']]);
    expect(withoutView({ ...views, first: 'a' }, 'a')).toEqual({ items: [{ ...view, id: 'b' }], first: undefined });
    expect(withoutView({ ...views, first: 'b' }, 'a').first).toBe('b');
  });
});
