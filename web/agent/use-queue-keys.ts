import type { AnyRecord } from '../api/records.ts';
import { texts } from '../texts/index.ts';
import { focusComment } from './comment-focus.ts';
import { linkId } from './queue-columns.tsx';
import type { AtHand } from './use-at-hand.ts';
import { useKeys } from './use-keys.ts';

interface Hands {
  readonly at: AtHand;
  readonly onOpen: (number: string) => void;
  readonly onSplit: () => void;
  readonly onBeside: (number: string) => void;
  readonly onSelect: (number: string) => void;
  readonly onTake: (record: AnyRecord) => void;
  readonly onAssign: () => void;
  readonly onCommand: (command: string) => void;
}

/** Works through a queue by keys alone: the row that is at hand has the focus, so that it is read out too. */
export function useQueueKeys({ at, onOpen, onSplit, onBeside, onSelect, onTake, onAssign, onCommand }: Hands): void {
  const words = texts.agent.keys;
  function move(by: 1 | -1): void {
    const next = at.next(by);
    if (next === undefined) return;
    at.goTo(next);
    const link = document.getElementById(linkId(next))?.querySelector('a');
    link?.focus({ preventScroll: true });
    link?.closest('tr')?.scrollIntoView({ block: 'nearest' });
  }
  const here = (run: (number: string) => void) => () => { if (at.number !== undefined) run(at.number); };
  const give = (command: string) => () => { if (at.record) onCommand(command); };
  useKeys([
    { keys: 'j', does: words.next, group: 'here', run: () => move(1) },
    { keys: 'k', does: words.previous, group: 'here', run: () => move(-1) },
    { keys: 'Enter', does: words.open, group: 'here', run: here(onOpen) },
    { keys: 'o', does: words.split, group: 'here', run: onSplit },
    { keys: 'x', does: words.select, group: 'here', run: here(onSelect) },
    { keys: 'm', does: words.take, group: 'here', run: () => { if (at.record) onTake(at.record); } },
    { keys: 'a', does: words.assign, group: 'here', run: onAssign },
    { keys: 'c', does: words.comment, group: 'here', run: here((number) => { onBeside(number); focusComment(number); }) },
    { keys: 't', does: words.transfer, group: 'here', run: give('transfer') },
    { keys: 'y', does: words.accept, group: 'here', run: give('accept') },
    { keys: 's', does: words.start, group: 'here', run: give('start') },
    { keys: 'h', does: words.hold, group: 'here', run: give('hold') },
    { keys: 'r', does: words.resolve, group: 'here', run: give('resolve') },
  ]);
}
