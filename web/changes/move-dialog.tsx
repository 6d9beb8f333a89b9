import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { RecordType } from '../api/practices.ts';
import { pathOf, useOrder, type AnyRecord } from '../api/records.ts';
import { useApi } from '../api/context.ts';
import { instantText } from '../practice/wording.ts';
import { useNotices, useTellFailure } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { blackoutsIn, voidsVotes, type Conflict, type Occasion, type Planned, type Span } from './planning.ts';

const words = texts.changes;

/** Asks before a dragged change moves: what it undoes and what it runs into is told first, and can be taken back. */
export function MoveDialog({ type, change, to, occasions, onDone, onCancel }: { type: RecordType; change: Planned; to: Span; occasions: readonly Occasion[]; onDone: () => void; onCancel: () => void }) {
  const api = useApi();
  const order = useOrder(type);
  const { tell } = useNotices();
  const tellFailure = useTellFailure();
  const blackouts = blackoutsIn(occasions, to);

  async function move(): Promise<void> {
    try {
      const now = await api.get<AnyRecord>(pathOf(type, change.number));
      const moved = await order.mutateAsync({ id: change.number, command: 'update', version: now.version, body: { plannedStart: to.start, plannedEnd: to.end } });
      const { items } = await api.get<{ items: readonly Conflict[] }>(`${pathOf(type, change.number)}/conflicts`);
      const dismiss = tell({
        type: items.length ? 'warning' : 'success', content: <>{words.moved(change.number)} {items.length > 0 && words.movedConflicts(items.length)}</>,
        action: <Button onClick={() => { dismiss(); void order.mutateAsync({ id: change.number, command: 'update', version: moved.version, body: { plannedStart: change.plannedStart, plannedEnd: change.plannedEnd } }).catch(tellFailure); }}>{words.undo}</Button>,
      });
      onDone();
    } catch (error) {
      tellFailure(error);
      onCancel();
    }
  }
  return (
    <Modal visible header={words.moveTitle} onDismiss={onCancel} footer={<Box float="right"><SpaceBetween direction="horizontal" size="xs"><Button variant="link" onClick={onCancel}>{texts.practice.cancel}</Button><Button variant="primary" loading={order.isPending} onClick={() => void move()}>{words.moveDo}</Button></SpaceBetween></Box>}>
      <SpaceBetween size="s">
        <span>{words.moveText(change.title, instantText(change.plannedStart), instantText(to.start))}</span>
        {voidsVotes(change) && <Alert type="warning">{words.moveVoids}</Alert>}
        {blackouts.map(({ number, title, start }) => <Alert key={`${number}/${start}`} type="warning">{words.moveBlackout(title)}</Alert>)}
      </SpaceBetween>
    </Modal>
  );
}
