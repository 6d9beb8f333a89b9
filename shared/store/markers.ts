import { isDeepStrictEqual } from 'node:util';
import type { AnyDefinition, AnyRecord } from '../record/define.ts';
import { markerKey } from './keys.ts';
import type { Write } from './table.ts';

/**
 * The writes that keep a record's unique markers true: one item for each value that no other record may have, carrying the fields
 * that other practices look up by it.
 */
export function markerWrites({ definition, tenant, before, after }: { definition: AnyDefinition; tenant: string; before?: AnyRecord; after: AnyRecord }): Write[] {
  return Object.entries(definition.unique ?? {}).flatMap(([marker, { by, carries = [] }]): Write[] => {
    const was = before && by(before);
    const is = by(after);
    const carried = (record: AnyRecord | undefined): object => Object.fromEntries((carries as string[]).map((name) => [name, record?.[name]]));
    if (was && is && isDeepStrictEqual(was, is) && isDeepStrictEqual(carried(before), carried(after))) return [];
    const moved = was && !isDeepStrictEqual(was, is);
    return [
      ...(moved ? [{ remove: markerKey(tenant, definition.name, marker, was), as: 'old marker' }] : []),
      ...(is ? [{ put: { ...markerKey(tenant, definition.name, marker, is), id: after.id, carries: carried(after) }, unless: { otherThan: after.id }, as: `marker ${marker}` }] : []),
    ];
  });
}
