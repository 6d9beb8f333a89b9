import { useMe, type RecordType } from '../api/practices.ts';
import { useRecord } from '../api/records.ts';
import { CommandDialog } from '../practice/command-dialog.tsx';
import { editableFields } from '../practice/who.ts';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { HoldDialog } from './hold-dialog.tsx';
import { NotOpened } from './not-opened.tsx';
import { ResolveDialog } from './resolve-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import { takesAway } from './use-give.ts';

export interface OrderDialogProps {
  readonly type: RecordType;
  readonly id: string;
  readonly command: string;
  /** What to resolve it with, where that was chosen already. */
  readonly resolution?: string;
  readonly onClose: () => void;
  /** Goes on with another command of the same record. */
  readonly onInstead: (command: string) => void;
}

/** The dialog of any command of a record; some of an incident's have one of their own. */
export function OrderDialog({ type, id, command, resolution, onClose, onInstead }: OrderDialogProps) {
  const me = useMe();
  const { data: record, error, refetch } = useRecord(type, id);
  if (!record) return error && <NotOpened title={`${label(command)}: ${id}`} error={error} again={() => void refetch()} onClose={onClose} />;
  const props = { type, record, onClose };
  if (type.name === 'incident' && command === 'transfer') return <TransferDialog {...props} onInstead={onInstead} />;
  if (type.name === 'incident' && command === 'hold') return <HoldDialog {...props} />;
  if (type.name === 'incident' && command === 'resolve') return <ResolveDialog {...props} resolution={resolution} />;
  const fields = command === 'update' ? editableFields(type, record, me) : undefined;
  return (
    <CommandDialog
      key={command} {...props} command={command} grave={takesAway(type, command)} fields={fields}
      explain={({ code }) => texts.agent.transfer.refused[code]}
    />
  );
}
