import { useEffect, useRef } from 'react';
import { bind, type Binding } from './keyboard.ts';

/** Binds keys while a component is there; what they do is always the newest. Which keys there are must not change. */
export function useKeys(some: readonly Binding[]): void {
  const newest = useRef(some);
  useEffect(() => { newest.current = some; });
  useEffect(() => bind(newest.current.map((binding, at) => ({ ...binding, run: () => newest.current[at]!.run() }))), []);
}
