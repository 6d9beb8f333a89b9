import { useState } from 'react';
import { useMe } from '../api/practices.ts';
import { store, stored } from './stored.ts';

/** Something that this person chose in this browser, such as the columns of a list. */
export function useKept<T>(name: string): readonly [T | undefined, (value: T | undefined) => void] {
  const me = useMe();
  const key = `lambdesk.${name}/${me.tenant}/${me.name}`;
  const [value, setValue] = useState(() => stored<T>(key));
  return [value, (next) => {
    store(key, next);
    setValue(next);
  }];
}
