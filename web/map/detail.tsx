import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ReactNode } from 'react';
import { ChangesAround } from '../agent/recent-changes.tsx';
import { useType } from '../api/practices.ts';
import { useNamedQuery } from '../api/records.ts';
import { hrefOf, RecordLink } from '../practice/record-link.tsx';
import { label } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import type { Impact, MapNode } from './shape.ts';

const words = texts.map;
const MOST = 8;
interface Upstream { readonly items: readonly MapNode[]; readonly singlePointsOfFailure?: readonly string[] }
interface DetailProps {
  readonly item: MapNode;
  /** What fails when it fails, as long as that is shown. */
  readonly impact: { readonly data: Impact | undefined; readonly error: Error | null; readonly refetch: () => unknown };
  readonly shown: boolean;
  readonly onShow: (show: boolean) => void;
  readonly onCentre: () => void;
  readonly onClose: () => void;
}

/** One item: what fails with it, what it hangs on, and what changed lately, which is the first question of every incident. */
export function Detail({ item, impact, shown, onShow, onCentre, onClose }: DetailProps) {
  const type = useType('ci')!;
  const upstream = useNamedQuery<Upstream>(type, { name: 'impact', id: item.name, asks: { direction: 'upstream' } });
  const { data } = impact;
  const single = (upstream.data?.items ?? []).filter(({ name }) => upstream.data!.singlePointsOfFailure?.includes(name));
  return (
    <Container header={<Header variant="h2" description={label(item.type)} actions={<Button iconName="close" variant="icon" ariaLabel={texts.shell.dismiss} onClick={onClose} />}>{item.displayName ?? item.name}</Header>}>
      <SpaceBetween size="m">
        <SpaceBetween direction="horizontal" size="xs">
          <Button variant="primary" onClick={() => onShow(!shown)}>{shown ? words.hideImpact : words.showImpact}</Button>
          <Button onClick={onCentre}>{words.centre}</Button>
        </SpaceBetween>
        <To href={hrefOf(type, item.name)}>{words.openCi}</To>
        {shown && (!data ? <Awaiting error={impact.error} again={impact.refetch} /> : (
          <>
            <Part title={words.services} empty={words.noServicesHit}>
              {data.services.map(({ service }) => <StatusIndicator key={service} type="error"><RecordLink type="service" id={service} /></StatusIndicator>)}
            </Part>
            <Part title={words.items} empty={words.noItems}>{data.items.map((one) => <Named key={one.name} item={one} />)}</Part>
            {data.atRisk.length > 0 && <Part title={words.risks} empty="">{data.atRisk.map((one) => <Named key={one.name} item={one} />)}</Part>}
          </>
        ))}
        {single.length > 0 && <Part title={words.single} empty="">{single.map((one) => <Named key={one.name} item={one} />)}</Part>}
        {upstream.error && !upstream.data && <Awaiting error={upstream.error} again={upstream.refetch} />}
        <div><Box variant="h3" fontSize="heading-s">{words.changes}</Box><ChangesAround name={item.name} /></div>
      </SpaceBetween>
    </Container>
  );
}

const Named = ({ item }: { item: MapNode }) => <To href={`/map?ci=${encodeURIComponent(item.name)}`}>{item.displayName ?? item.name}</To>;

function Part({ title, empty, children }: { title: string; empty: string; children: readonly ReactNode[] }) {
  return (
    <div>
      <Box variant="h3" fontSize="heading-s">{title}</Box>
      {children.length === 0 ? <Box color="text-body-secondary">{empty}</Box> : <SpaceBetween size="xxs">{children.slice(0, MOST)}{children.length > MOST && <Box color="text-body-secondary">{words.more(children.length - MOST)}</Box>}</SpaceBetween>}
    </div>
  );
}
