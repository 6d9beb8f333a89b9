import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearchParams } from 'react-router';
import { usePractices } from '../api/practices.ts';
import { titleOf, useSearch } from '../api/records.ts';
import { StateBadge } from '../practice/state-badge.tsx';
import { hrefOf } from '../practice/record-link.tsx';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { To } from './to.tsx';
import { Waiting } from './waiting.tsx';

export function Page() {
  const text = useSearchParams()[0].get('q') ?? '';
  const { items } = usePractices();
  const found = useSearch(text, { limit: 50 });
  const words = texts.shell;
  const empty = text.trim().length < 2 ? words.searchShort : found.error ? found.error.message : found.data?.length === 0 ? words.searchNothing : undefined;
  return (
    <ContentLayout header={<Header variant="h1" counter={found.data && `(${found.data.length})`}>{words.searchResults(text)}</Header>}>
      {empty ? <Box textAlign="center" padding="xxl"><Box variant="h2">{empty}</Box><Box variant="p">{words.searchNothingHelp}</Box></Box> : !found.data ? <Waiting /> : (
        <SpaceBetween size="s">
          {found.data.map((hit) => {
            const type = items.find(({ name }) => name === hit.type);
            return type && (
              <Container key={`${hit.type}/${hit.number}`}>
                <SpaceBetween direction="horizontal" size="s" alignItems="center">
                  <To href={hrefOf(type, hit)} fontSize="heading-s">{titleOf(hit)}</To>
                  <StateBadge type={type} state={hit.state} />
                </SpaceBetween>
                <Box color="text-body-secondary" fontSize="body-s">{label(type.name)} · {hit.number}</Box>
              </Container>
            );
          })}
        </SpaceBetween>
      )}
    </ContentLayout>
  );
}
