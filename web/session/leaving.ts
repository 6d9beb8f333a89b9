import type { Me } from '../api/practices.ts';
import { draftsOf, wornOut } from '../practice/draft.ts';
import { store } from '../practice/stored.ts';

const LEFT = 'lambdesk.left';

const namesKept = (): readonly string[] => {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
};
const forget = (names: readonly string[]): void => { for (const name of names) store(name, undefined); };

/** Forgets what somebody did not send: the next one at this desk must not read it. */
export const forgetDrafts = (me: Me | undefined): void => { if (me) forget(draftsOf(namesKept(), me)); };

/** Forgets drafts, whosever they are, that nobody came back to for weeks. */
export const forgetWornOut = (): void => forget(wornOut(localStorage, namesKept(), Date.now()));

/** Tells the other tabs of this browser that somebody has signed out. */
export const tellOtherTabs = (): void => store(LEFT, Date.now());

/** Calls `listener` when somebody signs out in another tab, until the function that it answers is called. */
export function whenLeftElsewhere(listener: () => void): () => void {
  const hear = ({ key }: StorageEvent): void => { if (key === LEFT) listener(); };
  addEventListener('storage', hear);
  return () => removeEventListener('storage', hear);
}
