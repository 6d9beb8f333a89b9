import type { EventSeen } from '../../../shared/record/define.ts';
import { indexRecord } from '../../../shared/store/index-record.ts';
import type { Kernel } from '../../../shared/store/kernel.ts';

/** Brings the search index up to date with the record that an event is about, where the event touches what the index holds. */
export async function indexEvent(kernel: Kernel, { metadata, data }: EventSeen): Promise<void> {
  const definition = kernel.catalogue.byName(metadata.type.split('.')[0]!);
  const searched = definition?.searched as readonly string[] | undefined;
  if (!searched || (data.command !== 'create' && !searched.some((name) => name in data.changes))) return;
  await indexRecord(kernel, { definition: definition!, tenant: metadata.tenant, id: metadata.recordId });
}
