import { useQueryClient } from '@tanstack/react-query';
import type { RecordType } from '../api/practices.ts';
import { useOrder } from '../api/records.ts';

export interface End { readonly type: RecordType; readonly id: string }

/** Ties two records, or unties them. A link is kept at its source, so that is who gets the command; the pages of both ends follow. */
export function useTie(source: End, target: End) {
  const queries = useQueryClient();
  const order = useOrder(source.type);
  const give = async (command: 'link' | 'unlink', type: string): Promise<void> => {
    await order.mutateAsync({ id: source.id, command, body: { type, target: `${target.type.name}/${target.id}` } });
    void queries.invalidateQueries({ queryKey: ['of', target.type.name, target.id] });
  };
  return { tie: (type: string) => give('link', type), untie: (type: string) => give('unlink', type), pending: order.isPending };
}
