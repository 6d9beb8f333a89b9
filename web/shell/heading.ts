import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router';
import { texts } from '../texts/index.ts';

/** Names the page after its heading, so that history and screen readers tell pages apart, and takes the focus there after going to another. */
export function useHeading(): void {
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    let arriving = shown.current !== pathname;
    shown.current = pathname;
    const look = (): void => {
      const heading = document.querySelector<HTMLElement>('main h1');
      if (!heading) return;
      const title = `${nameOf(heading)} · ${texts.shell.product}`;
      if (document.title !== title) document.title = title;
      if (!arriving) return;
      arriving = false;
      // A page may begin in a field of its own; where somebody came from is left behind.
      const at = document.activeElement;
      if (at && at !== document.body && !at.closest('nav, #bar')) return;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      scrollTo(0, 0);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
    return () => observer.disconnect();
  }, [pathname]);
}

/** Without how many there are of what it names. */
const nameOf = (heading: HTMLElement): string => (heading.textContent ?? '').replace(/\s*\([\d.,+/]+\)\s*$/, '').trim();
