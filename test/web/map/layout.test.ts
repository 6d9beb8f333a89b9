import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layoutOf, NODE_HEIGHT, NODE_WIDTH } from '../../../web/map/layout.ts';
import { effectOf, reliance, type Impact, type MapEdge } from '../../../web/map/shape.ts';

const edge = (source: string, target: string, type = 'depends-on'): MapEdge => ({ source, target, type });
const items = (...names: string[]) => names.map((name) => ({ name }));

describe('the map', () => {
  it('puts whatever relies on another above it, whichever of them says so', () => {
    const places = layoutOf(items('app', 'server', 'disk'), [edge('app', 'server'), edge('disk', 'server', 'used-by')]);
    expect(places.get('app')!.y).toBeLessThan(places.get('server')!.y);
    expect(places.get('server')!.y).toBeLessThan(places.get('disk')!.y);
    expect(reliance(edge('disk', 'server', 'used-by'))).toEqual({ from: 'server', to: 'disk' });
  });

  it('gives every item a place of its own, whatever relates to whatever, in circles too', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom(...names, 'unknown'), fc.constantFrom(...names), fc.constantFrom('depends-on', 'used-by', 'connected-to'))), (relations) => {
      const places = [...layoutOf(items(...names), relations.map(([source, target, type]) => edge(source, target, type))).values()];
      expect(places).toHaveLength(names.length);
      for (const [at, one] of places.entries()) {
        for (const other of places.slice(at + 1)) expect(Math.abs(one.x - other.x) >= NODE_WIDTH || Math.abs(one.y - other.y) >= NODE_HEIGHT).toBe(true);
      }
    }), { numRuns: 60 });
  });
});

describe('what fails', () => {
  it('fails itself, fails with it, loses its spare, or goes on', () => {
    const effect = effectOf({ failed: ['db'], items: [{ name: 'app' }], atRisk: [{ name: 'pool' }], services: [], complete: true } as unknown as Impact);
    expect(['db', 'app', 'pool', 'other'].map(effect)).toEqual(['failed', 'hit', 'at-risk', 'fine']);
    expect(effectOf(undefined)('db')).toBe('fine');
  });
});
