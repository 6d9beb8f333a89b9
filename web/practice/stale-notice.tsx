import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import type { RecordType } from '../api/practices.ts';
import { useRecord, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import type { Values } from './filled-in.ts';
import { staleRows } from './stale-rows.ts';
import { label } from './wording.ts';

interface StaleNoticeProps {
  readonly type: RecordType;
  readonly id: string;
  readonly begun: AnyRecord;
  readonly yours: Values;
  /** The names of what somebody is about to send. */
  readonly changed: readonly string[];
  readonly onTop: (now: AnyRecord) => void;
  readonly onKeep: () => void;
}

/** Somebody else was faster: what was there, what is there now, and what one was about to send, side by side. */
export function StaleNotice({ type, id, begun, yours, changed, onTop, onKeep }: StaleNoticeProps) {
  const now = useRecord(type, id).data;
  const words = texts.practice;
  return (
    <Alert
      type="warning" header={words.stale}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button formAction="none" onClick={onKeep}>{words.keepTheirs}</Button>
          <Button formAction="none" disabled={!now || now.version === begun.version} onClick={() => onTop(now!)}>{words.sendOnTop}</Button>
        </SpaceBetween>
      }
    >
      <SpaceBetween size="s">
        <span>{words.staleHelp}</span>
        <Table
          variant="embedded" items={staleRows({ begun, now, yours, changed })} trackBy="name" wrapLines
          columnDefinitions={[
            { id: 'field', header: words.staleField, cell: ({ name }) => label(name), isRowHeader: true },
            { id: 'was', header: words.staleWas, cell: ({ was }) => was || words.none },
            { id: 'theirs', header: words.staleTheirs, cell: ({ theirs }) => theirs || words.none },
            { id: 'yours', header: words.staleYours, cell: ({ yours: mine }) => mine || words.none },
          ]}
        />
      </SpaceBetween>
    </Alert>
  );
}
