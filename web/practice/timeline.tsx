import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SegmentedControl from '@cloudscape-design/components/segmented-control';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useState } from 'react';
import type { RecordType } from '../api/practices.ts';
import { idOf, useTimeline, type AnyRecord } from '../api/records.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { texts } from '../texts/index.ts';
import { store, stored } from './stored.ts';
import { TimelineEntry } from './timeline-entry.tsx';
import { kindsOf, type EntryKind } from './timeline-words.ts';
import './practice.css';

const OLDEST_FIRST = 'lambdesk.oldest-first';
/** As many as are drawn at once; the rest on request. */
const SHOWN = 50;

/** Every step of a record in words. */
export function Timeline({ type, record, header }: { type: RecordType; record: AnyRecord; header?: string }) {
  const { data, error, refetch } = useTimeline(type, idOf(type, record));
  const [kind, setKind] = useState<EntryKind | 'all'>('all');
  const [newest, setNewest] = useState(() => stored(OLDEST_FIRST) !== true);
  const [shown, setShown] = useState(SHOWN);
  const words = texts.practice.timeline;
  if (!data) return <Awaiting error={error} again={refetch} />;
  const kept = data.filter((entry) => kind === 'all' || kindsOf(entry).includes(kind));
  const ordered = newest ? kept.toReversed() : kept;
  return (
    <SpaceBetween size="m">
      {header && <Header variant="h2" counter={`(${data.length})`}>{header}</Header>}
      <div className="practice-timeline-bar">
        <SegmentedControl
          selectedId={kind} label={words.show} onChange={({ detail }) => setKind(detail.selectedId as typeof kind)}
          options={(['all', 'comment', 'change', 'clock'] as const).map((id) => ({ id, text: words.kinds[id] }))}
        />
        <Toggle checked={newest} onChange={({ detail: { checked } }) => { setNewest(checked); store(OLDEST_FIRST, checked ? undefined : true); }}>{words.newestFirst}</Toggle>
      </div>
      {ordered.length === 0 ? <Box textAlign="center" color="text-body-secondary" padding="l">{words.nothing}</Box> : (
        <ol className="practice-timeline">{ordered.slice(0, shown).map((entry) => <TimelineEntry key={entry.version} type={type} entry={entry} />)}</ol>
      )}
      {ordered.length > shown && <Box textAlign="center"><Button onClick={() => setShown(shown + SHOWN)}>{words.more(ordered.length - shown)}</Button></Box>}
    </SpaceBetween>
  );
}
