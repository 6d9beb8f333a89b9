import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Grid from '@cloudscape-design/components/grid';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo, useState } from 'react';
import { useType } from '../api/practices.ts';
import { idOf, MOST_ROWS, titleOf, useRecords } from '../api/records.ts';
import { useNow } from '../practice/now.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { texts } from '../texts/index.ts';
import { Bars, Lines } from './charts.tsx';
import { Delivery } from './delivery.tsx';
import { countsBy, isOpenIn, summaryOf, trendOf } from './figures.ts';

const words = texts.overview.trends;
const PERIODS = [7, 30, 90];

/** How it goes over weeks: what comes in and out, how long it takes, what people think of it. */
export function TrendsView() {
  const [days, setDays] = useState(30);
  const incident = useType('incident')!;
  const ofServices = useType('service')!;
  const now = useNow(300_000);
  const { items, complete, error, refetch, loadingMore } = useRecords(incident, {}, { poll: 120_000 });
  const services = useRecords(ofServices, {}, { poll: false });
  const isOpen = useMemo(() => isOpenIn(incident), [incident]);
  const figures = useMemo(() => items && { summary: summaryOf(items, { now, days, isOpen }), trend: trendOf(items, { now, days, isOpen }) }, [items, now, days, isOpen]);
  if (!items || !figures || loadingMore) return <Awaiting error={error} again={refetch} />;

  const { summary, trend } = figures;
  const nameOf = (id: string | undefined): string => (id === undefined ? words.rest : titleOf(services.items?.find((service) => idOf(ofServices, service) === id) ?? { number: id } as never));
  const recent = items.filter(({ createdAt }) => Date.parse(createdAt) >= now - days * 86_400_000);
  const open = items.filter(isOpen);
  const percent = (share: number | undefined): string => (share === undefined ? words.none : share.toLocaleString(undefined, { style: 'percent', maximumFractionDigits: 1 }));
  return (
    <SpaceBetween size="l">
      <SegmentedControl selectedId={String(days)} label={words.period} options={PERIODS.map((one) => ({ id: String(one), text: words.days(one) }))} onChange={({ detail }) => setDays(Number(detail.selectedId))} />
      <Container header={<Header variant="h2">{words.days(days)}</Header>}>
        <KeyValuePairs columns={4} items={[
          { label: words.open, value: summary.open.toLocaleString() }, { label: words.overdue, value: summary.overdue.toLocaleString() }, { label: words.solved, value: summary.solved.toLocaleString() },
          { label: words.median, value: summary.medianHours === undefined ? words.none : words.hours(summary.medianHours) },
          { label: words.reopened, value: percent(summary.reopened) }, { label: words.pingPong, value: summary.pingPong.toLocaleString() },
          { label: words.rating, value: summary.rating === undefined ? words.none : words.ratingOf(summary.rating.toFixed(1), summary.rated) },
        ]} />
        {!complete && <Box color="text-body-secondary">{words.incomplete(MOST_ROWS.toLocaleString())}</Box>}
      </Container>
      <Grid gridDefinition={[{ colspan: { default: 12, m: 6 } }, { colspan: { default: 12, m: 6 } }, { colspan: { default: 12, m: 6 } }, { colspan: { default: 12, m: 6 } }]}>
        <Lines title={words.flow} points={trend.map(({ day, created, solved }) => ({ x: day, values: [created, solved] }))} series={[words.created, words.solved]} />
        <Lines title={words.backlogTitle} points={trend.map(({ day, backlog }) => ({ x: day, values: [backlog] }))} series={[words.backlog]} />
        <Bars title={words.service} bars={countsBy(recent, 'service', 8).map(({ value, count }) => ({ name: nameOf(value), count }))} />
        <Bars title={words.priority} bars={[1, 2, 3, 4, 5].map((priority) => ({ name: `P${priority}`, count: open.filter((ticket) => ticket.priority === priority).length }))} />
      </Grid>
      <Delivery days={days} now={now} />
    </SpaceBetween>
  );
}
