import AppLayout from '@cloudscape-design/components/app-layout';
import Flashbar from '@cloudscape-design/components/flashbar';
import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { createContext, lazy, Suspense, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useAuth } from 'react-oidc-context';
import { Outlet, useLocation } from 'react-router';
import { OpenPage } from '../session/open-page.tsx';
import { texts } from '../texts/index.ts';
import { useHeading } from './heading.ts';
import { NoticesProvider, useNotices } from './notices.tsx';
import { SideBar } from './side-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { Waiting } from './waiting.tsx';

interface Panel { readonly content: ReactNode; readonly onClose: () => void }
const Commands = lazy(async () => ({ default: (await import('../agent/command-palette.tsx')).CommandPalette }));
const PanelContext = createContext<(panel: Panel | undefined) => void>(() => {});

/** Shows `panel` (a Cloudscape SplitPanel) beside the page as long as it is given and the page is there. */
export function useSplitPanel(panel: ReactNode | undefined, onClose: () => void): void {
  const show = use(PanelContext);
  useEffect(() => show(panel ? { content: panel, onClose } : undefined), [panel, onClose, show]);
  useEffect(() => () => show(undefined), [show]);
}

/** What is around every page: bar, navigation, notices, split panel. */
export const Frame = () => (
  <I18nProvider locale="en" messages={[messages]}>
    <NoticesProvider><Suspense fallback={<Waiting />}>{useAuth().isAuthenticated ? <Layout /> : <OpenPage />}</Suspense></NoticesProvider>
  </I18nProvider>
);

function Layout() {
  const { items } = useNotices();
  const { pathname } = useLocation();
  const [panel, setPanel] = useState<Panel>();
  const [open, setOpen] = useState(() => innerWidth > 1_000);
  const [position, setPosition] = useState<'side' | 'bottom'>('side');
  // On a phone the navigation covers the page, so it goes away once somebody has chosen.
  useEffect(() => { if (innerWidth < 700) setOpen(false); }, [pathname]);
  useHeading();
  const words = texts.shell;
  return (
    <>
      <div id="bar"><TopBar /></div>
      <Suspense><Commands /></Suspense>
      <AppLayout
        headerSelector="#bar" toolsHide
        navigation={<SideBar />} navigationOpen={open} onNavigationChange={({ detail }) => setOpen(detail.open)}
        notifications={<Flashbar items={[...items]} stackItems />} stickyNotifications
        ariaLabels={{ navigation: words.navigation, navigationClose: words.closeNavigation, navigationToggle: words.openNavigation, notifications: words.notifications }}
        splitPanel={panel?.content} splitPanelOpen={panel !== undefined} onSplitPanelToggle={({ detail }) => { if (!detail.open) panel?.onClose(); }}
        splitPanelPreferences={{ position }} onSplitPanelPreferencesChange={({ detail }) => setPosition(detail.position)}
        content={<PanelContext value={useMemo(() => setPanel, [])}><Suspense fallback={<Waiting />}><Outlet /></Suspense></PanelContext>}
      />
    </>
  );
}
