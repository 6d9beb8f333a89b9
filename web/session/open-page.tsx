import Button from '@cloudscape-design/components/button';
import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { useHeading } from '../shell/heading.ts';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';

/** Whether an address is shown to anybody: what the API is like is no secret. */
export const isOpen = (path: string): boolean => path === '/docs';

/** What is around such a page while nobody has signed in. Its links leave it whole, so that the next page asks who one is. */
export function OpenPage() {
  useHeading();
  return (
    <>
      <header className="open-bar">
        <a href="/"><img src="/icon.svg" alt="" /> {texts.shell.product}</a>
        <Button href="/">{texts.shell.signIn}</Button>
      </header>
      <main className="open-page"><Suspense fallback={<Waiting />}><Outlet /></Suspense></main>
    </>
  );
}
