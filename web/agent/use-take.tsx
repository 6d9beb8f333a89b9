import Button from '@cloudscape-design/components/button';
import { useMe, type RecordType } from '../api/practices.ts';
import { idOf, useOrder, type AnyRecord } from '../api/records.ts';
import { useNotices, useTellFailure } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { givingBack, taking } from './taking.ts';

/** Gives a ticket to oneself at once, and offers to give it back where the service has a way. */
export function useTake(type: RecordType): (record: AnyRecord) => Promise<void> {
  const me = useMe();
  const order = useOrder(type);
  const { tell } = useNotices();
  const failed = useTellFailure();
  const words = texts.agent.act;
  return async (before) => {
    const id = idOf(type, before);
    try {
      const after = await order.mutateAsync({ id, command: 'assign', body: taking(me) });
      const back = givingBack(before, after);
      const dismiss = tell({
        content: words.taken(id),
        action: back && <Button onClick={() => {
          dismiss();
          order.mutateAsync({ id, command: 'assign', body: back, version: after.version }).then(() => tell({ type: 'info', content: 'team' in back ? words.undoneToTeam(id) : words.undone(id) }), failed);
        }}>{words.undo}</Button>,
      });
    } catch (error) {
      failed(error);
    }
  };
}
