/** Runs what it is given, at most so many at a time and the rest in the order in which they came. */
export function inTurn(most: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= most) await new Promise<void>((go) => waiting.push(go));
    else running++;
    try {
      return await task();
    } finally {
      // The place is handed over rather than given up, so that nobody who comes now slips in between.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
