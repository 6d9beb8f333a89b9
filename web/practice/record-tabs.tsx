import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useSearchParams } from 'react-router';
import { useMe, type RecordType } from '../api/practices.ts';
import { idOf, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { Comments } from './comments.tsx';
import { QueryAnswer } from './query-answer.tsx';
import { CopyableText } from './raw-view.tsx';
import { RecordFields } from './record-fields.tsx';
import { Timeline } from './timeline.tsx';
import { isOneOf } from './who.ts';
import { label } from './wording.ts';

/** What there is to read about a record; each of its type's own queries is a tab. */
export function RecordTabs({ type, record, changed }: { type: RecordType; record: AnyRecord; changed: readonly string[] }) {
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const words = texts.practice.tabs;
  const id = idOf(type, record);
  const queries = type.queries.filter(({ ofRecord, by }) => ofRecord && isOneOf(me, by, record));
  const tabs = [
    { id: 'details', label: words.details, content: <SpaceBetween size="m"><Container><RecordFields type={type} record={record} changed={changed} /></Container><Container><Comments type={type} record={record} header={texts.practice.comments.title} /></Container></SpaceBetween> },
    { id: 'history', label: words.history, content: <Container><Timeline type={type} record={record} header={words.history} /></Container> },
    ...queries.map((query) => ({ id: `query.${query.name}`, label: label(query.name), content: <Container header={<Header variant="h2" description={query.help}>{label(query.name)}</Header>}><QueryAnswer type={type} query={query} id={id} /></Container> })),
    { id: 'raw', label: words.raw, content: <Container header={<Header variant="h2">{texts.practice.raw.title}</Header>}><CopyableText text={JSON.stringify(record, null, 2)} /></Container> },
  ];
  const chosen = params.get('tab') ?? '';
  return (
    <Box>
      <Tabs
        activeTabId={tabs.some((tab) => tab.id === chosen) ? chosen : 'details'} tabs={tabs} ariaLabel={words.title}
        onChange={({ detail }) => setParams(detail.activeTabId === 'details' ? {} : { tab: detail.activeTabId }, { replace: true, preventScrollReset: true })}
      />
    </Box>
  );
}
