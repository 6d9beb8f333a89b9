/**
 * What this browser keeps under a name; undefined when there is nothing, when it is no JSON, or when the browser lets nothing be kept.
 */
export function stored<T>(key: string): T | undefined {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as T | null ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value as JSON in this browser, or forgets it when it is undefined. A browser that is full or shut keeps nothing; whoever asks goes on. */
export function store(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // What is kept is a convenience.
  }
}
