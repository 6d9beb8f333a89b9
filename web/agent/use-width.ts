import { useLayoutEffect, useState, type RefObject } from 'react';

/** How wide an element is, in pixels, kept up to date; undefined before it is there. */
export function useWidth(element: RefObject<HTMLElement | null>): number | undefined {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const seen = element.current;
    if (!seen) return undefined;
    setWidth(seen.clientWidth);
    const observer = new ResizeObserver(() => setWidth(seen.clientWidth));
    observer.observe(seen);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
