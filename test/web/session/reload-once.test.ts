import { expect, it } from 'vitest';
import { isWorthReloading } from '../../../web/session/reload-once.ts';

const shelf = () => {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
};

it('reloads once for each file that is missing', () => {
  const storage = shelf();
  expect(['a.js', 'a.js', 'b.js', 'a.js'].map((file) => isWorthReloading(file, { storage, online: true }))).toEqual([true, false, true, false]);
});

it('does not reload without a network, nor where it could not remember that it has', () => {
  const shut = { getItem: () => null, setItem: () => { throw new Error('full'); } };
  expect([isWorthReloading('a.js', { storage: shelf(), online: false }), isWorthReloading('a.js', { storage: shut, online: true })]).toEqual([false, false]);
});
