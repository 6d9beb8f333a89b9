import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { addressOf, viewIn, type View } from './queue-view.ts';

/** The address follows once the view has stood still for so many milliseconds. */
const PAUSE = 200;

/**
 * What is shown of the queue. It is in the address, which follows a moment after, so that typing never waits for it; and it follows the address
 * when somebody goes to another queue, or back.
 */
export function useView(): readonly [View, (part: Partial<View>) => void] {
  const [address, setAddress] = useSearchParams();
  const [view, setView] = useState(() => viewIn(address));
  const newest = useRef(view);
  const seen = useRef(textOf(view));
  const written = useRef<string[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    const now = textOf(viewIn(address));
    if (now === seen.current) return;
    seen.current = now;
    const own = written.current.indexOf(now);
    written.current = written.current.slice(own + 1);
    if (own >= 0) return;
    // Somebody went there by a link, or back.
    clearTimeout(timer.current);
    written.current = [];
    newest.current = viewIn(address);
    setView(newest.current);
  }, [address]);

  const write = useRef(setAddress);
  useEffect(() => { write.current = setAddress; });
  const change = useCallback((part: Partial<View>) => {
    newest.current = { ...newest.current, ...part };
    setView(newest.current);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const next = textOf(newest.current);
      if (next === (written.current.at(-1) ?? seen.current)) return;
      written.current.push(next);
      write.current(next, { replace: true });
    }, PAUSE);
  }, []);
  return [view, change];
}

const textOf = (view: View): string => addressOf(view).toString();
