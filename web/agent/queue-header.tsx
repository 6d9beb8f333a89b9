import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import ToggleButton from '@cloudscape-design/components/toggle-button';
import { useMe, type RecordType } from '../api/practices.ts';
import type { AnyRecord } from '../api/records.ts';
import { label } from '../practice/wording.ts';
import { texts } from '../texts/index.ts';
import { takingOf, takingWord } from './taking.ts';
import type { QueueRows } from './use-queue.ts';

interface QueueHeaderProps {
  readonly type: RecordType;
  readonly found: QueueRows;
  readonly selected: number;
  /** The ticket at hand. */
  readonly record: AnyRecord | undefined;
  readonly split: boolean;
  readonly onTake: () => void;
  readonly onAssign: () => void;
  readonly onSplit: () => void;
}

/** How many tickets there are, and the buttons for the one at hand, or for those that were chosen. */
export function QueueHeader({ type, found, selected, record, split, onTake, onAssign, onSplit }: QueueHeaderProps) {
  const me = useMe();
  const words = texts.agent;
  const many = `${found.rows.length}${found.loadingMore || !found.complete ? '+' : ''}`;
  return (
    <Header
      variant="h2" counter={found.loading ? undefined : `(${selected > 0 ? `${selected}/` : ''}${many})`}
      actions={
        <SpaceBetween direction="horizontal" size="xs">
          <Button disabled={!record || takingOf(record, me) === undefined || selected > 1} onClick={onTake}>{takingWord(record, me)}</Button>
          <Button disabled={!record && selected === 0} onClick={onAssign}>{selected > 0 ? words.act.assignSeveral(selected) : words.act.assign}</Button>
          <ToggleButton iconName="view-vertical" pressedIconName="view-vertical" pressed={split} onChange={onSplit}>{words.split.show}</ToggleButton>
        </SpaceBetween>
      }
    >{label(type.route)}</Header>
  );
}
