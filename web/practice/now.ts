import { useSyncExternalStore } from 'react';
import { serviceNow } from '../api/service-time.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for everything on the page that counts. */
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => { for (const each of listeners) each(); }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) { clearInterval(timer); timer = undefined; }
  };
}

/** The present moment of the service in milliseconds, which moves on in steps of so many. */
export const useNow = (step = 1_000): number => useSyncExternalStore(subscribe, () => Math.floor(serviceNow() / step) * step);
