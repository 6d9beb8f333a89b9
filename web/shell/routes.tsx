import { createBrowserRouter, Navigate, useRouteError, type RouteObject } from 'react-router';
import { isStaff, useMe } from '../api/practices.ts';
import { texts } from '../texts/index.ts';
import { Frame } from './frame.tsx';
import { NotFound } from './not-found.tsx';
import { PageFailure } from './page-failure.tsx';
import { Unavailable } from './unavailable.tsx';

/** Each page is loaded when somebody first goes there. */
const page = (path: string, load: () => Promise<{ Page: React.ComponentType }>): RouteObject => ({ path, lazy: async () => ({ Component: (await load()).Page }), HydrateFallback: () => null });

export const router = createBrowserRouter([{
  path: '/', Component: Frame, ErrorBoundary: Broken, HydrateFallback: () => null,
  children: [{
    ErrorBoundary: BrokenPage,
    children: [
      { index: true, Component: Start },
      page('overview', () => import('../overview/overview-page.tsx')),
      page('queue', () => import('../agent/queue-page.tsx')),
      page('portal', () => import('../portal/my-tickets-page.tsx')),
      page('portal/report', () => import('../portal/report-page.tsx')),
      page('portal/:number', () => import('../portal/ticket-page.tsx')),
      page('calendar', () => import('../changes/calendar-page.tsx')),
      page('cab', () => import('../changes/cab-page.tsx')),
      page('otap', () => import('../releases/otap-page.tsx')),
      page('map', () => import('../map/map-page.tsx')),
      page('docs', () => import('../docs/docs-page.tsx')),
      page('search', () => import('./search-page.tsx')),
      page('records/:route', () => import('../practice/list-page.tsx')),
      page('records/:route/create', () => import('../practice/create-page.tsx')),
      page('records/incidents/:id', () => import('../agent/incident-page.tsx')),
      page('records/:route/:id', () => import('../practice/record-page.tsx')),
      { path: 'signed-in', Component: () => null },
      { path: '*', Component: NotFound },
    ],
  }],
}]);

/** Staff begin with what there is to do, everybody else with their own tickets. */
function Start() {
  return <Navigate to={isStaff(useMe()) ? '/overview' : '/portal'} replace />;
}

/** What is wrong with one page leaves the way to the others. */
function BrokenPage() {
  return <PageFailure error={useRouteError()} />;
}

function Broken() {
  return <Unavailable error={useRouteError()} header={texts.shell.broken} />;
}
