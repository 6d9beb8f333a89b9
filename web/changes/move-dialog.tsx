import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useState } from 'react';
import { useMe, type RecordType } from '../api/practices.ts';
import { useNamedQuery, useOrder, useRecord, type AnyRecord } from '../api/records.ts';
import { instantText } from '../practice/wording.ts';
import { Awaiting } from '../shell/awaiting.tsx';
import { useNotices, useTellFailure } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { blackoutsIn, isFree, mayMove, voidsVotes, type Occasion, type Planned, type Slot, type Span } from './planning.ts';

const words = texts.changes;

/** Asks before a dragged change moves: from where it stands by now, what that undoes and what it runs into; it can be taken back. */
export function MoveDialog({ type, change, to, occasions, onDone, onCancel }: { type: RecordType; change: Planned; to: Span; occasions: readonly Occasion[]; onDone: () => void; onCancel: () => void }) {
  const order = useOrder(type);
  const me = useMe();
  const { tell } = useNotices();
  const tellFailure = useTellFailure();
  const found = useRecord(type, change.number);
  const slot = useNamedQuery<Slot>(type, { name: 'next-slot', id: change.number, asks: { from: to.start } });
  // What the dialog says is what is moved: whoever is faster after that is not overwritten.
  const [begun, setBegun] = useState<AnyRecord>();
  useEffect(() => { if (found.isFetchedAfterMount && found.data) setBegun((before) => before ?? found.data); }, [found.isFetchedAfterMount, found.data]);
  const from = begun && String(begun.plannedStart);
  const may = begun !== undefined && mayMove(type, begun, me);

  async function move({ version, plannedStart, plannedEnd }: AnyRecord): Promise<void> {
    try {
      const moved = await order.mutateAsync({ id: change.number, command: 'update', version, body: { plannedStart: to.start, plannedEnd: to.end } });
      const dismiss = tell({
        content: words.moved(change.number),
        action: <Button onClick={() => { dismiss(); void order.mutateAsync({ id: change.number, command: 'update', version: moved.version, body: { plannedStart, plannedEnd } }).catch(tellFailure); }}>{words.undo}</Button>,
      });
      onDone();
    } catch (error) {
      tellFailure(error);
      onCancel();
    }
  }
  return (
    <Modal
      visible header={words.moveTitle} onDismiss={onCancel}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={onCancel}>{texts.practice.cancel}</Button>
            <Button variant="primary" loading={order.isPending} disabled={!may} onClick={() => void move(begun!)}>{words.moveDo}</Button>
          </SpaceBetween>
        </Box>
      }
    >
      {!begun ? <Awaiting error={found.error} again={found.refetch} /> : (
        <SpaceBetween size="s">
          <span>{words.moveText(change.title, instantText(from!), instantText(to.start))}</span>
          {from !== change.plannedStart && <Alert type="info">{words.moveStands(instantText(from!))}</Alert>}
          {!may && <Alert type="error">{words.moveLate}</Alert>}
          {voidsVotes(begun) && <Alert type="warning">{words.moveVoids}</Alert>}
          {blackoutsIn(occasions, to).map(({ number, title, start }) => <Alert key={`${number}/${start}`} type="warning">{words.moveBlackout(title)}</Alert>)}
          {slot.error ? <Alert type="warning">{slot.error.message}</Alert> : !slot.data ? <StatusIndicator type="loading">{words.moveChecking}</StatusIndicator>
            : isFree(slot.data, to) ? <StatusIndicator type="success">{words.moveFree}</StatusIndicator>
              : <Alert type="warning">{words.moveClash(slot.data.plannedStart && instantText(slot.data.plannedStart))}</Alert>}
        </SpaceBetween>
      )}
    </Modal>
  );
}
