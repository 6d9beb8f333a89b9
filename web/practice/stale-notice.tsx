import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import { fieldOf, type Field, type RecordType } from '../api/practices.ts';
import { useRecord, type AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import type { Values } from './form-state.ts';
import { plainValue } from './plain-value.ts';
import { label } from './wording.ts';

const STAMPS = new Set(['version', 'updatedAt', 'clocks', 'allowedCommands', 'dueAt']);

/** Somebody else was faster: what was there, what is there now, and what one was about to send, side by side. */
export function StaleNotice({ type, id, begun, yours, fields, onTop, onKeep }: {
  type: RecordType; id: string; begun: AnyRecord; yours: Values; fields: readonly Field[]; onTop: (now: AnyRecord) => void; onKeep: () => void;
}) {
  const now = useRecord(type, id).data;
  const words = texts.practice;
  const names = [...new Set([...Object.keys(begun), ...Object.keys(now ?? {}), ...fields.map(({ name }) => name)])].filter((name) => !STAMPS.has(name));
  const rows = names.map((name) => ({ name, was: plainValue(begun[name]), theirs: plainValue(now?.[name]), yours: fields.some((field) => field.name === name) ? plainValue(yours[name]) : '' }))
    .filter(({ was, theirs, yours: mine }) => was !== theirs || (mine !== '' && mine !== was));
  return (
    <Alert
      type="warning" header={words.stale}
      action={<SpaceBetween direction="horizontal" size="xs"><Button formAction="none" onClick={onKeep}>{words.keepTheirs}</Button><Button formAction="none" disabled={!now || now.version === begun.version} onClick={() => onTop(now!)}>{words.sendOnTop}</Button></SpaceBetween>}
    >
      <SpaceBetween size="s">
        <span>{words.staleHelp}</span>
        <Table
          variant="embedded" items={rows} trackBy="name" wrapLines
          columnDefinitions={[
            { id: 'field', header: words.staleField, cell: ({ name }) => label(fieldOf(type, name)?.name ?? name), isRowHeader: true },
            { id: 'was', header: words.staleWas, cell: ({ was }) => was || words.none },
            { id: 'theirs', header: words.staleTheirs, cell: ({ theirs }) => theirs || words.none },
            { id: 'yours', header: words.staleYours, cell: ({ yours: mine }) => mine || words.none },
          ]}
        />
      </SpaceBetween>
    </Alert>
  );
}
