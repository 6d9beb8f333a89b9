import { useEffect, useRef, useState } from 'react';

/** The address follows once somebody has stopped typing for so many milliseconds. */
const PAUSE = 250;

/** A text that is in the address, as it is being typed: the field is ahead of the address, and follows it when that changes by itself. */
export function useTyped(inAddress: string, write: (text: string) => void): [string, (text: string) => void] {
  const [typed, setTyped] = useState(inAddress);
  const seen = useRef(inAddress);
  const written = useRef(inAddress);
  const newest = useRef(write);
  useEffect(() => {
    newest.current = write;
    if (inAddress === seen.current) return;
    seen.current = inAddress;
    if (inAddress === written.current) return;
    written.current = inAddress;
    setTyped(inAddress);
  });
  useEffect(() => {
    if (typed === written.current) return undefined;
    const timer = setTimeout(() => {
      written.current = typed;
      newest.current(typed);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [typed]);
  return [typed, setTyped];
}
