import Button from '@cloudscape-design/components/button';
import { ApiProblem } from '../api/http.ts';
import { useMe, type RecordType } from '../api/practices.ts';
import { idOf, useOrder, useReadAgain, type AnyRecord } from '../api/records.ts';
import { Actor } from '../practice/actor.tsx';
import { useNotices, useTellFailure } from '../shell/notices.tsx';
import { texts } from '../texts/index.ts';
import { givingBack, isStillMeant, taking, takingOf } from './taking.ts';

/**
 * Makes a ticket one's own at once, by accepting it where it was handed to one's team; offers to give it back where the service has a way. Takes it out of
 * nobody's hands but those in which it was seen, however long ago.
 */
export function useTake(type: RecordType): (seen: AnyRecord) => Promise<void> {
  const me = useMe();
  const order = useOrder(type);
  const readAgain = useReadAgain(type);
  const { tell } = useNotices();
  const failed = useTellFailure();
  const words = texts.agent.act;

  async function carryOut(before: AnyRecord): Promise<void> {
    const { version } = before;
    const id = idOf(type, before);
    if (takingOf(before, me) === 'accept') {
      await order.mutateAsync({ id, command: 'accept', version });
      tell({ content: words.accepted(id) });
      return;
    }
    const after = await order.mutateAsync({ id, command: 'assign', body: taking(me), version });
    const back = givingBack(before, after);
    const giveBack = (): void => {
      dismiss();
      const told = (): void => void tell({ type: 'info', content: back && 'team' in back ? words.undoneToTeam(id) : words.undone(id) });
      order.mutateAsync({ id, command: 'assign', body: back, version: after.version }).then(told, failed);
    };
    const dismiss = tell({ content: words.taken(id), action: back && <Button onClick={giveBack}>{words.undo}</Button> });
  }

  /** Most of what happened to it meanwhile is none of the business of whoever takes it. */
  async function tryAgain(seen: AnyRecord, refusal: ApiProblem): Promise<void> {
    const id = idOf(type, seen);
    const now = await readAgain(id);
    if (isStillMeant(seen, now, me)) await carryOut(now);
    else if (now.assignee !== undefined && now.assignee !== seen.assignee) tell({ type: 'warning', content: <><Actor name={String(now.assignee)} /> {words.hasItNow(id)}</> });
    else failed(refusal);
  }

  return async (seen) => {
    try {
      await carryOut(seen).catch((error: unknown) => {
        if (error instanceof ApiProblem && (error.status === 412 || error.code === 'transfer-pending')) return tryAgain(seen, error);
        throw error;
      });
    } catch (error) {
      failed(error);
    }
  };
}
