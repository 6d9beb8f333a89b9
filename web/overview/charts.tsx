import BarChart from '@cloudscape-design/components/bar-chart';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import LineChart from '@cloudscape-design/components/line-chart';
import Table from '@cloudscape-design/components/table';
import { useState, type ReactNode } from 'react';
import { texts } from '../texts/index.ts';

const words = texts.overview.trends;
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const HEIGHT = 220;
/** There are no half tickets. */
const whole = (count: number): string => (Number.isInteger(count) ? count.toLocaleString() : '');

/** A chart that can be read as a table as well. */
function Charted({ title, chart, columns, rows }: { title: string; chart: ReactNode; columns: readonly string[]; rows: readonly (readonly (string | number)[])[] }) {
  const [table, setTable] = useState(false);
  return (
    <Container fitHeight header={<Header variant="h2" actions={<Button variant="inline-link" ariaLabel={`${table ? words.asChart : words.asTable}: ${title}`} onClick={() => setTable(!table)}>{table ? words.asChart : words.asTable}</Button>}>{title}</Header>}>
      {rows.length === 0 ? <Box color="text-body-secondary">{words.noService}</Box> : !table ? chart : (
        <Table variant="embedded" items={rows} ariaLabels={{ tableLabel: title }} columnDefinitions={columns.map((header, at) => ({ id: header, header, isRowHeader: at === 0, cell: (row: readonly (string | number)[]) => row[at] }))} />
      )}
    </Container>
  );
}

/** Values of each day as lines. */
export function Lines({ title, points, series }: { title: string; points: readonly { x: Date; values: readonly number[] }[]; series: readonly string[] }) {
  const most = Math.max(1, ...points.flatMap(({ values }) => values));
  return (
    <Charted
      title={title} columns={[words.day, ...series]} rows={points.map(({ x, values }) => [shortDay.format(x), ...values])}
      chart={
        <LineChart
          series={series.map((name, at) => ({ title: name, type: 'line' as const, data: points.map(({ x, values }) => ({ x, y: values[at]! })) }))} xScaleType="time" height={HEIGHT} hideFilter hideLegend={series.length === 1}
          xDomain={[points[0]!.x, points.at(-1)!.x]} yDomain={[0, Math.ceil(most * 1.1)]} xTitle={words.day} yTitle={words.count} ariaLabel={title} xTickFormatter={(day) => shortDay.format(day)} yTickFormatter={whole}
        />
      }
    />
  );
}

/** Counts as bars, the largest first where they are given so. */
export function Bars({ title, bars }: { title: string; bars: readonly { name: string; count: number }[] }) {
  return (
    <Charted
      title={title} columns={[title, words.count]} rows={bars.map(({ name, count }) => [name, count])}
      chart={
        <BarChart
          series={[{ title: words.count, type: 'bar', data: bars.map(({ name, count }) => ({ x: name, y: count })) }]} xDomain={bars.map(({ name }) => name)} yDomain={[0, Math.max(1, ...bars.map(({ count }) => count))]}
          horizontalBars height={HEIGHT} hideFilter hideLegend ariaLabel={title} yTickFormatter={whole} xTitle="" yTitle={words.count}
        />
      }
    />
  );
}
