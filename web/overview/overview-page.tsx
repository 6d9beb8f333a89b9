import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import Tabs from '@cloudscape-design/components/tabs';
import { lazy, Suspense } from 'react';
import { useSearchParams } from 'react-router';
import { useMe, type Me } from '../api/practices.ts';
import { firstName } from '../practice/first-name.ts';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { NowView } from './now-view.tsx';
import { TeamView } from './team-view.tsx';

const words = texts.overview;
// Charts are heavy, and most people do not begin with them.
const TrendsView = lazy(async () => ({ default: (await import('./trends-view.tsx')).TrendsView }));

/** What each looks at first: work for an agent, the team for a lead, trends for a manager; all three are open to all of them. */
export function Page() {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  return (
    <ContentLayout header={<Header variant="h1" description={words.hello(firstName(me))}>{texts.shell.nav.overview}</Header>}>
      <Tabs
        activeTabId={search.get('view') ?? firstViewOf(me)} onChange={({ detail }) => setSearch({ view: detail.activeTabId }, { replace: true })}
        tabs={[
          { id: 'now', label: words.views.now, content: <NowView /> },
          { id: 'team', label: words.views.team, content: <TeamView /> },
          { id: 'trends', label: words.views.trends, content: <Suspense fallback={<Waiting />}><TrendsView /></Suspense> },
        ]}
      />
    </ContentLayout>
  );
}

const firstViewOf = ({ roles }: Me): string => (roles.includes('lead') ? 'team' : roles.includes('manager') && !roles.includes('agent') ? 'trends' : 'now');
