import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useType } from '../api/practices.ts';
import { useNamedQuery } from '../api/records.ts';
import { RecordLink } from '../practice/record-link.tsx';
import { instantText, relativeText } from '../practice/wording.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { runningOf, type Running } from './board.ts';

const words = texts.releases;
const POLL = 30_000;

/** Which version stands in each environment, by service. */
export function RunningVersions({ service }: { service: string | undefined }) {
  const { data, error } = useNamedQuery<{ items: readonly Running[]; complete: boolean }>(useType('deployment')!, { name: 'running', asks: { service }, poll: POLL });
  const rows = runningOf(data?.items ?? []);
  return (
    <Container header={<Header variant="h2" description={words.runningHelp}>{words.running}</Header>}>
      {error && <Box>{error.message}</Box>}
      {data && rows.length === 0 && <Box color="text-body-secondary">{words.runningEmpty}</Box>}
      <SpaceBetween size="m">
        {rows.map((row) => (
          <div key={row.service}>
            <Box variant="h3"><RecordLink type="service" id={row.service} /></Box>
            <ColumnLayout columns={4} variant="text-grid" minColumnWidth={170}>
              {row.environments.map(({ environment, build, artefact, since, deployment, release }) => (
                <div key={environment}>
                  <Box variant="awsui-key-label"><RecordLink type="environment" id={environment} /></Box>
                  <Box fontSize="heading-m" fontWeight="bold">{build ?? artefact ?? texts.practice.none}</Box>
                  <Box fontSize="body-s" color="text-body-secondary"><span title={instantText(since)}>{words.since(relativeText(since))}</span>{release && <> · <To href={`/otap?release=${release}`}>{release}</To></>} · <To href={`/records/deployments/${deployment}`}>{deployment}</To></Box>
                </div>
              ))}
            </ColumnLayout>
          </div>
        ))}
        {data?.complete === false && <Box color="text-body-secondary">{words.incomplete}</Box>}
      </SpaceBetween>
    </Container>
  );
}
