import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import { useMe, useType, type RecordType } from '../api/practices.ts';
import { useNamedQuery } from '../api/records.ts';
import { mayAsk } from '../practice/who.ts';
import { spanText } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { texts } from '../texts/index.ts';

const words = texts.overview.trends;
interface Dora {
  readonly deploymentFrequency: { readonly deliveries: number; readonly perWeek: number };
  readonly leadTime: { readonly medianSeconds?: number };
  readonly changeFailureRate: { readonly attempted: number; readonly failed: number; readonly rate?: number };
  readonly timeToRestore: { readonly medianSeconds?: number };
}

/** The four DORA metrics of the period, where there is somebody to deploy. */
export function Delivery({ days, now }: { days: number; now: number }) {
  const type = useType('deployment');
  const me = useMe();
  return type && mayAsk(me, type, 'dora') ? <Figures type={type} days={days} now={now} /> : null;
}

function Figures({ type, days, now }: { type: RecordType; days: number; now: number }) {
  // By the hour, so that the same question is asked again and its answer remembered.
  const until = new Date(Math.ceil(now / 3_600_000) * 3_600_000);
  const { data, error, refetch } = useNamedQuery<Dora>(type, { name: 'dora', asks: { from: new Date(until.getTime() - days * 86_400_000).toISOString(), until: until.toISOString() } });
  if (!data) return <Awaiting error={error} again={refetch} />;
  const { deploymentFrequency, leadTime, changeFailureRate, timeToRestore } = data;
  const span = (seconds: number | undefined): string => (seconds === undefined ? words.none : spanText(seconds));
  return (
    <Container header={<Header variant="h2">{words.delivery}</Header>}>
      <KeyValuePairs columns={4} items={[
        { label: words.frequency, value: `${deploymentFrequency.deliveries.toLocaleString()} · ${words.perWeek(deploymentFrequency.perWeek.toLocaleString(undefined, { maximumFractionDigits: 1 }))}` },
        { label: words.leadTime, value: span(leadTime.medianSeconds) },
        { label: words.failure, value: changeFailureRate.rate === undefined ? words.none : changeFailureRate.rate.toLocaleString(undefined, { style: 'percent' }) },
        { label: words.restore, value: span(timeToRestore.medianSeconds) },
      ]} />
    </Container>
  );
}
