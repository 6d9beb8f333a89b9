import { isStaff, useType, type Me, type RecordType } from '../api/practices.ts';
import { idOf, type AnyRecord } from '../api/records.ts';
import { To } from '../shell/to.tsx';
import { Actor, isService } from './actor.tsx';
import { useDisplayName } from './display-names.ts';

/** The page of a record, by its id or the record itself. */
export const hrefOf = (type: RecordType, record: AnyRecord | string): string => `/records/${type.route}/${encodeURIComponent(typeof record === 'string' ? record : idOf(type, record))}`;

/** The page where somebody looks at a record that was found: requesters have one of their own for what they reported. */
export const hrefFor = (me: Me, type: RecordType, record: AnyRecord): string => (isStaff(me) || type.name !== 'incident' ? hrefOf(type, record) : `/portal/${encodeURIComponent(record.number)}`);

/** A link to a record that is known by type and id; short names are shown as the name that people gave. */
export function RecordLink({ type: name, id }: { type: string; id: string }) {
  const type = useType(name);
  const title = useDisplayName(name, id);
  if (name === 'person' && isService(id)) return <Actor name={id} />;
  return type ? <To href={hrefOf(type, id)}>{title}</To> : <>{id}</>;
}
