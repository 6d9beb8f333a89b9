import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import { useMe, type RecordType } from '../api/practices.ts';
import { idOf, useNamedQuery, type AnyRecord } from '../api/records.ts';
import { hrefOf } from '../practice/record-link.tsx';
import { StateBadge } from '../practice/state-badge.tsx';
import { mayAsk } from '../practice/who.ts';
import { To } from '../shell/to.tsx';
import { texts } from '../texts/index.ts';

export interface SimilarIncident { readonly number: string; readonly title: string; readonly state: string; readonly resolution?: string }

/** Incidents like this one, those that were solved first; none for whoever may not ask. */
export function useSimilar(type: RecordType, record: AnyRecord) {
  const enabled = mayAsk(useMe(), type, 'similar', record);
  const found = useNamedQuery<{ items: readonly SimilarIncident[] }>(type, { name: 'similar', id: idOf(type, record), enabled });
  return { ...found, items: found.data?.items.toSorted((one, other) => Number(Boolean(other.resolution)) - Number(Boolean(one.resolution))) };
}

/** How incidents like this one were solved. */
export function Similar({ type, record, onUse, most = 5 }: { type: RecordType; record: AnyRecord; onUse?: (resolution: string) => void; most?: number }) {
  const { items, error } = useSimilar(type, record);
  const words = texts.agent.similar;
  if (error) return <Box color="text-body-secondary">{error.message}</Box>;
  if (items?.length === 0) return <Box color="text-body-secondary">{words.none}</Box>;
  return (
    <ul className="agent-said">
      {items?.slice(0, most).map((one) => (
        <li key={one.number}>
          <span className="agent-facts"><To href={hrefOf(type, one.number)}>{one.title}</To><StateBadge type={type} state={one.state} /></span>
          <span className="written">{one.resolution ?? <Box color="text-body-secondary" display="inline">{words.unresolved}</Box>}</span>
          {one.resolution && onUse && <span><Button variant="inline-link" formAction="none" ariaLabel={`${words.use}: ${one.number}`} onClick={() => onUse(one.resolution!)}>{words.use}</Button></span>}
        </li>
      ))}
    </ul>
  );
}
