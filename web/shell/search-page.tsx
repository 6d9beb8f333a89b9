import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ContentLayout from '@cloudscape-design/components/content-layout';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useSearchParams } from 'react-router';
import { useMe, usePractices } from '../api/practices.ts';
import { titleOf, useSearch } from '../api/records.ts';
import { hrefFor } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { Awaiting } from './awaiting.tsx';
import { To } from './to.tsx';

const MOST = 50;
const words = texts.shell;

/** What the words in the address find, best first. */
export function Page() {
  const text = useSearchParams()[0].get('q') ?? '';
  const { data: hits, error, refetch } = useSearch(text, { limit: MOST });
  return (
    <ContentLayout header={<Header variant="h1" counter={hits && `(${hits.length}${hits.length < MOST ? '' : '+'})`} description={hits && hits.length >= MOST && words.searchMost(MOST)}>{words.searchResults(text)}</Header>}>
      {text.trim().length < 2 ? <Nothing title={words.searchShort} />
        : hits?.length === 0 ? <Nothing title={words.searchNothing} help={words.searchNothingHelp} />
        : hits ? <Hits hits={hits} />
        : <Awaiting error={error} again={refetch} />}
    </ContentLayout>
  );
}

const Nothing = ({ title, help }: { title: string; help?: string }) => <Box textAlign="center" padding="xxl"><Box variant="h2">{title}</Box>{help && <Box variant="p">{help}</Box>}</Box>;

function Hits({ hits }: { hits: NonNullable<ReturnType<typeof useSearch>['data']> }) {
  const me = useMe();
  const { items } = usePractices();
  return (
    <SpaceBetween size="s">
      {hits.map((hit) => {
        const type = items.find(({ name }) => name === hit.type);
        return type && (
          <Container key={`${hit.type}/${hit.number}`}>
            <SpaceBetween direction="horizontal" size="s" alignItems="center">
              <To href={hrefFor(me, type, hit)} fontSize="heading-s">{titleOf(hit)}</To>
              <StateBadge type={type} state={hit.state} />
            </SpaceBetween>
            <Box color="text-body-secondary" fontSize="body-s">{label(type.name)} · {hit.number}</Box>
          </Container>
        );
      })}
    </SpaceBetween>
  );
}
