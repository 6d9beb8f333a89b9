import type { RecordType } from '../api/practices.ts';
import { useOrder } from '../api/records.ts';
import { useNotices, useTellFailure, type Notice } from '../shell/notices.tsx';

type Order = Parameters<ReturnType<typeof useOrder>['mutateAsync']>[0];

/**
 * Gives a command that asks for nothing more, and says what came of it: also when what gave it is gone from the screen by then, as a row is whose
 * ticket has left the list. `give` is over once it was carried out or refused.
 */
export function useTellingOrder(type: RecordType): { give(order: Order, told?: Notice, done?: () => void): Promise<void>; readonly pending: boolean } {
  const order = useOrder(type);
  const { tell } = useNotices();
  const tellFailure = useTellFailure();
  return {
    pending: order.isPending,
    give: (asked, told, done) => order.mutateAsync(asked).then(() => {
      done?.();
      if (told) tell(told);
    }, tellFailure),
  };
}
