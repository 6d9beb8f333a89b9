import Box from '@cloudscape-design/components/box';
import SplitPanel from '@cloudscape-design/components/split-panel';
import type { RecordType } from '../api/practices.ts';
import { useRecord } from '../api/records.ts';
import { hrefOf } from '../practice/record-link.tsx';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';
import { IncidentByNumber } from './incident.tsx';
import { BesideContext } from './section.tsx';

/** The ticket beside the queue, so that one works through it without leaving. */
export function Beside({ type, id }: { type: RecordType; id: string }) {
  const { data } = useRecord(type, id || undefined);
  const words = texts.agent.split;
  return (
    <SplitPanel header={id ? String(data?.title ?? id) : words.pick} closeBehavior="hide" headerDescription={id ? <>{id} · <To href={hrefOf(type, id)}>{words.full}</To></> : undefined}>
      {id ? <BesideContext value><IncidentByNumber key={id} type={type} id={id} /></BesideContext> : <Box color="text-body-secondary" textAlign="center" padding="xxl">{words.pickHelp}</Box>}
    </SplitPanel>
  );
}
