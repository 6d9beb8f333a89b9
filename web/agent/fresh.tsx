import { useRef, type ReactNode } from 'react';

/** Marks for a moment a value that has changed since it was first drawn. */
export function Fresh({ value, children }: { value: unknown; children: ReactNode }) {
  const first = useRef(value);
  return <span key={String(value)} className={value === first.current ? undefined : 'agent-fresh'}>{children}</span>;
}
