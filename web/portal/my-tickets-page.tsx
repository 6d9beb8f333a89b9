import './portal.css';
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { useMe, useType } from '../api/practices.ts';
import { useRecords, type AnyRecord } from '../api/records.ts';
import { firstName } from '../practice/first-name.ts';
import { To } from '../shell/to.tsx';
import { PageFailure } from '../shell/page-failure.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { sinceWhen } from './moment.ts';
import { Status } from './status.tsx';

const words = texts.portal;
const MOST = 200;

/** What somebody reported, and what became of it. */
export function Page() {
  const me = useMe();
  const type = useType('incident')!;
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const { items, error, complete, refetch } = useRecords(type, { requester: 'me' }, { limit: MOST });
  const [unfolded, setUnfolded] = useState<boolean>();
  if (!items) return error ? <PageFailure error={error} again={() => void refetch()} /> : <Waiting />;

  // What somebody looks for is not to lie folded up, whatever they did before.
  const find = (next: string): void => { setText(next); setUnfolded(undefined); };
  const matching = items.filter((ticket) => `${ticket.number} ${String(ticket.title)}`.toLowerCase().includes(text.trim().toLowerCase()));
  // What waits for this person comes first.
  const open = matching.filter(({ state }) => state !== 'closed' && state !== 'canceled').sort((one, other) => urgent(other) - urgent(one));
  const done = matching.filter(({ state }) => state === 'closed' || state === 'canceled');
  const report = <Button variant="primary" iconName="add-plus" onClick={() => void navigate('/portal/report')}>{words.report}</Button>;
  return (
    <ContentLayout header={<Header variant="h1" description={words.welcomeHelp} actions={report}>{words.welcome(firstName(me))}</Header>}>
      {items.length === 0 ? <Box textAlign="center" padding="xxl"><Box variant="h2">{words.nothing}</Box><Box variant="p">{words.nothingHelp}</Box>{report}</Box> : (
        <SpaceBetween size="l">
          {error && <Alert type="warning">{texts.practice.list.stale(error.message)}</Alert>}
          {items.length > 6 && <TextFilter filteringText={text} filteringAriaLabel={words.find} filteringPlaceholder={words.find} onChange={({ detail }) => find(detail.filteringText)} />}
          {matching.length === 0 && <Box textAlign="center" padding="l"><Box variant="h2">{words.noMatch}</Box><Button onClick={() => find('')}>{words.clear}</Button></Box>}
          {matching.length > 0 && (
            <SpaceBetween size="s">
              <Header variant="h2" counter={`(${open.length})`}>{words.open}</Header>
              {open.length === 0 && <Box color="text-body-secondary">{words.nothingOpen}</Box>}
              <Tickets tickets={open} />
            </SpaceBetween>
          )}
          {done.length > 0 && (
            <ExpandableSection
              headerText={`${words.done} (${done.length})`} headingTagOverride="h2"
              expanded={unfolded ?? (open.length === 0 || text !== '')} onChange={({ detail }) => setUnfolded(detail.expanded)}
            ><Tickets tickets={done} /></ExpandableSection>
          )}
          {!complete && <Box color="text-body-secondary">{words.incomplete(MOST)}</Box>}
        </SpaceBetween>
      )}
    </ContentLayout>
  );
}

const urgent = ({ state, holdReason }: AnyRecord): number => (state === 'resolved' ? 2 : state === 'on-hold' && holdReason === 'caller' ? 3 : 1);

const Tickets = ({ tickets }: { tickets: readonly AnyRecord[] }) => (
  <SpaceBetween size="s">
    {tickets.map((ticket) => (
      <Container key={ticket.number}>
        <div className="portal-row">
          <SpaceBetween size="xxxs">
            <To href={`/portal/${ticket.number}`} fontSize="heading-s">{String(ticket.title)}</To>
            <Box color="text-body-secondary" fontSize="body-s">{ticket.number} · {sinceWhen(ticket)}</Box>
          </SpaceBetween>
          <Status ticket={ticket} />
        </div>
      </Container>
    ))}
  </SpaceBetween>
);
