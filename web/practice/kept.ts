import { useState } from 'react';
import { useMe } from '../api/practices.ts';

/** Something that this person chose in this browser, such as the columns of a list. */
export function useKept<T>(name: string): readonly [T | undefined, (value: T | undefined) => void] {
  const me = useMe();
  const key = `lambdesk.${name}/${me.tenant}/${me.name}`;
  const [value, setValue] = useState(() => read<T>(key));
  return [value, (next) => {
    if (next === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(next));
    setValue(next);
  }];
}

function read<T>(key: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null ?? undefined;
  } catch {
    return undefined;
  }
}
