import Box from '@cloudscape-design/components/box';
import ColumnLayout from '@cloudscape-design/components/column-layout';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useMe, useType } from '../api/practices.ts';
import { useNamedQuery } from '../api/records.ts';
import { RecordLink } from '../practice/record-link.tsx';
import { mayAsk } from '../practice/who.ts';
import { instantText, relativeText } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { runningOf, type Running, type Version } from './board.ts';

const words = texts.releases;
const POLL = 30_000;

/** Which version stands in each environment, by service, for those who may know. */
export function RunningVersions({ service }: { service: string | undefined }) {
  const type = useType('deployment')!;
  const seen = mayAsk(useMe(), type, 'running');
  const { data, error, refetch } = useNamedQuery<{ items: readonly Running[]; complete: boolean }>(type, { name: 'running', asks: { service }, poll: POLL, enabled: seen });
  if (!seen) return null;
  const rows = runningOf(data?.items ?? []);
  return (
    <Container header={<Header variant="h2" description={words.runningHelp}>{words.running}</Header>}>
      {!data ? <Awaiting error={error} again={refetch} /> : rows.length === 0 && <Box color="text-body-secondary">{words.runningEmpty}</Box>}
      <SpaceBetween size="m">
        {rows.map((row) => (
          <div key={row.service}>
            <Box variant="h3"><RecordLink type="service" id={row.service} /></Box>
            <ColumnLayout columns={4} variant="text-grid" minColumnWidth={170}>
              {row.environments.map(({ environment, deployment, rolling, ...version }) => (
                <div key={environment}>
                  <Box variant="awsui-key-label"><RecordLink type="environment" id={environment} /></Box>
                  {!deployment && <Box color="text-body-secondary">{words.nothingWhole}</Box>}
                  {deployment && <><Box fontSize="heading-m" fontWeight="bold">{nameOf(version)}</Box><Since {...version} deployment={deployment} /></>}
                  {rolling && <Box margin={{ top: 'xs' }}><StatusIndicator type="in-progress">{words.rolling(nameOf(rolling), rolling.percent)}</StatusIndicator><Since {...rolling} /></Box>}
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

const nameOf = ({ build, artefact }: Partial<Version>): string => build ?? artefact ?? texts.practice.none;

const Since = ({ since, release, deployment }: Version) => (
  <Box fontSize="body-s" color="text-body-secondary">
    {since && <><span title={instantText(since)}>{words.since(relativeText(since))}</span> · </>}
    {release && <><To href={`/otap?release=${release}`} fontSize="body-s">{release}</To> · </>}
    <To href={`/records/deployments/${deployment}`} fontSize="body-s">{deployment}</To>
  </Box>
);
