import Alert from '@cloudscape-design/components/alert';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate, useParams } from 'react-router';
import type { ApiProblem } from '../api/http.ts';
import { useType, type RecordType } from '../api/practices.ts';
import { titleOf, useRecord, type AnyRecord } from '../api/records.ts';
import { Failure } from '../shell/failure.tsx';
import { NotFound } from '../shell/not-found.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { ClockBar } from './clock-bar.tsx';
import { LifeSteps } from './life-steps.tsx';
import { Links } from './links.tsx';
import { NewsNotice, useNews } from './news.tsx';
import { NoRecord } from './no-record.tsx';
import { RecordCommands } from './record-commands.tsx';
import { RecordTabs } from './record-tabs.tsx';
import { StateBadge } from './state-badge.tsx';
import { WatchButton, Watchers } from './watchers.tsx';
import { label, plural } from './wording.ts';
import './practice.css';

/** One record of any type. */
export function Page() {
  const { route, id } = useParams();
  const type = useType(route ?? '');
  return type && id ? <One key={`${type.name}/${id}`} type={type} id={id} /> : <NotFound />;
}

function One({ type, id }: { type: RecordType; id: string }) {
  const { data: record, error, refetch } = useRecord(type, id);
  if (record) return <RecordView type={type} record={record} stale={error?.message} />;
  if (!error) return <Waiting />;
  if ((error as ApiProblem).status === 404) return <NoRecord type={type} id={id} />;
  return <Failure error={error} header={texts.practice.notLoaded} again={() => void refetch()} />;
}

function RecordView({ type, record, stale }: { type: RecordType; record: AnyRecord; stale?: string }) {
  const navigate = useNavigate();
  const news = useNews(type, record);
  const title = titleOf(record);
  const clocks = record.clocks ?? [];
  return (
    <ContentLayout
      breadcrumbs={
        <BreadcrumbGroup
          items={[{ text: plural(type), href: `/records/${type.route}` }, { text: type.identity === 'name' ? title : record.number, href: '' }]}
          onFollow={(event) => { event.preventDefault(); void navigate(event.detail.href); }}
        />
      }
      header={
        <Header
          variant="h1" description={<span className="practice-subtitle"><span>{label(type.name)} {record.number}</span><StateBadge type={type} state={record.state} /></span>}
          actions={<RecordCommands type={type} record={record} />}
        >{title}</Header>
      }
    >
      <SpaceBetween size="m">
        {stale && <Alert type="warning">{texts.practice.list.stale(stale)}</Alert>}
        <NewsNotice news={news} />
        <div className="practice-record">
          <RecordTabs type={type} record={record} changed={news.fields} />
          <div className="practice-aside">
            {clocks.length > 0 && (
              <Container header={<Header variant="h2">{texts.practice.clocks}</Header>}>
                <SpaceBetween size="m">{clocks.map((clock) => <ClockBar key={clock.name} clock={clock} />)}</SpaceBetween>
              </Container>
            )}
            {type.states.length > 1 && <Container header={<Header variant="h2">{texts.practice.life.title}</Header>}><LifeSteps type={type} record={record} /></Container>}
            <Container><Links type={type} record={record} header={texts.practice.links.title} /></Container>
            <Container header={<Header variant="h2" actions={<WatchButton type={type} record={record} />}>{texts.practice.watch.title}</Header>}><Watchers record={record} /></Container>
          </div>
        </div>
      </SpaceBetween>
    </ContentLayout>
  );
}
