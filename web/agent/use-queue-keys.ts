import type { AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { focusComment } from './comment-focus.ts';
import { linkId } from './queue-columns.tsx';
import { useKeys } from './use-keys.ts';

interface Hands {
  readonly rows: readonly AnyRecord[];
  readonly current: string | undefined;
  readonly onCurrent: (number: string) => void;
  readonly onOpen: (number: string) => void;
  readonly onSplit: () => void;
  readonly onBeside: (number: string) => void;
  readonly onSelect: (number: string) => void;
  readonly onTake: (record: AnyRecord) => void;
  readonly onAssign: () => void;
  readonly onCommand: (command: string) => void;
}

/** Works through a queue by keys alone: the row that is at hand has the focus, so that it is read out too. */
export function useQueueKeys({ rows, current, onCurrent, onOpen, onSplit, onBeside, onSelect, onTake, onAssign, onCommand }: Hands): void {
  const words = texts.agent.keys;
  const at = rows.findIndex(({ number }) => number === current);
  function move(by: number): void {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    if (!next) return;
    onCurrent(next.number);
    const link = document.getElementById(linkId(next.number))?.querySelector('a');
    link?.focus({ preventScroll: true });
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  }
  const here = (run: (record: AnyRecord) => void) => () => { if (rows[at]) run(rows[at]); };
  useKeys([
    { keys: 'j', does: words.next, group: 'here', run: () => move(1) },
    { keys: 'k', does: words.previous, group: 'here', run: () => move(-1) },
    { keys: 'Enter', does: words.open, group: 'here', run: here(({ number }) => onOpen(number)) },
    { keys: 'o', does: words.split, group: 'here', run: onSplit },
    { keys: 'x', does: words.select, group: 'here', run: here(({ number }) => onSelect(number)) },
    { keys: 'm', does: words.take, group: 'here', run: here(onTake) },
    { keys: 'a', does: words.assign, group: 'here', run: onAssign },
    { keys: 'c', does: words.comment, group: 'here', run: here(({ number }) => { onBeside(number); focusComment(); }) },
    { keys: 't', does: words.transfer, group: 'here', run: here(() => onCommand('transfer')) },
    { keys: 'y', does: words.accept, group: 'here', run: here(() => onCommand('accept')) },
    { keys: 's', does: words.start, group: 'here', run: here(() => onCommand('start')) },
    { keys: 'h', does: words.hold, group: 'here', run: here(() => onCommand('hold')) },
    { keys: 'r', does: words.resolve, group: 'here', run: here(() => onCommand('resolve')) },
  ]);
}
