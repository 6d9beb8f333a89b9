import './changes.css';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate, useSearchParams } from 'react-router';
import { useMe, useType } from '../api/practices.ts';
import { titleOf, useRecords, type AnyRecord } from '../api/records.ts';
import { instantText } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { texts } from '../texts/index.ts';
import { Decision } from './decision.tsx';
import { Meeting } from './meeting.tsx';
import { useVoters } from './use-voters.ts';

const words = texts.changes;

/** Changes that wait for votes, and the meeting that talks about them. */
export function Page() {
  const change = useType('change')!;
  const meeting = useType('cab-meeting')!;
  const me = useMe();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const waiting = useRecords(change, { state: 'authorize' }, { limit: 200 });
  const meetings = useRecords(meeting, {}, { limit: 200 });
  const planned = (meetings.items ?? []).toSorted((one, other) => rank(one.state) - rank(other.state) || String(one.at).localeCompare(String(other.at)));
  const chosen = planned.find(({ number }) => number === search.get('meeting')) ?? planned[0];
  const votersOf = useVoters();
  const mine = (one: AnyRecord): number => Number(votersOf(one).length > 0);
  const options = planned.map((one) => ({ value: one.number, label: `${titleOf(one)} · ${instantText(String(one.at))}`, description: one.number }));
  return (
    <ContentLayout
      header={
        <Header variant="h1" description={words.cabHelp} actions={me.may['cab-meeting']?.create && <Button onClick={() => void navigate('/records/cab-meetings/create')}>{words.createMeeting}</Button>}>
          {words.cab}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2" counter={waiting.items && `(${waiting.items.length})`}>{words.waiting}</Header>}>
          {!waiting.items ? <Awaiting error={waiting.error} again={waiting.refetch} /> : waiting.items.length === 0 ? <Box color="text-body-secondary">{words.waitingEmpty}</Box> : (
            <ul className="changes-agenda">{waiting.items.toSorted((one, other) => mine(other) - mine(one)).map(({ number }) => <li key={number}><Decision number={number} /></li>)}</ul>
          )}
          {waiting.items && !waiting.complete && <Box color="text-body-secondary">{words.waitingIncomplete}</Box>}
        </Container>
        {!meetings.items ? <Awaiting error={meetings.error} again={meetings.refetch} /> : planned.length === 0 ? (
          <Container header={<Header variant="h2">{words.noMeeting}</Header>}><Box color="text-body-secondary">{words.noMeetingHelp}</Box></Container>
        ) : (
          <SpaceBetween size="m">
            <FormField label={words.meeting}>
              <Select
                options={options} selectedOption={options.find(({ value }) => value === chosen?.number) ?? null}
                onChange={({ detail }) => setSearch({ meeting: detail.selectedOption.value! }, { replace: true })}
              />
            </FormField>
            {chosen && <Meeting key={chosen.number} number={chosen.number} waiting={(waiting.items ?? []).map((one) => ({ number: one.number, title: titleOf(one) }))} />}
          </SpaceBetween>
        )}
      </SpaceBetween>
    </ContentLayout>
  );
}

/** What is under way or to come before what is over. */
const rank = (state: string): number => ['in-session', 'planned', 'closed', 'canceled'].indexOf(state);
