import { describe, expect, it } from 'vitest';
import { chosenAfter } from '../../../web/map/shape.ts';

const select = (id: string, selected: boolean) => ({ type: 'select', id, selected });

describe('choosing on the map', () => {
  it('takes what was selected, in whatever order it is told', () => {
    expect(chosenAfter([select('db', true)], undefined)).toBe('db');
    expect(chosenAfter([select('web', false), select('db', true)], 'web')).toBe('db');
    expect(chosenAfter([select('db', true), select('web', false)], 'web')).toBe('db');
  });

  it('lets go of what is no longer selected, and of nothing else', () => {
    expect(chosenAfter([select('db', false)], 'db')).toBeUndefined();
    expect(chosenAfter([select('web', false)], 'db')).toBe('db');
  });

  it('stays where it is when the map tells of sizes and places', () => {
    expect(chosenAfter([{ type: 'dimensions', id: 'db' }, { type: 'position', id: 'db' }], 'web')).toBe('web');
    expect(chosenAfter([], undefined)).toBeUndefined();
  });
});
