let act: (() => void) | undefined;

/** Does this, and no longer what it was told before, when the process is asked to end: by Ctrl-C, or by whoever started it. */
export function whenAskedToEnd(next: () => void): void {
  if (!act) for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => act!());
  act = next;
}
