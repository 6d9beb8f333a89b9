import './docs.css';
import Badge, { type BadgeProps } from '@cloudscape-design/components/badge';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import ContentLayout from '@cloudscape-design/components/content-layout';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { useApi } from '../api/context.ts';
import { label } from '../practice/wording.ts';
import { PageFailure } from '../shell/page-failure.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { texts } from '../texts/index.ts';
import { GENERAL, groupsOf, matching, type Document, type Group, type Operation } from './openapi.ts';
import { OperationDetails } from './operation-details.tsx';

const words = texts.docs;

/** The API, as its own document describes it. */
export function Page() {
  const api = useApi();
  const { data: document, error, refetch } = useQuery({ queryKey: ['openapi'], queryFn: () => api.get<Document>('/openapi.json'), staleTime: Infinity });
  if (document) return <Reference document={document} />;
  return error ? <PageFailure error={error} again={() => void refetch()} /> : <Waiting />;
}

function Reference({ document }: { document: Document }) {
  const [asked, ask] = useSearchParams();
  const text = asked.get('q') ?? '';
  const groups = useMemo(() => groupsOf(document), [document]);
  const found = useMemo(() => matching(groups, text), [groups, text]);
  const many = found.reduce((sum, { operations }) => sum + operations.length, 0);
  const find = (q: string): void => ask(q ? { q } : {}, { replace: true });
  return (
    <ContentLayout header={
      <Header variant="h1" description={words.introduction} actions={<Link href="/openapi.json" external target="_blank">{words.document}</Link>} info={<Box color="text-body-secondary">{document.info.version}</Box>}>{words.title}</Header>
    }>
      <SpaceBetween size="m">
        <TextFilter filteringText={text} filteringPlaceholder={words.findHint} filteringAriaLabel={words.find} countText={words.count(many)} onChange={({ detail }) => find(detail.filteringText)} />
        {many === 0 && <Box textAlign="center" padding="xl"><Box variant="h2">{words.none}</Box><Box variant="p">{words.noneHelp}</Box><Button onClick={() => find('')}>{words.clear}</Button></Box>}
        {found.map((group) => <Section key={`${group.name} ${text !== ''}`} document={document} group={group} begun={text !== '' || group.operations.some(({ operationId }) => operationId === asked.get('operation'))} />)}
      </SpaceBetween>
    </ContentLayout>
  );
}

/** Operations are drawn when somebody opens what they belong to: there are hundreds. */
function Section({ document, group: { name, description, operations }, begun }: { document: Document; group: Group; begun: boolean }) {
  const [open, setOpen] = useState(begun);
  return (
    <ExpandableSection variant="container" headingTagOverride="h2" headerText={name === GENERAL ? words.general : label(name)} headerCounter={`(${operations.length})`} headerDescription={description} expanded={open} onChange={({ detail }) => setOpen(detail.expanded)}>
      {open && operations.map((operation) => <One key={operation.operationId} document={document} operation={operation} />)}
    </ExpandableSection>
  );
}

const colours: Readonly<Record<string, BadgeProps['color']>> = { GET: 'blue', POST: 'green', PATCH: 'grey' };

function One({ document, operation }: { document: Document; operation: Operation }) {
  const [asked, ask] = useSearchParams();
  const open = asked.get('operation') === operation.operationId;
  const choose = (expanded: boolean): void => ask((before) => {
    before.delete('operation');
    if (expanded) before.set('operation', operation.operationId);
    return before;
  }, { replace: true, preventScrollReset: true });
  return (
    <ExpandableSection
      headingTagOverride="h3" expanded={open} onChange={({ detail }) => choose(detail.expanded)}
      headerText={<span className="docs-operation"><Badge color={colours[operation.method] ?? 'grey'}>{operation.method}</Badge><code>{operation.path}</code><span className="docs-kind">{operation.summary}</span></span>}
    >
      {open && <div className="docs-details"><OperationDetails document={document} operation={operation} /></div>}
    </ExpandableSection>
  );
}
